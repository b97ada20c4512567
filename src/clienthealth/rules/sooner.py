"""Ramps that start sooner for a prospect: the first meetings show what is coming."""

from pydantic import Field

from clienthealth.facts.client import Stage
from clienthealth.rules.base import Finite, Ramp


class SoonerRamp(Ramp):
    """A ramp for clients, and one for prospects."""

    prospect_fine: Finite = Field(0, description="`fine` for a prospect.")
    prospect_bad: Finite = Field(2, description="`bad` for a prospect.")

    def of(self, stage: Stage) -> Ramp:
        """The ramp for a client's stage."""
        if stage == "prospect":
            return Ramp.having(fine=self.prospect_fine, bad=self.prospect_bad)
        return Ramp.having(fine=self.fine, bad=self.bad)
