"""What is known of an application: the `assess` input document, read strictly.

Knows the document's fields, their written forms and which values contradict each other. None means "not known
yet". Knows no criterion and no policy. Money is whole pence here and pounds as text in the document.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from rules import local_housing_allowance, reading
from rules.entries import (
    ActivityEntry,
    AreaEntry,
    CountEntry,
    DayEntry,
    DayOrNeverEntry,
    GroupEntry,
    LettingEntry,
    NameEntry,
    PenceEntry,
    ReferenceEntry,
    RightEntry,
    RoomsEntry,
    StatusEntry,
    YesNoEntry,
)
from rules.pounds import pounds
from rules.reading import NEVER, Never

CASE_BLOCKS = frozenset(
    [
        "young_person",
        "property",
        "landlord",
        "deposit",
        "rent_in_advance",
        "accommodation_before",
        "would_otherwise",
        "personal_adviser",
        "young_persons_view",
        "young_person_agreed_on",
    ]
)
"""Blocks of a stored case's document that no rule reads: they are accepted here and not used."""

KENT_AND_MEDWAY = ("kent", "medway")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a document: the field's name, and a whole sentence that begins with it."""

    field: str
    says: str

    def __str__(self) -> str:
        return self.says


class WrongInput(ValueError):
    """The document cannot be judged; `faults` holds every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.says for fault in self.faults))


def _fault(says: str) -> PydanticCustomError:
    return PydanticCustomError("wrong_input", "{says}", {"says": says})


class _Section(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=False, serialize_by_alias=True
    )


class Person(_Section):
    """What is known of the young person."""

    date_of_birth: DayEntry = None
    group: GroupEntry = None
    leaving_care_status: StatusEntry = None
    responsible_authority: NameEntry = None
    last_contact_on: DayOrNeverEntry = None
    pathway_plan_reviewed_on: DayOrNeverEntry = None
    support_requested_on: DayOrNeverEntry = None
    right_to_rent: RightEntry = None
    right_to_rent_expires_on: DayEntry = None
    previous_guarantees: CountEntry = None
    previous_calls: CountEntry = None
    evicted_on: DayOrNeverEntry = None
    current_rent_arrears_pence: PenceEntry = Field(default=None, alias="current_rent_arrears")

    @field_validator(
        "date_of_birth", "last_contact_on", "pathway_plan_reviewed_on", "support_requested_on", "evicted_on"
    )
    @classmethod
    def _not_after_the_assessment(
        cls, value: date | Never | None, info: ValidationInfo
    ) -> date | Never | None:
        assessed_on = (info.context or {}).get("assessed_on")
        if isinstance(value, date) and isinstance(assessed_on, date) and value > assessed_on:
            raise _fault(_after_the_assessment(value, assessed_on))
        return value


class Readiness(_Section):
    """Whether the young person can do each, with the support or adjustment they have."""

    budgeting: YesNoEntry = None
    cooking: YesNoEntry = None
    home_care: YesNoEntry = None
    asks_for_help: YesNoEntry = None


class Money(_Section):
    """Net regular income a month, housing support included; student income spread over twelve months."""

    monthly_income_pence: PenceEntry = Field(default=None, alias="monthly_income")


class Tenancy(_Section):
    """The home to be let: the young person's share is what the council would guarantee."""

    kind: LettingEntry = None
    starts_on: DayEntry = None
    monthly_rent_pence: PenceEntry = Field(default=None, alias="monthly_rent")
    rent_share_pence: PenceEntry = Field(default=None, alias="rent_share")
    area: AreaEntry = None
    brma: NameEntry = None
    rooms: RoomsEntry = None

    @field_validator("rent_share_pence")
    @classmethod
    def _above_zero_and_within_the_rent(cls, share: int | None, info: ValidationInfo) -> int | None:
        rent = info.data.get("monthly_rent_pence")
        if share == 0:
            raise _fault('must be above zero, not "0.00"')
        if share is not None and rent is not None and share > rent:
            raise _fault(
                f"must be at most tenancy.monthly_rent, which is {pounds(rent)}, not {pounds(share)}"
            )
        return share

    @field_validator("brma")
    @classmethod
    def _one_of_the_market_areas(cls, brma: str | None, info: ValidationInfo) -> str | None:
        areas = local_housing_allowance.market_areas()
        if brma is not None and brma not in areas and info.data.get("area") in KENT_AND_MEDWAY:
            raise _fault(f"must be {', '.join(areas[:-1])} or {areas[-1]}, not {reading.given(brma)}")
        return brma


