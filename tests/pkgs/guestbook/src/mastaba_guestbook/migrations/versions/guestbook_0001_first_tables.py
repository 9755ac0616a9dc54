"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "guestbook_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guestbook_entry",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_guestbook_entry_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["node.id"],
            name=op.f("fk_guestbook_entry_node_id_node"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guestbook_entry")),
        sa.UniqueConstraint("uid", name=op.f("uq_guestbook_entry_uid")),
    )
    with op.batch_alter_table("guestbook_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guestbook_entry_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_guestbook_entry_node_id"), ["node_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_guestbook_entry_state"), ["state"], unique=False)

    op.create_table(
        "guestbook_place",
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_guestbook_place_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guestbook_place")),
    )


def downgrade() -> None:
    op.drop_table("guestbook_place")
    with op.batch_alter_table("guestbook_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guestbook_entry_state"))
        batch_op.drop_index(batch_op.f("ix_guestbook_entry_node_id"))
        batch_op.drop_index(batch_op.f("ix_guestbook_entry_account_id"))

    op.drop_table("guestbook_entry")
