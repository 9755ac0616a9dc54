"""Groups, jobs, references and redirects."""

import sqlalchemy as sa
from alembic import op

revision = "core_0002"
down_revision = "core_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    generation = op.create_table(
        "generation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tree", sa.Integer(), nullable=False),
        sa.Column("rights", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_generation")),
    )
    op.bulk_insert(generation, [{"id": 1, "tree": 0, "rights": 0}])
    op.create_index("ix_acl_grant_token", "acl_grant", ["permission", "token", "acl_id"])
    with op.batch_alter_table("node", schema=None) as batch_op:
        batch_op.create_index("ix_node_published_at", ["published_at", "id"], unique=False)
        batch_op.create_index("ix_node_owner_id", ["owner_id"], unique=False)
        batch_op.create_index(
            "ix_node_draft",
            ["modified"],
            unique=False,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )
        batch_op.create_index(
            "ix_node_waiting",
            ["modified"],
            unique=False,
            sqlite_where=sa.text("revision > live_revision"),
            postgresql_where=sa.text("revision > live_revision"),
        )
        batch_op.create_index(
            "ix_node_bearing",
            ["site_id", "tree", "path"],
            unique=False,
            sqlite_where=sa.text("grants IS NOT NULL OR inherit IS 0"),
            postgresql_where=sa.text("grants IS NOT NULL OR inherit IS FALSE"),
        )
        batch_op.create_index(
            "ix_node_expires_at",
            ["expires_at"],
            unique=False,
            sqlite_where=sa.text("expires_at IS NOT NULL"),
            postgresql_where=sa.text("expires_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_node_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "account_group",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_group")),
        sa.UniqueConstraint("name", name=op.f("uq_account_group_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_account_group_uid")),
    )
    op.create_table(
        "group_member",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_group_member_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["account_group.id"],
            name=op.f("fk_group_member_group_id_account_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "group_id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_group_id"), ["group_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column(
            "name",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("system", sa.Boolean(), nullable=False),
        sa.Column(
            "host",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_job_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("uid", name=op.f("uq_job_uid")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_state", ["state", "id"], unique=False)

    op.create_table(
        "periodic",
        sa.Column(
            "name",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_periodic")),
    )
    op.create_table(
        "redirect",
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "path", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"], ["node.id"], name=op.f("fk_redirect_node_id_node"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_redirect_site_id_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("site_id", "path", name=op.f("pk_redirect")),
    )
    with op.batch_alter_table("redirect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redirect_node_id"), ["node_id"], unique=False)

    op.create_table(
        "reference",
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column(
            "field",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("target_uid", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"], ["node.id"], name=op.f("fk_reference_node_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "node_id", "draft", "field", "target_uid", name=op.f("pk_reference")
        ),
    )
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.create_index("ix_reference_target", ["target_uid", "draft"], unique=False)

    op.add_column("account", sa.Column("deleted", sa.DateTime(timezone=True), nullable=True))
    op.add_column("working_copy", sa.Column("base_revision", sa.Integer(), nullable=True))
    _add_library_tables()
    _add_root_grants()


# What the roles that are new may do everywhere; `mastaba migrate` derives the rest. The release
# before this one knows none of these roles and gives them nothing, so they stay in a downgrade.
NEW_GRANTS = {"owner": ["owner"], "role:author": ["author"], "role:reviewer": ["reviewer"]}


def _add_root_grants() -> None:
    node = sa.table(
        "node",
        sa.column("id", sa.BigInteger()),
        sa.column("parent_id", sa.BigInteger()),
        sa.column("tree", sa.Text()),
        sa.column("grants", sa.JSON()),
    )
    connection = op.get_bind()
    roots = sa.select(node.c.id, node.c.grants).where(
        node.c.parent_id.is_(None), node.c.tree == "site"
    )
    for root in connection.execute(roots).all():
        if isinstance(root.grants, dict):
            changed = (
                node.update()
                .where(node.c.id == root.id)
                .values(grants={**NEW_GRANTS, **root.grants})
            )
            connection.execute(changed)


def _add_library_tables() -> None:
    op.create_table(
        "vocabulary",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nested", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_vocabulary_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vocabulary")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_term_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_table(
        "snippet",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["node.id"], name=op.f("fk_snippet_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snippet")),
    )
    op.create_table(
        "preview_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "token_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_preview_link_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["node_id"], ["node.id"], name=op.f("fk_preview_link_node_id_node"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_preview_link_token_hash")),
    )
    with op.batch_alter_table("preview_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preview_link_node_id"), ["node_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("preview_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_preview_link_node_id"))

    op.drop_table("preview_link")
    for name in ("snippet", "term", "vocabulary"):
        op.drop_table(name)
    with op.batch_alter_table("working_copy", schema=None) as batch_op:
        batch_op.drop_column("base_revision")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("deleted")
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.drop_index("ix_reference_target")

    op.drop_table("reference")
    with op.batch_alter_table("redirect", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redirect_node_id"))

    op.drop_table("redirect")
    op.drop_table("periodic")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state")

    op.drop_table("job")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_member_group_id"))

    op.drop_table("group_member")
    op.drop_table("account_group")
    with op.batch_alter_table("node", schema=None) as batch_op:
        batch_op.drop_index("ix_node_next_at")
        batch_op.drop_index("ix_node_expires_at")
        batch_op.drop_index("ix_node_bearing")
        batch_op.drop_index("ix_node_waiting")
        batch_op.drop_index("ix_node_draft")
        batch_op.drop_index("ix_node_owner_id")
        batch_op.drop_index("ix_node_published_at")

    op.drop_index("ix_acl_grant_token", "acl_grant")
    op.drop_table("generation")
