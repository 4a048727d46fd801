"""Rasa's logistic regression, with the number of an intent's examples as its chance beforehand."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FrequencyClassifier(LogisticRegressionClassifier):
    """Gives every example the same weight.

    Rasa's own gives it to every intent, however much there is to it. Then an intent of a
    thousand questions counts as much as one of thirty ways to say yes, and questions turn into
    orders.
    """

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(class_weight=None)
