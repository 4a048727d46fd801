"""The register of enterprises (企业库): search by parts of a name."""

import re
import unicodedata
from collections import defaultdict

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.model import Enterprise
from storage.registry.tables import enterprise_certificates, enterprises

_LEGAL_FORM = re.compile(r"(股份有限责任公司|股份有限公司|有限责任公司|有限公司|股份公司|公司)$")
_CREDIT_CODE_LENGTH = 18


def searchable(text: str) -> str:
    """Half-width, lower case, without the spaces at both ends and what PostgreSQL cannot take."""
    clean = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    return unicodedata.normalize("NFKC", clean).strip().lower()


def parts_of(words: str) -> list[str]:
    """The parts to be found; a legal form at a part's end is left away, people mix them up."""
    parts = searchable(words).split()
    return [_LEGAL_FORM.sub("", part) or part for part in parts]


async def find(connection: AsyncConnection, words: str, limit: int) -> list[Enterprise]:
    """Enterprises whose name has every part, or whose credit code was typed; best first."""
    parts = parts_of(words)
    if not parts or limit < 1:
        return []
    name = enterprises.c.searched
    matches = and_(*(name.contains(part, autoescape=True) for part in parts))
    if len(parts) == 1 and len(parts[0]) == _CREDIT_CODE_LENGTH:
        matches = or_(matches, enterprises.c.credit_code == parts[0].upper())
    query = (
        select(enterprises.c.credit_code, enterprises.c.name)
        .where(matches)
        .order_by(
            name != searchable(words),
            func.strpos(name, parts[0]),
            func.length(name),
            name,
        )
        .limit(limit)
    )
    found = (await connection.execute(query)).all()
    held = await _certificates(connection, [row.credit_code for row in found])
    return [
        Enterprise(credit_code=row.credit_code, name=row.name, certificates=held[row.credit_code])
        for row in found
    ]


async def _certificates(
    connection: AsyncConnection, credit_codes: list[str]
) -> dict[str, dict[str, tuple[str, ...]]]:
    query = (
        select(enterprise_certificates)
        .where(enterprise_certificates.c.credit_code.in_(credit_codes))
        .order_by(enterprise_certificates.c.industry, enterprise_certificates.c.number)
    )
    held: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in await connection.execute(query):
        earlier = held[row.credit_code].get(row.industry, ())
        held[row.credit_code][row.industry] = (*earlier, row.number)
    return held
