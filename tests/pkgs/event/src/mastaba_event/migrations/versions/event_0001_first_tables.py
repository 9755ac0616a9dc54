"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "event_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_calendar",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_event_calendar_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_calendar")),
    )
    op.create_table(
        "event_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_event_event_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_event")),
    )
    with op.batch_alter_table("event_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_event_starts"), ["starts"], unique=False)

    op.create_table(
        "event_related",
        sa.Column("event", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_event_related_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_related")),
    )


def downgrade() -> None:
    op.drop_table("event_related")
    with op.batch_alter_table("event_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_event_starts"))

    op.drop_table("event_event")
    op.drop_table("event_calendar")
