"""First tables of media."""

import sqlalchemy as sa
from alembic import op

revision = "media_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_blob",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("stored", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unused_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_media_blob")),
    )
    op.create_index("ix_media_blob_unused_since", "media_blob", ["unused_since"])
    op.create_table(
        "media_folder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_media_folder_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_folder")),
    )
    op.create_table(
        "media_item",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("alt", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("decorative", sa.Boolean(), nullable=False),
        sa.Column("caption", sa.String(length=1000), nullable=True),
        sa.Column("credit", sa.String(length=300), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("frames", sa.Integer(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("crop", sa.JSON(none_as_null=True), nullable=True),
        sa.Column(
            "focus_x",
            sa.Numeric(precision=18, scale=6).with_variant(sa.BigInteger(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "focus_y",
            sa.Numeric(precision=18, scale=6).with_variant(sa.BigInteger(), "sqlite"),
            nullable=False,
        ),
        sa.Column("described", sa.Boolean(), nullable=False),
        sa.Column("ready", sa.String(length=500), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_media_item_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_item")),
    )
    with op.batch_alter_table("media_item", schema=None) as batch_op:
        batch_op.create_index("ix_media_item_blob", ["blob"], unique=False)
        batch_op.create_index("ix_media_item_described", ["described"], unique=False)
        batch_op.create_index("ix_media_item_kind", ["kind"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("media_item", schema=None) as batch_op:
        batch_op.drop_index("ix_media_item_kind")
        batch_op.drop_index("ix_media_item_described")
        batch_op.drop_index("ix_media_item_blob")

    op.drop_table("media_item")
    op.drop_table("media_folder")
    op.drop_table("media_blob")
