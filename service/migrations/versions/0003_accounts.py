"""People who sign in: accounts, their sessions, sign-ins on their way to an issuer, and the log of sign-ins."""

import sqlalchemy as sa
from alembic import op

from service.migrations.steps import MOMENT, SAME_ENTRY, log_table, needed, protect

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String, primary_key=True),
        *map(needed, ("tenant", "role", "name")),
        sa.Column("employer_id", sa.String),
        sa.Column("login", sa.String, unique=True),
        *(sa.Column(name, sa.String) for name in ("password_hash", "issuer", "subject")),
        needed("created_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        sa.UniqueConstraint("issuer", "subject", name="accounts_by_subject"),
    )
    sessions()
    log_table(
        "sign_ins",
        sa.Column("id", sa.String, nullable=False, unique=True),
        *map(needed, ("account_id", "event")),
    )
    op.create_index("sign_ins_by_account", "sign_ins", ["account_id", "seq"])
    protect("sign_ins", SAME_ENTRY)


def sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String, primary_key=True),
        *map(needed, ("tenant", "account_id")),
        *(needed(name, MOMENT) for name in ("created_at", "seen_at")),
        sa.Column("ended_at", MOMENT),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("state_hash", sa.String, primary_key=True),
        *map(needed, ("tenant", "nonce", "verifier", "back")),
        needed("created_at", MOMENT),
    )
