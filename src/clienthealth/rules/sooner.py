"""Ramps that start sooner for a prospect: the first meetings show what is coming."""

from functools import cache

from pydantic import Field

from clienthealth.facts.client import Stage
from clienthealth.rules.base import Finite, Ramp


class SoonerRamp(Ramp):
    """A ramp for clients, and one for prospects."""

    prospect_fine: Finite = Field(0, description="`fine` for a prospect.")
    prospect_bad: Finite = Field(2, description="`bad` for a prospect.")

    def stage_options(self, stage: Stage) -> "SoonerRamp":
        """The same with the ramp of a stage as `fine` and `bad`, for what ends a finding."""
        ramp = self.of(stage)
        return self.model_copy(update={"fine": ramp.fine, "bad": ramp.bad})

    def of(self, stage: Stage) -> Ramp:
        """The ramp for a client's stage."""
        if stage == "prospect":
            return _ramp(self.prospect_fine, self.prospect_bad)
        return _ramp(self.fine, self.bad)


@cache
def _ramp(fine: float, bad: float) -> Ramp:
    """The same ramp for every client: a model costs more than what it is asked."""
    return Ramp.having(fine=fine, bad=bad)
