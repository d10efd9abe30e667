"""What is assumed of a tenancy: typed, range-checked, read from a plain file or from a dated basis.

Knows names, types and ranges. The values come from the caller or from basis/*.yaml, never from here.
What the figures do is for factor.py (uncertain rates, common shock) and arrears.py (the chain).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from risk.annotated import Entry, load_yaml, plain
from risk.faults import WrongInput, sentences
from risk.groups import Group

Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
# What a file may say beside the assumptions proper; dated_basis.py reads these.
BESIDE = ("basis", "in_force_from", "arrivals", "appraisal")


class Strict(BaseModel):
    """A part of the assumptions: unknown fields are errors, text is not taken for a number."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Multipliers(Strict):
    """How much likelier a first miss is in each group, as a ratio."""

    citizen: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 1.0
    uasc: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 1.0


class MonthlyChances(Strict):
    """A chance a month for each group."""

    citizen: Probability
    uasc: Probability


# A weight of a millionth of a tenancy-month knows nothing, a thousand million is as good as certainty.
PriorWeight = Annotated[float, Field(ge=1e-6, le=1e9, allow_inf_nan=False)]


class FirstMiss(Strict):
    """What is known of theta, the chance a month that someone who owes nothing misses: Beta(alpha, beta)."""

    alpha: PriorWeight
    beta: PriorWeight
    group_multiplier: Multipliers = Multipliers()

    @property
    def mean(self) -> float:
        """E[theta] = alpha / (alpha + beta)."""
        return self.alpha / (self.alpha + self.beta)


class YearlyAr1(Strict):
    """A common shock for each financial year: Z_1 ~ N(0,1), Z_y = phi Z_{y-1} + sqrt(1 - phi^2) e."""

    yearly_ar1: Probability


def _factor(given: object) -> object:
    match given:
        case "static" | YearlyAr1():
            return given
        case {"yearly_ar1": int() | float() as phi, **rest} if not rest and 0 <= phi <= 1:
            return YearlyAr1(yearly_ar1=phi)
    raise ValueError(f"should be static, or yearly_ar1 with a number from 0 to 1, not {given!r}")


def _after_call(given: object) -> object:
    if given in ("first_miss", "repeat_miss"):
        return given
    if isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1:
        return float(given)
    raise ValueError(f"should be first_miss, repeat_miss or a chance from 0 to 1, not {given!r}")


def _pounds(given: object) -> object:
    if given is None:
        return None
    if isinstance(given, int | float | str | Decimal) and not isinstance(given, bool):
        try:
            pounds = Decimal(str(given))
        except ArithmeticError:
            pounds = Decimal(0)
        if Decimal("0.01") <= pounds <= 1_000_000 and pounds == round(pounds, 2):
            return pounds
    raise ValueError(f"should be pounds from 0.01 to 1000000 with at most two decimals, not {given!r}")


class Assumptions(Strict):
    """Everything that the model of one guarantee needs besides the guarantee (contracts.md, `--assumptions`)."""

    first_miss: FirstMiss
    repeat_miss: Probability
    cure_share: Probability
    tenancy_end: MonthlyChances
    call_after_months: Annotated[int, Field(ge=1, le=24)]
    call_at_expiry: bool = False
    after_call_miss: Annotated[Literal["first_miss", "repeat_miss"] | float, BeforeValidator(_after_call)] = (
        "first_miss"
    )
    tenancy_end_after_call: MonthlyChances | None = None
    correlation: Annotated[float, Field(ge=0, le=0.95, allow_inf_nan=False)]
    factor: Annotated[Literal["static"] | YearlyAr1, BeforeValidator(_factor)] = "static"
    lattice: Annotated[Decimal | None, BeforeValidator(_pounds)] = None

    def ends(self, group: Group) -> float:
        """The chance a month that the tenancy ends, before any call."""
        return float(getattr(self.tenancy_end, group))

    def ends_after_call(self, group: Group) -> float:
        """The chance a month that the tenancy ends once the council has paid."""
        chances = self.tenancy_end if self.tenancy_end_after_call is None else self.tenancy_end_after_call
        return float(getattr(chances, group))

    def multiplier(self, group: Group) -> float:
        """m_g, the ratio of the group's first-miss rate to theta."""
        return float(getattr(self.first_miss.group_multiplier, group))

    @property
    def lattice_pence(self) -> int | None:
        """The step of the lattice in pence, None where the engine chooses."""
        return None if self.lattice is None else int(self.lattice * 100)


def checked_assumptions(tree: dict[str, Any], name: str, faults: list[str]) -> Assumptions | None:
    """The assumptions in a tree of plain values, or None with a sentence for each fault added to `faults`."""
    try:
        return Assumptions.model_validate(tree)
    except ValidationError as error:
        faults += sentences(error, _without_branches, within=name)
        return None


def _without_branches(place: Sequence[int | str]) -> str:
    # pydantic adds the branch of a union that it tried; a reader knows only the field.
    return ".".join(str(part) for part in place if part not in ("YearlyAr1", "float"))


def read_assumptions(text: str, name: str) -> Assumptions:
    """Assumptions from the text of a file, in the plain form or as a basis file. Raises WrongInput with
    one sentence for each fault, naming file and field."""
    entries: dict[str, Entry] = {}
    said: list[str] = []
    tree = plain(load_yaml(text, name), "", entries, said)
    if "basis" in tree:
        tree = {key: part for key, part in tree.items() if key not in BESIDE}
    faults = [f"{name}: {sentence}" for sentence in said]
    checked = checked_assumptions(tree, name, faults)
    if faults or checked is None:
        raise WrongInput(faults)
    return checked
