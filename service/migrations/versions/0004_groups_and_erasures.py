"""Protected groups in a table of their own, and erasing a participant: only then may rows leave the logs.

The log of erasures is append-only like the others. The logs that hold something about a participant let go of a row
when, and only when, an erasure of that participant is noted; nothing may be altered, as before.
"""

import sqlalchemy as sa
from alembic import op

from service.migrations.steps import KEY, MOMENT, SAME_ENTRY, log_table, needed, protect

revision = "0004"
down_revision = "0003"

OF_SUGGESTION = "(SELECT participant_id FROM suggestions WHERE id = OLD.suggestion_id)"
OF_PLACEMENT = "(SELECT participant_id FROM placements WHERE id = OLD.placement_id)"
WHOSE = {
    "record_versions": "CASE WHEN OLD.kind = 'participant' THEN OLD.id END",
    "runs": "OLD.participant_id",
    "suggestions": "OLD.participant_id",
    "reviews": OF_SUGGESTION,
    "placements": "OLD.participant_id",
    "follow_ups": OF_PLACEMENT,
    "endings": OF_PLACEMENT,
}
"""The participant that a row of each log is about."""


def upgrade() -> None:
    op.create_table(
        "protected_groups",
        sa.Column("tenant", KEY, primary_key=True),
        sa.Column("participant_id", KEY, primary_key=True),
        *(sa.Column(name, sa.String) for name in ("age_band", "sex", "origin")),
        needed("updated_at", MOMENT),
        needed("updated_by"),
        sa.ForeignKeyConstraint(["tenant", "participant_id"], ["participants.tenant", "participants.id"]),
    )
    log_table(
        "erasures",
        sa.Column("id", sa.String, nullable=False, unique=True),
        *map(needed, ("participant_id", "reason")),
        sa.UniqueConstraint("tenant", "participant_id", name="erasures_once"),
    )
    protect("erasures", f"{SAME_ENTRY} OR (tenant = NEW.tenant AND participant_id = NEW.participant_id)")
    for table, whose in WHOSE.items():
        let_go(table, whose)


def let_go(table: str, whose: str) -> None:
    """Let rows of a log be deleted whose participant is noted as erased."""
    noted = f"SELECT 1 FROM erasures WHERE tenant = OLD.tenant AND participant_id = {whose}"  # noqa: S608 - constants
    if op.get_bind().dialect.name == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT EXISTS ({noted}) {stop}")
        return
    op.execute(
        f"CREATE FUNCTION {table}_let_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF EXISTS ({noted}) THEN RETURN OLD; END IF;"
        " RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    each = f"ON {table} FOR EACH ROW EXECUTE FUNCTION"
    op.execute(f"DROP TRIGGER {table}_no_change ON {table}")
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE {each} append_only()")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE {each} {table}_let_go()")
