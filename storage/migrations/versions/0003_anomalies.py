"""Anomalies that people can contest, and the holder's name on a registration."""

from alembic import op

revision = "0003"
down_revision = "0002"

UPGRADE = """
CREATE TABLE registry.anomalies (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES registry.people (id),
    kind text NOT NULL,
    description text NOT NULL,
    found_at timestamptz NOT NULL,
    cleared_at timestamptz
);
CREATE INDEX ix_anomalies_person ON registry.anomalies (person_id) WHERE cleared_at IS NULL;

INSERT INTO registry.anomalies (id, person_id, kind, description, found_at)
SELECT upper(substr(md5(person_id), 1, 6)), person_id, 'social_insurance', detail, now()
FROM registry.social_insurance WHERE abnormal;
DROP TABLE registry.social_insurance;

ALTER TABLE registry.registrations ADD COLUMN holder_name text NOT NULL DEFAULT '';
UPDATE registry.registrations r SET holder_name = p.name
FROM registry.people p WHERE p.id = r.person_id;
CREATE INDEX ix_registrations_ending ON registry.registrations (valid_until)
WHERE NOT cancelled;
"""

DOWNGRADE = """
CREATE TABLE registry.social_insurance (
    person_id text PRIMARY KEY REFERENCES registry.people (id),
    abnormal boolean NOT NULL,
    detail text NOT NULL DEFAULT ''
);
INSERT INTO registry.social_insurance (person_id, abnormal, detail)
SELECT DISTINCT ON (person_id) person_id, true, description FROM registry.anomalies
WHERE kind = 'social_insurance' AND cleared_at IS NULL;
DROP TABLE registry.anomalies;
DROP INDEX registry.ix_registrations_ending;
ALTER TABLE registry.registrations DROP COLUMN holder_name;
"""


def upgrade() -> None:
    _run(UPGRADE)


def downgrade() -> None:
    _run(DOWNGRADE)


def _run(statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            op.execute(statement)
