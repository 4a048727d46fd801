"""The embedded registry, in a schema of its own."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = """
CREATE SCHEMA registry;

CREATE TABLE registry.people (
    id text PRIMARY KEY,
    name text NOT NULL,
    sex text NOT NULL,
    id_type text NOT NULL,
    id_number text NOT NULL,
    born_on date NOT NULL,
    mobile text NOT NULL,
    basic jsonb,
    employment jsonb,
    portrait text,
    signature text,
    evidence jsonb NOT NULL DEFAULT '[]',
    demo boolean NOT NULL DEFAULT false
);

CREATE TABLE registry.accounts (
    username text PRIMARY KEY,
    password_hash text NOT NULL,
    person_id text NOT NULL REFERENCES registry.people (id)
);

CREATE TABLE registry.enterprises (
    credit_code text PRIMARY KEY,
    name text NOT NULL,
    searched text NOT NULL
);

CREATE TABLE registry.enterprise_certificates (
    credit_code text NOT NULL REFERENCES registry.enterprises (credit_code),
    industry text NOT NULL,
    number text NOT NULL,
    PRIMARY KEY (credit_code, industry, number)
);

CREATE TABLE registry.qualifications (
    person_id text NOT NULL REFERENCES registry.people (id),
    speciality text NOT NULL,
    obtained_by text NOT NULL,
    approved_on date NOT NULL,
    PRIMARY KEY (person_id, speciality)
);

CREATE SEQUENCE registry.certificate_number;

CREATE TABLE registry.registrations (
    person_id text NOT NULL REFERENCES registry.people (id),
    speciality text NOT NULL,
    certificate_number text NOT NULL UNIQUE,
    seal_number text NOT NULL,
    enterprise_name text NOT NULL,
    credit_code text NOT NULL,
    valid_until date NOT NULL,
    cancelled boolean NOT NULL DEFAULT false,
    PRIMARY KEY (person_id, speciality)
);

CREATE TABLE registry.social_insurance (
    person_id text PRIMARY KEY REFERENCES registry.people (id),
    abnormal boolean NOT NULL,
    detail text NOT NULL DEFAULT ''
);

CREATE TABLE registry.applications (
    id text PRIMARY KEY,
    submission_key text NOT NULL UNIQUE,
    person_id text NOT NULL REFERENCES registry.people (id),
    kind text NOT NULL,
    speciality text NOT NULL,
    enterprise_name text NOT NULL,
    credit_code text NOT NULL,
    status text NOT NULL,
    opinion text NOT NULL DEFAULT '',
    correction jsonb,
    answers jsonb NOT NULL DEFAULT '{}',
    files jsonb NOT NULL DEFAULT '{}',
    evidence jsonb NOT NULL DEFAULT '[]',
    filed_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX ix_applications_person ON registry.applications (person_id, filed_at);
CREATE INDEX ix_applications_changed ON registry.applications (status, changed_at);

CREATE TABLE registry.corrections (
    submission_key text PRIMARY KEY,
    application_id text NOT NULL REFERENCES registry.applications (id),
    answers jsonb NOT NULL,
    files jsonb NOT NULL,
    evidence jsonb NOT NULL,
    at timestamptz NOT NULL
);

CREATE TABLE registry.events (
    cursor bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id text NOT NULL REFERENCES registry.applications (id),
    status text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    note text NOT NULL DEFAULT ''
);
CREATE INDEX ix_events_application ON registry.events (application_id, cursor);
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA registry CASCADE")