class Application(_Section):
    """One application as far as it is known. Made by `read_application` only."""

    reference: ReferenceEntry
    assessed_on: DayEntry = None
    person: Person = Person()
    readiness: Readiness = Readiness()
    activity: ActivityEntry = None
    money: Money = Money()
    tenancy: Tenancy = Tenancy()

    @field_validator("person", "readiness", "money", "tenancy", mode="before")
    @classmethod
    def _null_section_is_empty(cls, value: object) -> object:
        return {} if value is None else value

    def document(self) -> dict[str, Any]:
        """The application as an input document again; reading it gives an equal application."""
        return self.model_dump(mode="json")

    def with_ledger_history(self, guarantees: int, calls: int) -> "Application":
        """The application with the ledger's own guarantees and calls added to those from before it.

        A number not known stays unknown, except that someone with no earlier guarantee had no call on one.
        """
        before = self.person.previous_guarantees
        calls_before = 0 if before == 0 else self.person.previous_calls
        person = self.person.model_copy(
            update={
                "previous_guarantees": None if before is None else before + guarantees,
                "previous_calls": None if calls_before is None else calls_before + calls,
            }
        )
        return self.model_copy(update={"person": person})


def read_application(document: object, *, assessed_on: date | None = None) -> Application:
    """Read one `assess` input document.

    `assessed_on` is the day to compare past events with where the document names none; without either, that
    comparison is left to the assessment. Raises WrongInput with every fault.
    """
    if not isinstance(document, Mapping):
        raise WrongInput(
            [Fault("application", f"application must be an object, not {reading.given(document)}")]
        )
    content = {key: value for key, value in document.items() if key not in CASE_BLOCKS}
    try:
        return Application.model_validate(content, context={"assessed_on": _day_of(content, assessed_on)})
    except ValidationError as wrong:
        raise WrongInput(_in_words(wrong)) from None


def faults_against(application: Application, assessed_on: date) -> tuple[Fault, ...]:
    """The events of the application that lie after the assessment, as faults."""
    person = application.person
    events = {
        "person.date_of_birth": person.date_of_birth,
        "person.last_contact_on": person.last_contact_on,
        "person.pathway_plan_reviewed_on": person.pathway_plan_reviewed_on,
        "person.support_requested_on": person.support_requested_on,
        "person.evicted_on": person.evicted_on,
    }
    return tuple(
        Fault(field, f"{field} {_after_the_assessment(event, assessed_on)}.")
        for field, event in events.items()
        if event is not None and event != NEVER and event > assessed_on
    )


def _after_the_assessment(event: date, assessed_on: date) -> str:
    return f"must not be after the assessment on {assessed_on.isoformat()}, not {event.isoformat()}"


def _day_of(content: Mapping[Any, object], fallback: date | None) -> date | None:
    try:
        return reading.day(content.get("assessed_on")) or fallback
    except ValueError:
        return fallback


def _in_words(wrong: ValidationError) -> Iterable[Fault]:
    for error in wrong.errors(include_url=False):
        field = ".".join(reading.printable(str(part)[:40]) for part in error["loc"]) or "application"
        match error["type"]:
            case "wrong_input":
                says = error["msg"]
            case "extra_forbidden":
                says = "is not a field of an application"
            case "missing":
                says = "must be given"
            case _:
                found = reading.given(error["input"])
                says = f"must be an object with the section's fields, or null, not {found}"
        yield Fault(field, f"{field} {says}.")
