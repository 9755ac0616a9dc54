"""A table whose relationship leads nowhere."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from mastaba.api import Base


class Ticket(Base):
    """One ticket."""

    __tablename__ = "bad_mapper_ticket"

    id: Mapped[int] = mapped_column(primary_key=True)
    seats = relationship("Seat")
