"""Settings of the database room."""

from pydantic import field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from mastaba.settings import Section, setting

EXPECTED = "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")


class DatabaseSettings(Section, prefix="mastaba.database"):
    """Where the content is kept and how long a statement may take."""

    url: str = setting(
        "sqlite:///mastaba.sqlite",
        help=f"SQLAlchemy address: {EXPECTED}.",
        example="sqlite:///%(here)s/mastaba.sqlite",
        secret=True,
    )
    pool_size: int = setting(5, help="Connections kept open per process and engine.")
    connect_timeout: int = setting(5, help="Seconds to wait for a connection or for a lock.")
    statement_timeout: int = setting(
        30, help="Seconds that one statement may take (PostgreSQL only)."
    )

    @field_validator("url")
    @classmethod
    def _check_url(cls, value: str) -> str:
        """Refuse what no engine can be made of; the sentence shows no part of the address."""
        try:
            driver = make_url(value).drivername
        except (ArgumentError, ValueError):
            raise ValueError(
                f"mastaba.database.url cannot be read as an address; expected {EXPECTED}."
            ) from None
        if driver not in DRIVERS:
            raise ValueError(
                f"mastaba.database.url names the database {driver[:40]!r}; expected {EXPECTED}."
            )
        return value
