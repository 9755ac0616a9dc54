"""Topics."""

import sqlalchemy as sa
from alembic import op

revision = "pages_0002"
down_revision = "pages_0001"
branch_labels = None
depends_on = None

TABLES = ("pages_page", "pages_section")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("topics", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("topics")
