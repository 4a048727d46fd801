"""Composition root: wires stores, registry, parser, dialogue, channels and jobs by hand."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial

from fastapi import FastAPI

from bot import calendar_page
from bot.acting import Acting
from bot.assistant import Assistant, Job
from bot.beginning import Beginning
from bot.businesses import BUSINESSES
from bot.channels import webchat_routes
from bot.channels.delivering import Deliver
from bot.channels.messages import Offers
from bot.channels.telegram import TelegramChannel
from bot.channels.webchat import WebChat
from bot.commands import COMMANDS
from bot.dialogue import ChatDialogue
from bot.entrance import Entrance
from bot.filling import Filling
from bot.finding import Finding
from bot.identity import portal
from bot.jobs.countdown import Countdown
from bot.jobs.outbox_sender import OutboxSender
from bot.jobs.reminders import Reminders
from bot.jobs.resubmission import Resubmission
from bot.jobs.retraining import RasaRetraining
from bot.jobs.stalls import Stalls
from bot.jobs.status_poller import StatusPoller
from bot.jobs.telling import Telling
from bot.joining import notice, remote_registry, served_registry
from bot.knowledge_base import KnowledgeBase
from bot.meanings import Meanings, encoder_of
from bot.pages import Pages
from bot.paper_reader import PaperReader
from bot.pictures.certificate import draw_certificate
from bot.pictures.timeline import draw_timeline
from bot.pictures.walkthrough import draw_walkthrough
from bot.popularity import Popularity
from bot.routing import Routing
from bot.self_service import faq_routes, guide_routes, indexing
from bot.self_service.offering import offers
from bot.services import Services
from bot.settings import Settings
from bot.uploading import Uploading
from bot.web import create_app
from bot.workshop import Workshop
from flows.ports import FileStore, Registry
from knowledge.corpus import Corpus, load_corpus
from knowledge.embedding import NanoEncoder
from knowledge.search import Search
from knowledge.videos import load_video_links
from nlu.client import RasaClient
from nlu.keywords import KeywordParser
from nlu.parse import Parser
from nlu.sidecar import RasaSidecar
from nlu.understanding import RasaOrKeywords
from storage.answer_counts import AnswerCounts
from storage.calendar_links import CalendarLinks
from storage.conversations import Conversations
from storage.database import Database
from storage.feedback import Feedback
from storage.files import DiskFiles
from storage.login_codes import LoginCodes
from storage.notifications import Notifications
from storage.outbox import Outbox
from storage.preferences import Preferences
from storage.registry.accounts import Accounts
from storage.registry.autopilot import advance
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.shared_files import SharedFiles
from storage.trackers import Trackers


def now_utc() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


@cache
def seed() -> tuple[Corpus, Search]:
    """The knowledge base as it comes with the program, and its index: made once a process."""
    corpus = load_corpus()
    return corpus, Meanings(NanoEncoder()).index(corpus)


async def compose(
    settings: Settings,
    database: Database,
    *,
    registry: Registry | None = None,
    parser: Parser | None = None,
    clock: Callable[[], datetime] = now_utc,
    chat_per_second: float = 1.0,
) -> Assistant:
    """Build the product on a migrated database; what stands behind `*` is for tests."""
    on_disk = DiskFiles(settings.data_dir / "files")
    remote = remote_registry(settings, on_disk)
    files: FileStore = SharedFiles(on_disk, remote) if remote else on_disk
    sidecar = RasaSidecar(settings.data_dir) if settings.rasa and not settings.rasa_url else None
    rasa = sidecar.client if sidecar else None
    if settings.rasa_url:
        rasa = RasaClient(settings.rasa_url, settings.rasa_token.get_secret_value())
    keywords = KeywordParser()
    encoder = encoder_of(settings)
    meanings = Meanings(encoder, settings.data_dir)
    corpus, search = seed()
    if settings.embedding_url:
        search = meanings.index(corpus)
    knowledge = KnowledgeBase(database, corpus, search, meanings)
    await knowledge.refresh()
    conversations, outbox = Conversations(database), Outbox(database)
    services = Services(
        registry=registry or remote or EmbeddedRegistry(database),
        files=files,
        originals=DiskFiles(settings.data_dir / "originals"),
        keeps_originals=settings.keep_originals,
        workshop=Workshop(),
        paper_reader=PaperReader(enabled=settings.ocr),
        trackers=Trackers(database),
        preferences=Preferences(database),
        calendar_links=CalendarLinks(database),
        notifications=Notifications(database, "remote" if remote else ""),
        login_codes=LoginCodes(database),
        feedback=Feedback(database),
        popularity=Popularity(AnswerCounts(database), clock),
        parser=parser or (RasaOrKeywords(rasa, keywords) if rasa else keywords),
        knowledge=knowledge,
        finding=Finding(lambda: knowledge.search, encoder),
        draw_certificate=draw_certificate,
        draw_timeline=draw_timeline,
        draw_walkthrough=draw_walkthrough,
        video_links=load_video_links(frozenset(BUSINESSES)),
        clock=clock,
    )
    pages = Pages(services)
    beginning = Beginning(services)
    filling = Filling(services, beginning)
    entrance = Entrance(services, beginning, pages)
    uploading = Uploading(services, beginning, filling)
    acting = Acting(services, beginning, filling, pages)
    routing = Routing(services, entrance, beginning, filling, uploading, pages, acting)
    dialogue = ChatDialogue(conversations, routing, services)
    webchat = WebChat(dialogue, database, is_secure=settings.address.startswith("https://"))
    channels: dict[str, Deliver] = {"web": webchat.deliver}
    sender = OutboxSender(outbox, channels, chat_per_second=chat_per_second)
    telegram = _telegram(settings, dialogue, files, outbox, sender, partial(offers, services))
    if telegram is not None:
        channels["telegram"] = telegram.deliver
    poller = StatusPoller(
        services.registry, services.notifications, sender.hand_over, settings.poll_seconds
    )
    telling = Telling(services.notifications, services.preferences, sender.hand_over)
    reminders = Reminders(services.registry, telling, clock)
    stalls = Stalls(services.registry, telling, clock, settings.stall_workdays)
    jobs: dict[str, Job] = {
        "outbox_sender": sender.run,
        "popularity": services.popularity.run,
        "status_poller": poller.run,
        "reminders": reminders.run,
        "stalls": stalls.run,
        "knowledge": knowledge.listen,
        "knowledge_poll": knowledge.poll,
        "knowledge_vectors": knowledge.learn,
        "resubmission": Resubmission(
            services.trackers, conversations, dialogue, services.registry, sender.hand_over
        ).run,
    }
    if telegram is not None:
        jobs["telegram"] = telegram.run
        jobs["countdown"] = Countdown(outbox, {"telegram": telegram.redraw}).run
    if sidecar is not None and settings.rasa_retrain_days:
        jobs["rasa_retraining"] = RasaRetraining(
            sidecar,
            database,
            settings.rasa_retrain_days,
            lambda: knowledge.edition.added_phrasings,
        ).run
    if settings.demo_autopilot and remote is None:
        jobs["autopilot"] = _autopilot(database, settings.demo_autopilot)
    assistant = Assistant(
        settings=settings,
        database=database,
        services=services,
        dialogue=dialogue,
        sender=sender,
        poller=poller,
        reminders=reminders,
        stalls=stalls,
        web=FastAPI(),
        webchat=webchat,
        telegram=telegram,
        sidecar=sidecar,
        rasa=rasa,
        remote=remote,
        jobs=jobs,
    )
    assistant.web = await _web(assistant, files)
    return assistant


def _telegram(
    settings: Settings,
    dialogue: ChatDialogue,
    files: FileStore,
    outbox: Outbox,
    sender: OutboxSender,
    offered: Offers,
) -> TelegramChannel | None:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return None
    return TelegramChannel(
        token,
        settings.telegram_api_url,
        settings.address,
        dialogue,
        files,
        outbox=outbox,
        hand_over=sender.hand_over,
        open_albums=partial(dialogue.conversations.open_albums, "telegram"),
        commands=[(command.name, command.description) for command in COMMANDS],
        offers=offered,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=settings.telegram_webhook_secret.get_secret_value(),
    )


async def _web(assistant: Assistant, files: FileStore) -> FastAPI:
    settings, database = assistant.settings, assistant.database
    accounts = Accounts(database)
    telegram = assistant.telegram

    async def database_state() -> str:
        return "up" if await database.is_alive() else "down"

    async def rasa_state() -> str:
        if assistant.sidecar is not None:
            return {"ready": "up"}.get(state := assistant.sidecar.state.phase.value, state)
        if assistant.rasa is not None:
            return "up" if await assistant.rasa.is_ready() else "down"
        return "off"

    async def registry_state() -> str:
        await assistant.services.registry.changes(2**62, 1)
        return "up"

    routers = [
        webchat_routes.router(assistant.webchat, files, notice=notice(settings)),
        portal.router(
            assistant.webchat,
            accounts,
            assistant.services.login_codes,
            telegram_username=lambda: telegram.username if telegram else "",
        ),
        calendar_page.router(database, assistant.services),
        faq_routes.router(assistant.services, settings.address),
        guide_routes.router(assistant.services, settings.address),
        indexing.router(assistant.services, settings.address),
        served_registry(settings, database, files),
    ]
    if telegram is not None and settings.telegram_webhook_url:
        routers.append(telegram.router)
    return create_app(
        address=settings.address,
        routers=routers,
        checks={"database": database_state, "registry": registry_state, "rasa": rasa_state},
        hooks=[assistant.open],
    )


def _autopilot(database: Database, seconds: float) -> Job:
    async def fly() -> None:
        while True:
            await advance(database, seconds)
            await asyncio.sleep(min(1.0, seconds))

    return fly
