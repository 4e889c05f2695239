"""Runs the steps on the connection that `bwassess.store.migrating` hands over."""

from alembic import context

from bwassess.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
