"""The kinds of event: each is written in one place, and says what it is evidence of."""

from typing import Literal, get_args

import pytest

from clienthealth.ledger.events import EVENT_MODELS, DatedEvent, Speaks


def test_every_kind_says_what_it_is_evidence_of() -> None:
    assert len(EVENT_MODELS) > 20
    assert {model.speaks for model in EVENT_MODELS.values()} <= set(get_args(Speaks))


def test_a_kind_that_does_not_is_refused_when_it_is_defined() -> None:
    with pytest.raises(ImportError, match="SilentEvent does not say what it is evidence of"):

        class SilentEvent(DatedEvent):
            """Nothing is said of it."""

            kind: Literal["silent"]
