"""First tables of comments."""

import sqlalchemy as sa
from alembic import op

revision = "comments_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comments_author",
        sa.Column(
            "token",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_comments_author")),
    )
    op.create_table(
        "comments_ban",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "token",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_comments_ban_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments_ban")),
        sa.UniqueConstraint("token", name=op.f("uq_comments_ban_token")),
    )
    with op.batch_alter_table("comments_ban", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comments_ban_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_ban_until"), ["until"], unique=False)

    op.create_table(
        "comments_comment",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=True),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column(
            "kind",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("link", sa.String(length=2000), nullable=True),
        sa.Column(
            "parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "root",
            sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "thread",
            sa.String(length=160).with_variant(sa.String(length=160, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("edited", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consented", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.Column("tell", sa.Boolean(), nullable=False),
        sa.Column(
            "ticket",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "source",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "address",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "network",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "person",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "digest",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
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
            name=op.f("fk_comments_comment_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["account.id"],
            name=op.f("fk_comments_comment_decided_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["node.id"],
            name=op.f("fk_comments_comment_node_id_node"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["comments_comment.id"],
            name=op.f("fk_comments_comment_parent_id_comments_comment"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments_comment")),
        sa.UniqueConstraint("uid", name=op.f("uq_comments_comment_uid")),
    )
    with op.batch_alter_table("comments_comment", schema=None) as batch_op:
        batch_op.create_index("ix_comments_comment_account", ["account_id", "id"], unique=False)
        batch_op.create_index("ix_comments_comment_address", ["address", "id"], unique=False)
        batch_op.create_index("ix_comments_comment_digest", ["digest", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_comments_comment_decided_by"), ["decided_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_comments_comment_network"), ["network"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_comment_node_id"), ["node_id"], unique=False)
        batch_op.create_index(
            "ix_comments_comment_parent",
            ["parent_id"],
            unique=False,
            sqlite_where=sa.text("parent_id IS NOT NULL"),
            postgresql_where=sa.text("parent_id IS NOT NULL"),
        )
        batch_op.create_index("ix_comments_comment_person", ["person", "id"], unique=False)
        batch_op.create_index("ix_comments_comment_source", ["node_id", "source"], unique=True)
        batch_op.create_index(
            "ix_comments_comment_ticket",
            ["ticket"],
            unique=True,
            sqlite_where=sa.text("ticket IS NOT NULL"),
            postgresql_where=sa.text("ticket IS NOT NULL"),
        )
        batch_op.create_index("ix_comments_comment_tell", ["tell", "state"], unique=False)
        batch_op.create_index(
            "ix_comments_comment_state", ["state", "created", "id"], unique=False
        )
        batch_op.create_index(
            "ix_comments_comment_held", ["node_id", "state", "created", "id"], unique=False
        )
        batch_op.create_index(
            "ix_comments_comment_thread",
            ["node_id", "root", "thread", "id", "state"],
            unique=False,
        )

    op.create_table(
        "comments_correspondent",
        sa.Column(
            "token",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "answers",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "queue",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_comments_correspondent")),
    )
    op.create_table(
        "comments_thread",
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "state",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["node.id"],
            name=op.f("fk_comments_thread_node_id_node"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("node_id", name=op.f("pk_comments_thread")),
    )
    with op.batch_alter_table("comments_thread", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comments_thread_waiting"), ["waiting"], unique=False)

    op.create_table(
        "comments_former",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "comment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_comments_former_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments_comment.id"],
            name=op.f("fk_comments_former_comment_id_comments_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments_former")),
    )
    with op.batch_alter_table("comments_former", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comments_former_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_comments_former_comment_id"), ["comment_id"], unique=False
        )

    op.create_table(
        "comments_report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "comment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "who",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_comments_report_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments_comment.id"],
            name=op.f("fk_comments_report_comment_id_comments_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments_report")),
        sa.UniqueConstraint("comment_id", "who", name=op.f("uq_comments_report_comment_id_who")),
    )
    with op.batch_alter_table("comments_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comments_report_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index("ix_comments_report_open", ["settled", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("comments_report", schema=None) as batch_op:
        batch_op.drop_index("ix_comments_report_open")
        batch_op.drop_index(batch_op.f("ix_comments_report_account_id"))

    op.drop_table("comments_report")
    with op.batch_alter_table("comments_former", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comments_former_comment_id"))
        batch_op.drop_index(batch_op.f("ix_comments_former_account_id"))

    op.drop_table("comments_former")
    with op.batch_alter_table("comments_thread", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comments_thread_waiting"))

    op.drop_table("comments_thread")
    op.drop_table("comments_correspondent")
    with op.batch_alter_table("comments_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comments_comment_thread")
        batch_op.drop_index("ix_comments_comment_held")
        batch_op.drop_index("ix_comments_comment_ticket")
        batch_op.drop_index("ix_comments_comment_tell")
        batch_op.drop_index("ix_comments_comment_state")
        batch_op.drop_index("ix_comments_comment_source")
        batch_op.drop_index("ix_comments_comment_person")
        batch_op.drop_index("ix_comments_comment_parent")
        batch_op.drop_index(batch_op.f("ix_comments_comment_node_id"))
        batch_op.drop_index(batch_op.f("ix_comments_comment_network"))
        batch_op.drop_index(batch_op.f("ix_comments_comment_decided_by"))
        batch_op.drop_index("ix_comments_comment_digest")
        batch_op.drop_index("ix_comments_comment_address")
        batch_op.drop_index("ix_comments_comment_account")

    op.drop_table("comments_comment")
    with op.batch_alter_table("comments_ban", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comments_ban_until"))
        batch_op.drop_index(batch_op.f("ix_comments_ban_made_by"))

    op.drop_table("comments_ban")
    op.drop_table("comments_author")
