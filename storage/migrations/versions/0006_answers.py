"""What people say of answers, and how often each one is given."""

from alembic import op

revision = "0006"
down_revision = "0005"

UPGRADE = """
CREATE TABLE answer_feedback (
    conversation_id bigint NOT NULL REFERENCES conversations (id),
    entry_id text NOT NULL,
    entry_version integer NOT NULL,
    answered_at timestamptz NOT NULL,
    is_helpful boolean NOT NULL,
    given_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation_id, entry_id)
);

CREATE TABLE answer_counts (
    day date NOT NULL,
    entry_id text NOT NULL,
    speciality text NOT NULL,
    business text NOT NULL,
    times integer NOT NULL CHECK (times > 0),
    PRIMARY KEY (day, entry_id, speciality, business)
);
"""


def upgrade() -> None:
    for statement in UPGRADE.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE answer_feedback, answer_counts")
