"""What search engines may read: the public pages by a list, and nothing that begins a chat."""

from urllib.parse import quote
from xml.sax.saxutils import escape

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from bot.self_service import looking_up
from bot.services import Services

ROBOTS = """User-agent: *
Disallow: /$
Disallow: /?
Disallow: /chat/
Disallow: /login
Disallow: /logout
Disallow: /faq?q=
Sitemap: {address}/sitemap.xml
"""


def router(services: Services, address: str) -> APIRouter:
    """/robots.txt and /sitemap.xml."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/robots.txt")
    async def robots() -> Response:
        return PlainTextResponse(ROBOTS.format(address=address))

    @routes.get("/sitemap.xml")
    async def sitemap() -> Response:
        corpus = services.corpus
        paths = ["/faq", "/guide", *(f"/guide/{section}" for section in corpus.guide.sections)]
        paths += [f"/faq?topic={quote(topic)}" for topic in looking_up.topics(services)]
        paths += [f"/faq/{entry.id}" for entry in corpus.entries.values() if entry.is_public]
        listed = "".join(f"<url><loc>{escape(address + path)}</loc></url>" for path in paths)
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        document = f'{head}<urlset xmlns="{space}">{listed}</urlset>'
        return Response(document, media_type="application/xml")

    return routes
