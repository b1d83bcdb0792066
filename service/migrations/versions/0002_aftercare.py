"""Placements, the follow-ups after them and their endings: three logs, append-only like the others."""

import sqlalchemy as sa
from alembic import op

from service.migrations.steps import SAME_ENTRY, log_table, needed, protect

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    log_table(
        "placements",
        sa.Column("id", sa.String, nullable=False, unique=True),
        *map(needed, ("suggestion_id", "participant_id", "vacancy_id", "employer_id")),
        needed("start", sa.Date),
        needed("data", sa.JSON),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"]),
    )
    op.create_index("placements_by_suggestion", "placements", ["suggestion_id"])
    op.create_index("placements_by_participant", "placements", ["tenant", "participant_id", "seq"])
    log_table(
        "follow_ups",
        sa.Column("id", sa.String, nullable=False, unique=True),
        needed("placement_id"),
        needed("week", sa.Integer),
        needed("data", sa.JSON),
        sa.ForeignKeyConstraint(["placement_id"], ["placements.id"]),
    )
    op.create_index("follow_ups_by_placement", "follow_ups", ["placement_id", "seq"])
    log_table(
        "endings",
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("placement_id", sa.String, nullable=False, unique=True),
        needed("on", sa.Date),
        needed("reason"),
        needed("data", sa.JSON),
        sa.ForeignKeyConstraint(["placement_id"], ["placements.id"]),
    )
    for table in ("placements", "follow_ups"):
        protect(table, SAME_ENTRY)
    protect("endings", f"{SAME_ENTRY} OR placement_id = NEW.placement_id")
