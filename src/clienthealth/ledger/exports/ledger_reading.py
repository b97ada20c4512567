"""What including files asks of the reading of the ledger that it is part of."""

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
        """Take note of what is wrong at a mark."""

    def problem(self, problem: Problem) -> None:
        """Take note of what is wrong at a place; something of the ledger is missing then."""

    def validated(self, model: type[BaseModel], raw: dict[str, Any]) -> BaseModel | None:
        """An entry; None where it is broken, which has been told."""

    def event(self, raw: dict[str, Any]) -> BaseModel | None:
        """An event of any kind; None where it is broken, which has been told."""

    def preset(self, path: PurePath) -> Preset | None:
        """The preset that a file holds; None where it is broken, which has been told."""

    def is_unread(self, number: str) -> bool:
        """Whether an invoice of that number exists and could not be read."""
