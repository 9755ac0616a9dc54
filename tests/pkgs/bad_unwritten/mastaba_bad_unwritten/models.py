"""A table without a migration."""

from sqlalchemy.orm import Mapped, mapped_column

from mastaba.api import Base


class Ticket(Base):
    """One ticket."""

    __tablename__ = "bad_unwritten_ticket"

    id: Mapped[int] = mapped_column(primary_key=True)
