"""Synthetic content of any size, for measuring and for looking at long lists.

Lives here: words (`words.py`), values for any declared field (`values.py`), the shape of the
tree (`shape.py`) and the loop that plants it (`grow.py`). No type of content is known by name:
what a plugin declares is filled through its fields.
"""
