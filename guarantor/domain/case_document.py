"""The document of `case add`: an application with the people, home and circumstances around it, read strictly.

The application itself is read by the rules; this module reads the blocks beside it.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationError,
)

from guarantor.domain.money import pence
from guarantor.domain.wrong_input import Fault, WrongInput

TABLE_4 = (
    "With parents or relatives / connected person",
    "Supported lodgings (not former foster carer)",
    "Independent housing - KCC",
    "Independent housing - social housing",
    "Independent housing - private rental",
    "University housing",
    "Semi-independent / transitional accommodation",
    "Bed and breakfast",
    "Missing (UASC) / refused accommodation / staying with friends",
    "NHS / community home / residential care",
    "Foyers",
    "Emergency accommodation",
    "In custody",
    "Supported lodgings (staying put)",
    "Ordinary lodgings without formal support",
)
"""Accommodation of care leavers: the categories of Table 4, Kent Corporate Parenting Panel, 22 March 2018."""


def _in_table_4(value: str | None) -> str | None:
    if value is not None and value not in TABLE_4:
        raise ValueError(f"expected a category of Table 4, such as {TABLE_4[2]!r}")
    return value


def _is_money(value: str | None) -> str | None:
    if value is not None:
        try:
            pence(value, "money")
        except WrongInput:
            raise ValueError("expected pounds such as 520 or 520.00") from None
    return value


def _is_day(value: object) -> dt.date | None:
    try:
        return None if value is None else dt.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError('expected a date such as "2018-06-20"') from None


def _is_storable(value: str) -> str:
    # PostgreSQL holds every character in a text but this one.
    if "\0" in value:
        raise ValueError("expected text without the character NUL")
    return value


Line = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_is_storable),
]
Text = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=5000),
    AfterValidator(_is_storable),
]
Money = Annotated[str | None, Field(strict=True), AfterValidator(_is_money)]
Day = Annotated[dt.date | None, BeforeValidator(_is_day)]
Category = Annotated[str | None, Field(strict=True), AfterValidator(_in_table_4)]


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class YoungPersonBlock(_Block):
    """Who applies and how to reach them safely."""

    name: Line | None = None
    address: Line | None = None
    phone: Line | None = None
    email: Line | None = None
    safe_contact: Line | None = None
    language: Line | None = None


class PropertyBlock(_Block):
    """The home to be let. `joint`: others rent it under the same tenancy; `licence`: it is let by licence."""

    address: Line | None = None
    postcode: Line | None = None
    joint: StrictBool | None = None
    licence: StrictBool | None = None


class LandlordBlock(_Block):
    """The landlord; `payee` is who is to be paid, the landlord or an agent."""

    name: Line | None = None
    address: Line | None = None
    email: Line | None = None
    agent: Line | None = None
    payee: Line | None = None


class AroundTheApplication(_Block):
    """Everything `case add` takes beside the application.

    `young_person_agreed_on` is the day on which the young person said that they want to apply.
    """

    young_person: YoungPersonBlock | None = None
    property: PropertyBlock | None = None
    landlord: LandlordBlock | None = None
    deposit: Money = None
    rent_in_advance: Money = None
    accommodation_before: Category = None
    would_otherwise: Category = None
    personal_adviser: Line | None = None
    young_persons_view: Text | None = None
    young_person_agreed_on: Day = None


def read_around(document: Mapping[str, Any]) -> AroundTheApplication:
    """Read the blocks beside the application; fields of the application are passed over.

    Raises WrongInput with every fault, each naming its field.
    """
    blocks = {name: document[name] for name in AroundTheApplication.model_fields if name in document}
    try:
        return AroundTheApplication.model_validate(blocks)
    except ValidationError as error:
        raise WrongInput(_fault(detail) for detail in error.errors()) from None


def _fault(detail: Any) -> Fault:
    field = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return Fault(field, f"{field}: expected no such field.")
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "model_type":
        message = "expected an object with named fields, or null"
    return Fault(field, f"{field}: {message[0].lower()}{message[1:]}.")
