"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "garden_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "garden_care",
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("beside", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_garden_care_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garden_care")),
    )
    op.create_table(
        "garden_plant",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column(
            "price",
            sa.Numeric(precision=18, scale=6).with_variant(sa.BigInteger(), "sqlite"),
            nullable=True,
        ),
        sa.Column("planted", sa.Date(), nullable=True),
        sa.Column("neighbour", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("colours", sa.JSON(), nullable=False),
        sa.Column("secret", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_garden_plant_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garden_plant")),
    )
    op.create_table(
        "garden_watering",
        sa.Column("litres", sa.Integer(), nullable=False),
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
            name=op.f("fk_garden_watering_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["node.id"],
            name=op.f("fk_garden_watering_node_id_node"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garden_watering")),
        sa.UniqueConstraint("uid", name=op.f("uq_garden_watering_uid")),
    )
    with op.batch_alter_table("garden_watering", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_garden_watering_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_garden_watering_node_id"), ["node_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("garden_watering", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_garden_watering_node_id"))
        batch_op.drop_index(batch_op.f("ix_garden_watering_account_id"))

    op.drop_table("garden_watering")
    op.drop_table("garden_plant")
    op.drop_table("garden_care")
