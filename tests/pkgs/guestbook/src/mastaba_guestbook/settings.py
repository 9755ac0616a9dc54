"""The settings below `mastaba.guestbook`."""

from mastaba.api import Rate, Section, setting


class GuestbookSettings(Section, prefix="mastaba.guestbook"):
    """How guestbooks behave."""

    moderated: bool = setting(
        True, help="Show an entry only after somebody has approved it.", editable=True
    )
    shown: int = setting(
        5, help="How many entries stand below a page.", ge=1, le=50, editable=True
    )
    rates: tuple[Rate, ...] = setting(
        ("5/minute", "30/hour"), help="How often visitors may write from one address."
    )
