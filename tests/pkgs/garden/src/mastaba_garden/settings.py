"""What administrators choose."""

from mastaba.api import Section, setting


class GardenSettings(Section, prefix="mastaba.garden"):
    """How the garden calls itself."""

    motto: str = setting("Everything grows.", help="A line below every plant.", editable=True)
