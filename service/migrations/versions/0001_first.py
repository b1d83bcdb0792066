"""The first form: records and their versions, runs, suggestions, reviews, contacts, accesses, keys, counters.

The logs are made append-only by triggers (``service.migrations.steps``).
"""

import sqlalchemy as sa
from alembic import op

from service.migrations.steps import MOMENT, NUMBER, SAME_ENTRY, log_table, needed, protect, record_table

revision = "0001"
down_revision = None

APPEND_ONLY = {
    "record_versions": (
        "seq = NEW.seq OR (tenant = NEW.tenant AND kind = NEW.kind AND id = NEW.id AND version = NEW.version)"
    ),
    "runs": SAME_ENTRY,
    "suggestions": "id = NEW.id",
    "reviews": SAME_ENTRY,
    "contacts": SAME_ENTRY,
    "accesses": SAME_ENTRY,
}


def upgrade() -> None:
    records()
    history()
    suggestions()
    contacts()
    requests()
    counter()
    for table, same in APPEND_ONLY.items():
        protect(table, same)


def records() -> None:
    record_table("participants", needed("status"))
    record_table("employers")
    record_table(
        "vacancies",
        needed("status"),
        needed("employer_id"),
        sa.Column("valid_until", sa.Date),
        sa.Column("disco08", sa.String),
        sa.ForeignKeyConstraint(["tenant", "employer_id"], ["employers.tenant", "employers.id"]),
    )
    op.create_index("vacancies_by_employer", "vacancies", ["tenant", "employer_id", "id"])
    op.create_index("vacancies_by_status", "vacancies", ["status", "tenant", "id"])


def history() -> None:
    log_table(
        "record_versions",
        needed("kind"),
        needed("id"),
        needed("version", sa.Integer),
        needed("change", NUMBER),
        needed("data", sa.JSON),
        sa.UniqueConstraint("tenant", "kind", "id", "version", name="record_versions_once"),
    )
    op.create_index("record_versions_by_change", "record_versions", ["change"])


def suggestions() -> None:
    log_table(
        "runs",
        sa.Column("id", sa.String, nullable=False, unique=True),
        *map(needed, ("participant_id", "model", "snapshot")),
        needed("data", sa.JSON),
        sa.ForeignKeyConstraint(["tenant", "participant_id"], ["participants.tenant", "participants.id"]),
    )
    op.create_index("runs_by_participant", "runs", ["tenant", "participant_id", "seq"])
    op.create_table(
        "suggestions",
        sa.Column("id", sa.String, primary_key=True),
        *map(needed, ("tenant", "run_id", "participant_id", "vacancy_id", "employer_id")),
        needed("rank", sa.Integer),
        needed("score", sa.Float),
        needed("feasible"),
        needed("created_at", MOMENT),
        needed("data", sa.JSON),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"]),
    )
    op.create_index("suggestions_by_run", "suggestions", ["run_id", "rank"])
    op.create_index("suggestions_by_vacancy", "suggestions", ["tenant", "vacancy_id"])
    log_table(
        "reviews",
        sa.Column("id", sa.String, nullable=False, unique=True),
        *map(needed, ("suggestion_id", "party", "answer")),
        sa.Column("reason", sa.String),
        needed("text"),
        sa.Column("supersedes", sa.String),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"]),
    )
    op.create_index("reviews_by_suggestion", "reviews", ["suggestion_id", "seq"])


def contacts() -> None:
    log_table(
        "contacts",
        sa.Column("id", sa.String, nullable=False, unique=True),
        needed("employer_id"),
        needed("on", sa.Date),
        *map(needed, ("kind", "outcome", "text")),
        sa.Column("next_on", sa.Date),
        needed("change", NUMBER),
        sa.ForeignKeyConstraint(["tenant", "employer_id"], ["employers.tenant", "employers.id"]),
    )
    op.create_index("contacts_by_employer", "contacts", ["tenant", "employer_id", "on"])
    op.create_index("contacts_by_change", "contacts", ["change"])


def requests() -> None:
    log_table(
        "accesses",
        sa.Column("id", sa.String, nullable=False, unique=True),
        needed("participant_id"),
        needed("purpose"),
    )
    op.create_index("accesses_by_participant", "accesses", ["tenant", "participant_id", "seq"])
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String, primary_key=True),
        needed("tenant"),
        sa.Column("key_hash", sa.String, nullable=False, unique=True),
        *map(needed, ("role", "label")),
        sa.Column("employer_id", sa.String),
        needed("created_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
    )
    op.create_table(
        "idempotency_keys",
        *(sa.Column(name, sa.String, primary_key=True) for name in ("tenant", "route", "key")),
        needed("request_hash"),
        needed("status", sa.Integer),
        needed("body", sa.JSON),
        needed("created_at", MOMENT),
    )
    op.create_table(
        "refused_imports",
        *(sa.Column(name, sa.String, primary_key=True) for name in ("tenant", "month", "terms")),
        needed("number", sa.Integer),
    )


def counter() -> None:
    table = op.create_table(
        "change_counter",
        sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
        needed("value", NUMBER),
    )
    op.bulk_insert(table, [{"only": 1, "value": 0}])
