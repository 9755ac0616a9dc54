"""What visitors of the demonstration site have written below its pages.

Lives here: who they are (`people.py`), what they say and where (`threads.py`), and what sends it
through the same operations as the forms do (`build.py`), so that the queue holds what the rules of
the site found. The pages are those that other plugins bring; where one is not there, nothing is
said about it. Nobody of them is real.

To add a conversation, add it to `threads.py`.
"""

from __future__ import annotations

from typing import Any


def demo(request: Any) -> None:
    """Add the comments. The request acts for the system and commits when this returns."""
    from mastaba_comments.demo.build import Builder

    Builder(request).run()
