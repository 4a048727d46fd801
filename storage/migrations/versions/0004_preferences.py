"""What people want to be told unasked and when not, and the links to their calendar files."""

from alembic import op

revision = "0004"
down_revision = "0003"

UPGRADE = """
CREATE TABLE preferences (
    person_id text PRIMARY KEY,
    reminders boolean NOT NULL DEFAULT true,
    quiet_from time,
    quiet_until time,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);

CREATE TABLE calendar_links (
    token_sha256 text PRIMARY KEY,
    person_id text NOT NULL,
    expires_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    for statement in UPGRADE.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE preferences, calendar_links")
