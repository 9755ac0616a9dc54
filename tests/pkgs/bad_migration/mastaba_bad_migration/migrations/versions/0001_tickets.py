"""Tickets.

Revision ID: bad_migration_0001
"""

import sqlalchemy as sa
from alembic import op

revision = "bad_migration_0001"
down_revision = None


def upgrade():
    """Add the table."""
    op.create_table("bad_migration_ticket", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    """Take it away again."""
    op.drop_table("bad_migration_ticket")
