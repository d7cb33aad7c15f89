"""People, accounts, sessions, grants, invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_name",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "email",
            sa.String(length=254).with_variant(sa.String(length=254, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_person")),
        sa.UniqueConstraint("ref", name=op.f("uq_accounts_person_ref")),
    )
    op.create_index("ix_accounts_person_email", "accounts_person", ["email"], unique=False)
    op.create_index("ix_accounts_person_sort", "accounts_person", ["sort_name", "id"], unique=False)
    op.create_table(
        "accounts_wrong_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_wrong_try")),
    )
    op.create_index("ix_accounts_wrong_try_name", "accounts_wrong_try", ["name_hash", "at"], unique=False)
    op.create_table(
        "accounts_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_account_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_account")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_accounts_account_fs_uniquifier")),
        sa.UniqueConstraint("person_id", name=op.f("uq_accounts_account_person_id")),
    )
    op.create_table(
        "accounts_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("scope_kind", sa.String(length=32), nullable=True),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"role\" IN ('administrator', 'coordinator', 'mentor', 'trainer', 'trainee', 'cop_member', 'oneself', 'signed_in', 'stranger')",
            name=op.f("ck_accounts_grant_role"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_grant_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_grant")),
        sa.UniqueConstraint("ref", name=op.f("uq_accounts_grant_ref")),
    )
    op.create_index("ix_accounts_grant_person", "accounts_grant", ["person_id"], unique=False)
    op.create_index("ix_accounts_grant_scope", "accounts_grant", ["scope_kind", "scope_id"], unique=False)
    op.create_table(
        "accounts_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("onward", sa.String(length=500), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("canceled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_invitation_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_invitation")),
        sa.UniqueConstraint("ref", name=op.f("uq_accounts_invitation_ref")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_accounts_invitation_secret_hash")),
    )
    op.create_index("ix_accounts_invitation_person", "accounts_invitation", ["person_id"], unique=False)
    op.create_table(
        "accounts_one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"purpose\" IN ('reset', 'email')", name=op.f("ck_accounts_one_time_link_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts_account.id"], name=op.f("fk_accounts_one_time_link_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_one_time_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_accounts_one_time_link_secret_hash")),
    )
    op.create_index(
        "ix_accounts_one_time_link_account", "accounts_one_time_link", ["account_id"], unique=False
    )
    op.create_table(
        "accounts_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts_account.id"], name=op.f("fk_accounts_session_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_session")),
        sa.UniqueConstraint("ref", name=op.f("uq_accounts_session_ref")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_accounts_session_secret_hash")),
    )
    op.create_index("ix_accounts_session_account", "accounts_session", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_accounts_session_account", table_name="accounts_session")
    op.drop_table("accounts_session")
    op.drop_index("ix_accounts_one_time_link_account", table_name="accounts_one_time_link")
    op.drop_table("accounts_one_time_link")
    op.drop_index("ix_accounts_invitation_person", table_name="accounts_invitation")
    op.drop_table("accounts_invitation")
    op.drop_index("ix_accounts_grant_scope", table_name="accounts_grant")
    op.drop_index("ix_accounts_grant_person", table_name="accounts_grant")
    op.drop_table("accounts_grant")
    op.drop_table("accounts_account")
    op.drop_index("ix_accounts_wrong_try_name", table_name="accounts_wrong_try")
    op.drop_table("accounts_wrong_try")
    op.drop_index("ix_accounts_person_sort", table_name="accounts_person")
    op.drop_index("ix_accounts_person_email", table_name="accounts_person")
    op.drop_table("accounts_person")
