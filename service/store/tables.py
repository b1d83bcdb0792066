"""The tables, as SQLAlchemy knows them. The database itself is made by ``service/migrations``; a test compares the two.

Every table has a ``tenant``. Records keep their whole JSON in ``data`` and beside it only the columns that are asked
for; the tables in ``APPEND_ONLY`` refuse every change by trigger, and every deletion but of an erased participant's
rows.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from service.store.shapes import Key, Moment, Number, log_table, metadata, record_table

participants = record_table("participants", Column("status", String, nullable=False))
employers = record_table("employers")
vacancies = record_table(
    "vacancies",
    Column("status", String, nullable=False),
    Column("employer_id", String, nullable=False),
    Column("valid_until", Date),
    Column("disco08", String),
    ForeignKeyConstraint(["tenant", "employer_id"], ["employers.tenant", "employers.id"]),
    Index("vacancies_by_employer", "tenant", "employer_id", "id"),
    Index("vacancies_by_status", "status", "tenant", "id"),
)

record_versions = log_table(
    "record_versions",
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("change", Number, nullable=False),
    Column("data", JSON, nullable=False),
    UniqueConstraint("tenant", "kind", "id", "version", name="record_versions_once"),
    Index("record_versions_by_change", "change"),
)
runs = log_table(
    "runs",
    Column("id", String, nullable=False, unique=True),
    Column("participant_id", String, nullable=False),
    Column("model", String, nullable=False),
    Column("snapshot", String, nullable=False),
    Column("data", JSON, nullable=False),
    ForeignKeyConstraint(["tenant", "participant_id"], ["participants.tenant", "participants.id"]),
    Index("runs_by_participant", "tenant", "participant_id", "seq"),
)
suggestions = Table(
    "suggestions",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("run_id", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("vacancy_id", String, nullable=False),
    Column("employer_id", String, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("feasible", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("data", JSON, nullable=False),
    ForeignKeyConstraint(["run_id"], ["runs.id"]),
    Index("suggestions_by_run", "run_id", "rank"),
    Index("suggestions_by_vacancy", "tenant", "vacancy_id"),
)
reviews = log_table(
    "reviews",
    Column("id", String, nullable=False, unique=True),
    Column("suggestion_id", String, nullable=False),
    Column("party", String, nullable=False),
    Column("answer", String, nullable=False),
    Column("reason", String),
    Column("text", String, nullable=False),
    Column("supersedes", String),
    ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"]),
    Index("reviews_by_suggestion", "suggestion_id", "seq"),
)
contacts = log_table(
    "contacts",
    Column("id", String, nullable=False, unique=True),
    Column("employer_id", String, nullable=False),
    Column("on", Date, nullable=False),
    Column("kind", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("text", String, nullable=False),
    Column("next_on", Date),
    Column("change", Number, nullable=False),
    ForeignKeyConstraint(["tenant", "employer_id"], ["employers.tenant", "employers.id"]),
    Index("contacts_by_employer", "tenant", "employer_id", "on"),
    Index("contacts_by_change", "change"),
)
accesses = log_table(
    "accesses",
    Column("id", String, nullable=False, unique=True),
    Column("participant_id", String, nullable=False),
    Column("purpose", String, nullable=False),
    Index("accesses_by_participant", "tenant", "participant_id", "seq"),
)
placements = log_table(
    "placements",
    Column("id", String, nullable=False, unique=True),
    Column("suggestion_id", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("vacancy_id", String, nullable=False),
    Column("employer_id", String, nullable=False),
    Column("start", Date, nullable=False),
    Column("data", JSON, nullable=False),
    ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"]),
    Index("placements_by_suggestion", "suggestion_id"),
    Index("placements_by_participant", "tenant", "participant_id", "seq"),
)
follow_ups = log_table(
    "follow_ups",
    Column("id", String, nullable=False, unique=True),
    Column("placement_id", String, nullable=False),
    Column("week", Integer, nullable=False),
    Column("data", JSON, nullable=False),
    ForeignKeyConstraint(["placement_id"], ["placements.id"]),
    Index("follow_ups_by_placement", "placement_id", "seq"),
)
endings = log_table(
    "endings",
    Column("id", String, nullable=False, unique=True),
    Column("placement_id", String, nullable=False, unique=True),
    Column("on", Date, nullable=False),
    Column("reason", String, nullable=False),
    Column("data", JSON, nullable=False),
    ForeignKeyConstraint(["placement_id"], ["placements.id"]),
)
protected_groups = Table(
    "protected_groups",
    metadata,
    Column("tenant", Key, primary_key=True),
    Column("participant_id", Key, primary_key=True),
    Column("age_band", String),
    Column("sex", String),
    Column("origin", String),
    Column("updated_at", Moment, nullable=False),
    Column("updated_by", String, nullable=False),
    ForeignKeyConstraint(["tenant", "participant_id"], ["participants.tenant", "participants.id"]),
)
erasures = log_table(
    "erasures",
    Column("id", String, nullable=False, unique=True),
    Column("participant_id", String, nullable=False),
    Column("reason", String, nullable=False),
    UniqueConstraint("tenant", "participant_id", name="erasures_once"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("key_hash", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("label", String, nullable=False),
    Column("employer_id", String),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)
accounts = Table(
    "accounts",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("employer_id", String),
    Column("login", String, unique=True),
    Column("password_hash", String),
    Column("issuer", String),
    Column("subject", String),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    UniqueConstraint("issuer", "subject", name="accounts_by_subject"),
)
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("account_id", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
    ForeignKeyConstraint(["account_id"], ["accounts.id"]),
)
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("state_hash", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("nonce", String, nullable=False),
    Column("verifier", String, nullable=False),
    Column("back", String, nullable=False),
    Column("created_at", Moment, nullable=False),
)
sign_ins = log_table(
    "sign_ins",
    Column("id", String, nullable=False, unique=True),
    Column("account_id", String, nullable=False),
    Column("event", String, nullable=False),
    Index("sign_ins_by_account", "account_id", "seq"),
)
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("route", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("request_hash", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
)
refused_imports = Table(
    "refused_imports",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("month", String, primary_key=True),
    Column("terms", String, primary_key=True),
    Column("number", Integer, nullable=False),
)
change_counter = Table(
    "change_counter",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("value", Number, nullable=False),
)

APPEND_ONLY: Final = (
    record_versions, runs, suggestions, reviews, contacts, accesses, placements, follow_ups, endings, sign_ins,
    erasures,
)  # fmt: skip
