"""The first form of the database."""

from alembic import op

from service.store.tables import change_counter, metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    op.bulk_insert(change_counter, [{"only": 1, "value": 0}])
