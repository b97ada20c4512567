"""The policy: every figure of the assessment that a business may set for itself."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from clienthealth.ledger.core_schemas import Later
from clienthealth.ledger.disclosure import ClientId, InPublic
from clienthealth.ledger.fields import Entry, Number, Text, Texts, unmarked, unplaced, wrong

Severity = Literal["low", "medium", "high", "critical", "position"]
Grade = Literal["healthy", "watch", "at-risk", "critical"]

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Percent = Annotated[Number, InPublic.ITSELF, Field(ge=0, le=100)]
Points = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)]


LEAST_WINDOW, MOST_WINDOW = 30, 3660
"""The shortest and the longest window, in days."""

RuleNames = Annotated[Texts, InPublic.ITSELF]
RulesTable = Annotated[dict[str, dict[str, Text]], BeforeValidator(unmarked), InPublic.ITSELF]


class Weights(Entry):
    """How much of the remaining health a finding of each severity can take away, as a share."""

    low: Weight = Field(0.10, description="House default.")
    medium: Weight = Field(0.20, description="House default.")
    high: Weight = Field(0.35, description="House default.")
    critical: Weight = Field(0.60, description="House default.")

    def of(self, severity: Severity) -> float:
        """The weight of a severity; a position finding has none."""
        return 0.0 if severity == "position" else float(getattr(self, severity))


class Grades(Entry):
    """The lowest health of each grade; below `at_risk` a client is critical."""

    healthy: Points = Field(75, description="House default.")
    watch: Points = Field(50, description="House default.")
    at_risk: Points = Field(25, description="House default.")

    @model_validator(mode="after")
    def _descending(self) -> Self:
        if not self.healthy > self.watch > self.at_risk:
            raise wrong("the bands must fall; write healthy above watch, and watch above at_risk")
        return self


class Provision(Entry):
    """The expected loss on an open balance by its age, in percent."""

    current: Percent = Field(Decimal(2), description="Not yet due. House default.")
    days_1_30: Percent = Field(Decimal(4), description="1-30 days past due. House default.")
    days_31_60: Percent = Field(Decimal(9), description="31-60 days past due. House default.")
    days_61_90: Percent = Field(Decimal(25), description="61-90 days past due. House default.")
    over_90: Percent = Field(Decimal(100), description="Over 90 days past due. House default.")

    @property
    def percents(self) -> tuple[Decimal, ...]:
        """The figures in the order of the ages, the youngest first."""
        return (self.current, self.days_1_30, self.days_31_60, self.days_61_90, self.over_90)


class Holds(Entry):
    """When a verdict is put on hold."""

    cool_off_days: int = Field(
        3,
        ge=0,
        le=366,
        description="Days to sleep on a new let-go. Article 001: some days.",
    )
    income_percent: Percent = Field(
        Decimal(25),
        description="Replace a larger share of the revenue first. House default.",
    )
    lapse_days: int = Field(
        90,
        ge=0,
        le=3660,
        description="Days before the trouble in which a lapse of ours may have caused it.",
    )
    capacity_percent: Percent = Field(
        Decimal(70),
        description="Below this share of `capacity_hours` there is no need to make room. "
        "House default.",
    )


WaitDays = Annotated[int, Field(ge=0, le=366)]
FourDays = Annotated[tuple[WaitDays, ...], Field(min_length=4, max_length=4)]


class Planning(Entry):
    """The days of plans; they do not enter the assessment."""

    reminder_days: FourDays = Field(
        (3, 14, 30, 45),
        description="Days after the due date for the friendly reminder, the firm one, the final "
        "notice and the stop of work. House default.",
    )
    patience_days: WaitDays = Field(
        7,
        description="Extra days before the friendly reminder for clients who usually pay a "
        "little late. House default.",
    )
    days_apart: WaitDays = Field(
        7, description="The fewest days between two reminders. House default."
    )
    days_to_pay: WaitDays = Field(
        7, description="Days to pay that a reminder gives. House default."
    )
    follow_up_days: FourDays = Field(
        (0, 3, 6, 13),
        description="The days of the three calls to a prospect and of the letter, counted from "
        "the first call. Article 002: three days apart, and the letter a week later.",
    )
    move: Literal["later", "earlier", "never"] = Field(
        "later",
        description="Where a step moves that falls on a weekend, a public holiday or another day "
        "off: to the next working day, to the one before, or nowhere.",
    )

    @model_validator(mode="after")
    def _rising(self) -> Self:
        for days in (self.reminder_days, self.follow_up_days):
            if list(days) != sorted(set(days)):
                raise wrong("the four days must rise; write them as [3, 14, 30, 45]")
        if self.follow_up_days[0] != 0:
            raise wrong("follow_up_days start at the first call; write 0 first: [0, 3, 6, 13]")
        return self


class RuleOptions(Entry):
    """Settings of the rules for one client."""

    disabled: RuleNames = Field((), description="Rules that do not apply to this client.")
    rules: RulesTable = Field(default_factory=dict, description="Options of individual rules.")


class Policy(Entry):
    """Thresholds, weights and bands; what you leave out keeps the default shown here."""

    window_days: int = Field(
        365,
        ge=LEAST_WINDOW,
        le=MOST_WINDOW,
        description="The days that count, up to the date of assessment.",
    )
    weights: Later[Weights] = Field(
        default_factory=Weights.model_construct, description="One number per severity."
    )
    grades: Later[Grades] = Field(
        default_factory=Grades.model_construct, description="The bands of the health."
    )
    bottom_percent: Percent = Field(
        Decimal(15), description="The bottom group, as a share of the ranked clients (article 000)."
    )
    bottom_count: int | None = Field(
        None,
        ge=0,
        description="The bottom group as a number of clients, not a share.",
    )
    minimum_coverage: Share = Field(
        0.20, description="Below this coverage a client is unknown. House default."
    )
    minimum_hours: Annotated[Number, InPublic.ITSELF] = Field(
        Decimal(20),
        description="Clients with fewer hours are not ranked. House default.",
    )
    minimum_days: int = Field(
        90, ge=0, description="Clients of fewer days are not ranked. House default."
    )
    work_in_progress_days: int = Field(
        60, ge=0, description="Unbilled hours younger than this are work in progress."
    )
    dormant_days: int = Field(
        180,
        ge=1,
        description="Days without work, invoice or event after which a client with nothing open is "
        "dormant. House default.",
    )
    falling_trend: float = Field(
        -10,
        le=0,
        allow_inf_nan=False,
        description="A trend at or below this puts a client on watch. House default.",
    )
    provision: Later[Provision] = Field(
        default_factory=Provision.model_construct,
        description="Expected loss of what is open, by age.",
    )
    set_off: bool = Field(
        True,
        description="Whether credits pay the client's open invoices, oldest first.",
    )
    disabled: RuleNames = Field((), description="Rules that do not apply here, by code or name.")
    holds: Later[Holds] = Field(
        default_factory=Holds.model_construct, description="Reasons to delay a verdict."
    )
    planning: Later[Planning] = Field(
        default_factory=Planning.model_construct,
        description="The days of plans: reminders and follow-ups.",
    )
    rules: RulesTable = Field(
        default_factory=dict,
        description="Options of individual rules by code or name, such as "
        "{late-payment: {fine: 10}}; you can change `severity` too.",
    )
    clients: Annotated[dict[ClientId, Later[RuleOptions]], BeforeValidator(unmarked)] = Field(
        default_factory=dict, description="What differs for individual clients, by id."
    )

    def digest(self) -> str:
        """Twelve hexadecimal digits that change when a figure changes, not when its notation does.

        The days of plans are left out, because they do not enter the assessment.
        """
        import hashlib  # noqa: PLC0415  # for some formats alone
        import json  # noqa: PLC0415  # the same

        figures = _canonical(
            {name: each for name, each in unplaced(self).items() if name != "planning"}
        )
        text = json.dumps(figures, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def grade(self, health: float) -> Grade:
        """The band that a health falls into."""
        if health >= self.grades.healthy:
            return "healthy"
        if health >= self.grades.watch:
            return "watch"
        return "at-risk" if health >= self.grades.at_risk else "critical"

    def is_falling(self, trend: float) -> bool:
        """Whether a change of health by this many points is a fall."""
        return trend <= self.falling_trend


def _canonical(figures: object) -> object:
    """Figures in one notation: 15 and 15.0 are the same, and lists are sets of names."""
    if isinstance(figures, dict):
        return {key: _canonical(value) for key, value in figures.items()}
    if isinstance(figures, tuple):
        return sorted({str(name) for name in figures})
    try:
        return f"{Decimal(str(figures)).normalize():f}"
    except InvalidOperation:
        return str(figures)
