"""The list of all doors as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from mastaba.doors.door import Door

PAGE_HEAD = """\
# Doors

Every view of the application: where it is, what it asks for, what it shows of the tree. This page
is written by `mastaba doors --markdown docs/doors.md`; a test holds it to the code.

`PAGE` stands for the path of any page, `UID` for the uid of any piece of the library. A view shows
its **context** (the page at its address, on which its permission is asked), a **list** of others
(filtered by what the reader may see), a page to whoever holds a **link** made for it, or
**nothing** of the tree. On a page, every view also asks whether the page may be seen at all: what
is hidden and what is not there answer alike.

## A view of your own

A view of a page under a permission needs not a word more:

```python
config.add_view(event, context=Event, permission="view", renderer="event/event.jinja2")
```

Say what cannot be known from the view's place, or the application does not start:

| where | write |
| --- | --- |
| on a page, but it lists others instead of showing it | `shows="list"` |
| without a permission, or on a route of its own | `shows="nothing"` or `shows="list"` |
| shows a page to whoever sends the secret of a link | `shows="link"` |
| takes POST under a permission to read | `writes_because="..."`, the reason why that is right |
| answers only when it is given something | `example="?number=1"`, for the sweep |
| is about a record | `example="?uid={vote}"`, and `config.add_door_sample` makes one |

## The sweep

`mastaba doors --sweep` plants pages in every state on a scratch site, with a random token in
every text, and tries every door as ten roles. It fails when a door opens where an independent
oracle refuses, or the other way round; when any answer holds a token of a page that this person
may not see; when a form changes a page on which they may change nothing; and when one of three
doors that were planted with a hole is not found. A plugin has its own doors swept by two lines in
its tests:

```python
from mastaba.testing import DoorSuite


class TestDoors(DoorSuite):
    plugins = ("event",)
```
"""
TABLE_HEAD = """
| Address | Method | Permission | Shows | View |
| --- | --- | --- | --- | --- |
"""


def markdown(doors: Iterable[Door]) -> str:
    """The whole page."""
    known = list(doors)
    admin = [door for door in known if door.pattern.startswith("/admin")]
    public = [door for door in known if door not in admin]
    reasons = "".join(
        f"- `{door.view}`: {door.reason}\n" for door in _once(known) if door.writes and door.reason
    )
    return (
        f"{PAGE_HEAD}\n## Visitors' doors\n{_table(public)}\n## Editors' doors\n{_table(admin)}\n"
        f"## Why some write under a permission to read\n\n{reasons}"
    )


def _table(doors: Iterable[Door]) -> str:
    return TABLE_HEAD + "".join(_row(door) for door in doors)


def _row(door: Door) -> str:
    asked = f"`{door.permission}`" if door.permission else "none"
    methods = ", ".join(door.methods)
    return f"| `{door.pattern}` | {methods} | {asked} | {door.shows} | `{door.view}` |\n"


def _once(doors: Iterable[Door]) -> list[Door]:
    """One door for each view: the same view may stand at several addresses."""
    return list({door.view: door for door in doors}.values())
