"""What including files needs from the reading of the ledger that it is part of."""

from pathlib import PurePath
from typing import Any, Protocol

from pydantic import BaseModel

from clienthealth.ledger.files import Files
from clienthealth.ledger.includes import Preset
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.sources import Sources
from clienthealth.ledger.validation import Misfit


class Reading(Protocol):
    """What including asks of the reading of the ledger that it is part of."""

    files: Files
    sources: Sources
    path: PurePath
    """The ledger's."""

    def misfit(self, misfit: Misfit) -> None:
        """Record what is wrong at a mark."""

    def problem(self, problem: Problem) -> None:
        """Record what is wrong at a place; a part of the ledger is then missing."""

    def validated(self, model: type[BaseModel], raw: dict[str, Any]) -> BaseModel | None:
        """An entry; None where it is broken, which has been reported."""

    def event(self, raw: dict[str, Any]) -> BaseModel | None:
        """An event of any kind; None where it is broken, which has been reported."""

    def preset(self, path: PurePath) -> Preset | None:
        """The preset in a file; None where it is broken, which has been reported."""

    def is_unread(self, number: str) -> bool:
        """Whether an invoice of that number exists and could not be read."""
