"""The embedded registry's tables, in the PostgreSQL schema `registry`."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    MetaData,
    Sequence,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(schema="registry")

# None is SQL's NULL in these, not JSON's null.
_Json = JSONB(none_as_null=True)

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text),
    Column("sex", Text),
    Column("id_type", Text),
    Column("id_number", Text),
    Column("born_on", Date),
    Column("mobile", Text),
    Column("basic", _Json),
    Column("employment", _Json),
    Column("portrait", Text),
    Column("signature", Text),
    Column("evidence", _Json),
    Column("demo", Boolean),
)

accounts = Table(
    "accounts",
    metadata,
    Column("username", Text, primary_key=True),
    Column("password_hash", Text),
    Column("person_id", Text),
)

# `searched` is the name as `enterprises.searchable` writes it.
enterprises = Table(
    "enterprises",
    metadata,
    Column("credit_code", Text, primary_key=True),
    Column("name", Text),
    Column("searched", Text),
)

enterprise_certificates = Table(
    "enterprise_certificates",
    metadata,
    Column("credit_code", Text, primary_key=True),
    Column("industry", Text, primary_key=True),
    Column("number", Text, primary_key=True),
)

qualifications = Table(
    "qualifications",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("speciality", Text, primary_key=True),
    Column("obtained_by", Text),
    Column("approved_on", Date),
)

certificate_sequence = Sequence("certificate_number", metadata=metadata)

registrations = Table(
    "registrations",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("speciality", Text, primary_key=True),
    Column("holder_name", Text),
    Column("certificate_number", Text),
    Column("seal_number", Text),
    Column("enterprise_name", Text),
    Column("credit_code", Text),
    Column("valid_until", Date),
    Column("cancelled", Boolean),
)

# What was found amiss (manual 2.6); a cleared one is kept, and no longer shown.
anomalies = Table(
    "anomalies",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text),
    Column("kind", Text),
    Column("description", Text),
    Column("found_at", DateTime(timezone=True)),
    Column("cleared_at", DateTime(timezone=True)),
)

applications = Table(
    "applications",
    metadata,
    Column("id", Text, primary_key=True),
    Column("submission_key", Text, unique=True),
    Column("person_id", Text),
    Column("kind", Text),
    Column("speciality", Text),
    Column("enterprise_name", Text),
    Column("credit_code", Text),
    Column("status", Text),
    Column("opinion", Text),
    Column("correction", _Json),
    Column("answers", _Json),
    Column("files", _Json),
    Column("evidence", _Json),
    Column("filed_at", DateTime(timezone=True)),
    Column("changed_at", DateTime(timezone=True)),
)

# What people handed in when the authority asked for a correction: one row each time.
corrections = Table(
    "corrections",
    metadata,
    Column("submission_key", Text, primary_key=True),
    Column("application_id", Text),
    Column("answers", _Json),
    Column("files", _Json),
    Column("evidence", _Json),
    Column("at", DateTime(timezone=True)),
)

events = Table(
    "events",
    metadata,
    Column("cursor", BigInteger, Identity(always=True), primary_key=True),
    Column("application_id", Text),
    Column("status", Text),
    Column("actor", Text),
    Column("at", DateTime(timezone=True)),
    Column("note", Text),
)
