"""Settings of the database room."""

from mastaba.settings import Section, setting


class DatabaseSettings(Section, prefix="mastaba.database"):
    """Where the content is kept and how long a statement may take."""

    url: str = setting(
        "sqlite:///mastaba.sqlite",
        help="SQLAlchemy address: sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME.",
        example="sqlite:///%(here)s/mastaba.sqlite",
        secret=True,
    )
    pool_size: int = setting(5, help="Connections kept open per process and engine.")
    connect_timeout: int = setting(5, help="Seconds to wait for a connection or for a lock.")
    statement_timeout: int = setting(
        30, help="Seconds that one statement may take (PostgreSQL only)."
    )
