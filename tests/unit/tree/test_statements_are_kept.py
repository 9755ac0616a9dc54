"""A statement of the same shape is the same object: that is what makes it quick."""

from __future__ import annotations

from mastaba.content import shapes
from mastaba.tree.visible import visible_clause


def test_the_same_shape_is_the_same_statement() -> None:
    def make() -> object:
        clauses = (shapes.IN_TREE, visible_clause("view", 1, 4), shapes.CHILDREN)
        return shapes.limited(shapes.columns(("id", "path")), clauses, shapes.EDITORS_ORDER)

    assert make() is make()


def test_another_number_of_principals_is_another_statement() -> None:
    assert visible_clause("view", 1, 4) is visible_clause("view", 1, 4)
    assert visible_clause("view", 1, 4) is not visible_clause("view", 4, 4)
