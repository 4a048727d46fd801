"""The product's parser: Rasa when it is there, keywords otherwise."""

from nlu.client import ORDERS, RasaClient, RasaUnavailable
from nlu.foreign import is_neighbour, reason_of
from nlu.keywords import LIKELY, KeywordParser, explained
from nlu.normalise import normalise
from nlu.parse import Parse

SURE_ENOUGH = {"start_withdrawal": 0.8}
"""What an order needs of Rasa alone; below it the keywords decide. Others: 0.5.

They decide as well where they are sure of a question: taken for an order, it would begin a form.
"""


class RasaOrKeywords:
    """Reads every sentence; `Parse.source` tells who did."""

    def __init__(self, client: RasaClient, keywords: KeywordParser) -> None:
        self._client = client
        self._keywords = keywords

    async def parse(self, text: str) -> Parse:
        """The reading of `text`; never raises for any text, and never waits above 2 s."""
        sentence = normalise(text)
        by_keywords = self._keywords.read(sentence)
        if not any(character.isalnum() for character in sentence):
            return by_keywords
        try:
            by_rasa = await self._client.parse(sentence)
        except RasaUnavailable:
            return by_keywords
        decided = _decide(by_rasa, by_keywords, sentence)
        kept = ("vector", "reason", "order", "order_chance")
        from_rasa = {name: getattr(by_rasa, name) for name in kept}
        return explained(decided.model_copy(update=from_rasa), sentence)


def _decide(by_rasa: Parse, by_keywords: Parse, sentence: str) -> Parse:
    reason = reason_of(sentence)
    if reason:
        vetoed = by_rasa.intent.startswith((*ORDERS, "ask_agent"))
        read = by_keywords if vetoed else by_rasa
        # A question that names a neighbour beside us may well be ours; so may one about a wrong.
        if read.intent == "ask_faq" and (reason == "unlawful" or is_neighbour(sentence)):
            return read.model_copy(update={"out_of_scope": by_rasa.out_of_scope})
        doubt = max(by_rasa.out_of_scope, by_keywords.out_of_scope)
        return read.model_copy(update={"out_of_scope": doubt})
    if not by_rasa.intent.startswith(ORDERS):
        return by_rasa
    is_asked = by_keywords.intent == "ask_faq" and by_keywords.confidence >= LIKELY
    if is_asked or by_rasa.confidence < SURE_ENOUGH.get(by_rasa.intent, 0.5):
        entities = by_keywords.entities | by_rasa.entities
        return by_keywords.model_copy(
            update={"entities": entities, "out_of_scope": by_rasa.out_of_scope}
        )
    return by_rasa
