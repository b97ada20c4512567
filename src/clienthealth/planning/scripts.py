"""What to say in a talk: at most three sentences, without blame or a list of grievances."""

from datetime import date

from clienthealth.facts.written_dates import long_date
from clienthealth.planning.model import Alternative
from clienthealth.reviewing.model import Method

_HANDING_OVER: dict[Alternative, str] = {
    "colleague": "Until then I will hand everything over in good order, and if you like I will "
    "introduce you to a colleague who fits better.",
    "kind-of-supplier": "Until then I will hand everything over in good order, and I can tell you "
    "what kind of supplier to look for.",
    "none": "Until then I will hand everything over in good order.",
}


def parting_script(method: Method, last_day: date, alternative: Alternative) -> tuple[str, ...]:
    """What to tell a client who is let go: one reason, the last day, what happens until then."""
    day = f"My last working day for you is {long_date(last_day)}."
    if method == "firm":
        return (
            "I am ending our work together.",
            day,
            "You will have this in writing, and your files and access with it.",
        )
    reason = "I no longer think that my services are the right fit for what you need."
    return reason, day, _HANDING_OVER[alternative]


BOUNDARY_SCRIPT = (
    "I would like our work to go on well, so let us go through what we expect of each other.",
    "I have written down some points, and for each of them what I suggest we do from now on.",
    "Please tell me where you see it in another way, so that we agree today.",
)
"""What to begin a boundary talk with."""
