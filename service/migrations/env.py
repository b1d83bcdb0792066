"""Alembic's entry: runs the steps on the connection that ``service.migrations.upgrade`` hands over."""

from alembic import context

from service.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
