"""How the model works, on the desk: the same sections that any other way out has, made from the declarations."""

from __future__ import annotations

from game.debrief.contents_model import model_document
from game.debrief.model_build import model_view
from game.desk.screens.document import DocumentScreen
from game.script.model import Scenario


class ModelScreen(DocumentScreen):
    """The model of a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(model_document(model_view(scenario)))
