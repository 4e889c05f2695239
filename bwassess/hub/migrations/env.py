"""Runs the hub's steps on the connection that `migrate` hands over."""

from alembic import context

from bwassess.hub.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table="hub_version",
    render_as_batch=True,
)
context.run_migrations()
