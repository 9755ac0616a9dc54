"""First tables of the pages."""

import sqlalchemy as sa
from alembic import op

revision = "pages_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pages_page",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_pages_page_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages_page")),
    )
    op.create_table(
        "pages_section",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("newest_first", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_pages_section_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages_section")),
    )


def downgrade() -> None:
    op.drop_table("pages_section")
    op.drop_table("pages_page")
