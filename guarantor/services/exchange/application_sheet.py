"""An application as a row: the columns of a sheet, named by path of the document of `case add`, and their reading."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from guarantor.services.exchange.importing import EXAMPLE
from guarantor.tabular.sheet import Cell, Columns, Row
from guarantor.tabular.table import Column, Table, Value

Kind = Literal["text", "day", "money", "count", "yes_no"]


@dataclass(frozen=True)
class Field:
    """A column: the path in the document, what its cells are, and a synthetic example (money in pence)."""

    path: str
    kind: Kind = "text"
    example: Value = None


FIELDS = (
    Field("reference", example=f"{EXAMPLE} (synthetic): put your rows below and delete this one"),
    Field("assessed_on", "day"),
    Field("person.date_of_birth", "day", dt.date(1999, 3, 14)),
    Field("person.group", example="citizen"),
    Field("person.leaving_care_status", example="former_relevant"),
    Field("person.responsible_authority", example="Kent"),
    Field("person.last_contact_on", "day", dt.date(2018, 6, 20)),
    Field("person.pathway_plan_reviewed_on", "day", dt.date(2018, 3, 1)),
    Field("person.support_requested_on", "day"),
    Field("person.right_to_rent", example="unlimited"),
    Field("person.right_to_rent_expires_on", "day"),
    Field("person.previous_guarantees", "count", 0),
    Field("person.previous_calls", "count"),
    Field("person.evicted_on", "day", "never"),
    Field("person.current_rent_arrears", "money", 0),
    Field("readiness.budgeting", "yes_no", "yes"),
    Field("readiness.cooking", "yes_no", "yes"),
    Field("readiness.home_care", "yes_no", "yes"),
    Field("readiness.asks_for_help", "yes_no", "no"),
    Field("activity", example="employment"),
    Field("money.monthly_income", "money", 130_000),
    Field("tenancy.kind", example="private"),
    Field("tenancy.starts_on", "day", dt.date(2018, 8, 1)),
    Field("tenancy.monthly_rent", "money", 52_000),
    Field("tenancy.rent_share", "money", 52_000),
    Field("tenancy.area", example="kent"),
    Field("tenancy.brma", example="Canterbury"),
    Field("tenancy.rooms", example="1-bed"),
    Field("young_person.name", example="Tam Example (synthetic)"),
    Field("young_person.address", example="1 Rehearsal Row, Maidstone ME14 0ZZ"),
    Field("young_person.phone", example="+44 1632 960001"),
    Field("young_person.email", example="tam@example.org"),
    Field("young_person.safe_contact", example="phone"),
    Field("young_person.language", example="English"),
    Field("property.address", example="Flat 2, 14 Synthetic Street, Canterbury"),
    Field("property.postcode", example="CT1 0ZZ"),
    Field("property.joint", "yes_no", "no"),
    Field("property.licence", "yes_no", "no"),
    Field("landlord.name", example="Orla Example (synthetic)"),
    Field("landlord.address", example="3 Sample Road, Whitstable CT5 0ZZ"),
    Field("landlord.email", example="orla@example.org"),
    Field("landlord.agent"),
    Field("landlord.payee", example="Orla Example (synthetic)"),
    Field("deposit", "money", 60_000),
    Field("rent_in_advance", "money", 52_000),
    Field("accommodation_before", example="Independent housing - KCC"),
    Field("would_otherwise", example="Foyers"),
    Field("personal_adviser", example="Pat Example (synthetic)"),
    Field("young_persons_view", example="I want my own flat."),
    Field("young_person_agreed_on", "day", dt.date(2018, 6, 20)),
)
"""Every field of the document, in its order."""

COLUMNS = Columns(tuple(field.path for field in FIELDS), frozenset({"reference"}))

_KINDS = {field.path: field.kind for field in FIELDS}
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def document(row: Row) -> dict[str, Any]:
    """The document of `case add` that a row stands for; a blank cell is a fact not known yet.

    What does not fit its column is handed on as it stands, for the reader of the document to refuse by name.
    """
    made: dict[str, Any] = {}
    for path, cell in row.cells.items():
        *sections, name = path.split(".")
        block = made
        for section in sections:
            block = block.setdefault(section, {})
        block[name] = _value(cell, _KINDS[path])
    return made


def template() -> Table:
    """The sheet to fill in: every column, and one row that shows how."""
    kinds: dict[Kind, Literal["text", "pounds", "whole", "date"]] = {
        "text": "text",
        "day": "date",
        "money": "pounds",
        "count": "whole",
        "yes_no": "text",
    }
    columns = [Column(field.path, kinds[field.kind], max(14, len(field.path) + 2)) for field in FIELDS]
    return Table("applications", columns, [[field.example for field in FIELDS]])


def _value(cell: Cell, kind: Kind) -> object:
    match cell:
        case str():
            return _of_text(cell.strip(), kind)
        case Decimal():
            return _of_number(cell, kind)
        case dt.date():
            return cell.isoformat()
    return cell


def _of_text(text: str, kind: Kind) -> object:
    if kind == "yes_no":
        return _YES_NO.get(text.casefold(), text)
    if kind == "day":
        return text.casefold() if text.casefold() == "never" else text
    if kind == "count" and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return text


def _of_number(number: Decimal, kind: Kind) -> object:
    whole = number == number.to_integral_value()
    if kind == "count" and whole and abs(number) < 10**9:
        return int(number)
    return money_text(number) if kind == "money" else format(number, "f")


def money_text(number: Decimal) -> str:
    """A number of pounds as text: 520.5 is 520.50; with more than two decimals it stays as it is."""
    in_pence = number * 100
    return format(number, ".2f" if in_pence == in_pence.to_integral_value() else "f")
