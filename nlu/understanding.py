"""The product's parser: Rasa when it is there, keywords otherwise."""

from nlu.client import RasaClient, RasaUnavailable
from nlu.foreign import is_foreign
from nlu.keywords import KeywordParser
from nlu.normalise import normalise
from nlu.parse import Parse

ORDERS = ("start_", "open_")
SURE_ENOUGH = {"start_withdrawal": 0.8}
"""What an order needs of Rasa alone; below it the keywords decide. Others: 0.5."""


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
        return decided.model_copy(update={"vector": by_rasa.vector})


def _decide(by_rasa: Parse, by_keywords: Parse, sentence: str) -> Parse:
    if is_foreign(sentence):
        doubt = {"out_of_scope": max(by_rasa.out_of_scope, by_keywords.out_of_scope)}
        vetoed = by_rasa.intent.startswith((*ORDERS, "ask_agent"))
        return (by_keywords if vetoed else by_rasa).model_copy(update=doubt)
    if not by_rasa.intent.startswith(ORDERS):
        return by_rasa
    if by_rasa.confidence < SURE_ENOUGH.get(by_rasa.intent, 0.5):
        entities = by_keywords.entities | by_rasa.entities
        return by_keywords.model_copy(
            update={"entities": entities, "out_of_scope": by_rasa.out_of_scope}
        )
    return by_rasa
