"""What a hub keeps."""

import sqlalchemy as sa
from alembic import op

revision = "h0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hub_arrival",
        sa.Column("batch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("batch"),
    )
    op.create_table(
        "hub_contributor",
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("document", "device"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hub_device",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("token_sha256"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("hub_device", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hub_device_person"), ["person"], unique=False
        )

    op.create_table(
        "hub_enrolment",
        sa.Column("code_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("code_sha256"),
        sqlite_with_rowid=False,
    )
