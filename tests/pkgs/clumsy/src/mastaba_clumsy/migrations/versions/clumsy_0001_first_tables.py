"""First tables: without `clumsy_secret.lost`; going back forgets `clumsy_note`."""

import sqlalchemy as sa
from alembic import op

revision = "clumsy_0001"
down_revision = None
branch_labels = None
depends_on = None

COLUMNS = {
    "clumsy_loud": [sa.Column("words", sa.String(100), nullable=False)],
    "clumsy_naked": [sa.Column("line", sa.String(100))],
    "clumsy_silent": [sa.Column("deed", sa.String(100))],
    "clumsy_forgetful": [],
}
RECORDS = {"clumsy_note": [sa.Column("words", sa.String(100))], "clumsy_secret": []}
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        op.create_table(
            table,
            sa.Column("id", KEY, nullable=False),
            *columns,
            sa.ForeignKeyConstraint(
                ["id"], ["node.id"], name=op.f(f"fk_{table}_id_node"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
    for table, columns in RECORDS.items():
        op.create_table(
            table,
            *columns,
            sa.Column("id", KEY, nullable=False),
            sa.Column("uid", sa.Uuid(as_uuid=False), nullable=False),
            sa.Column("node_id", KEY, nullable=False),
            sa.Column("account_id", KEY),
            sa.Column("created", sa.DateTime(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )


def downgrade() -> None:
    for table in (*COLUMNS, "clumsy_secret"):
        op.drop_table(table)
