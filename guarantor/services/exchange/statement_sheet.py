"""A landlord's statement as rows: the columns of the sheet, and the entry of the rent record that each stands for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeVar, get_args

from guarantor.domain import dates
from guarantor.domain.dates import Month
from guarantor.domain.money import positive_pence
from guarantor.domain.references import guarantee_ref
from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.exchange.application_sheet import money_text
from guarantor.services.exchange.importing import EXAMPLE
from guarantor.services.rent_record import rent
from guarantor.storage.recorded_before import RentEntry
from guarantor.tabular.sheet import Columns, Row
from guarantor.tabular.table import Column, Table

Kind = Literal["charge", "payment", "missed", "silent"]
Read = TypeVar("Read")

LONGEST_KEY = 100

COLUMNS = Columns(
    ("guarantee_ref", "entry", "date", "amount", "source", "for", "key"),
    frozenset({"guarantee_ref", "entry", "date"}),
)


@dataclass(frozen=True)
class Statement:
    """One entry: money with its day, or what was said of a month. `source` is who paid, `meant_for` which month."""

    ref: str
    entry: Kind
    on: dt.date | Month
    amount_pence: int | None
    source: str
    meant_for: Month | None
    key: str | None

    @property
    def alike(self) -> RentEntry:
        """What two statements of the same thing have in common; who paid is not part of it."""
        return self.ref, self.entry, str(self.on), self.amount_pence

    @property
    def content(self) -> dict[str, Any]:
        """What the row asks for, in the form in which the same act on its own has its key stand for it."""
        match self.on:
            case Month():
                return {"ref": self.ref, "month": str(self.on), "says": self.entry}
            case _ if self.entry == "charge":
                return rent.charge_content(self.ref, self.on, self.amount_pence or 0)
            case _:
                amount_pence = self.amount_pence or 0
                return rent.payment_content(self.ref, self.on, amount_pence, self.source, self.meant_for)


def statement(row: Row) -> Statement:
    """The entry that a row stands for. Raises WrongInput with what does not fit beside the row's own faults."""
    faults: list[Fault] = []

    def read(reader: Callable[[], Read]) -> Read | None:
        try:
            return reader()
        except WrongInput as error:
            faults.extend(error.faults)
            return None

    ref = read(lambda: guarantee_ref(_text(row, "guarantee_ref") or "", "guarantee_ref"))
    entry = read(lambda: _entry(row))
    on = read(lambda: _on(row, entry)) if entry else None
    amount_pence = read(lambda: _amount(row, entry)) if entry else None
    source = read(lambda: _source(row, entry)) if entry else None
    meant_for = read(lambda: _meant_for(row, entry)) if entry else None
    key = read(lambda: _key(row))
    if faults or row.faults or ref is None or entry is None or on is None or source is None:
        said = {fault.field for fault in row.faults}
        raise WrongInput(fault for fault in faults if fault.field not in said)
    return Statement(ref, entry, on, amount_pence, source, meant_for, key)


def template() -> Table:
    """The sheet to fill in: every column, and a row for each kind of entry that shows how."""
    kinds = {"date": "date", "amount": "pounds"}
    columns = [Column(name, kinds.get(name, "text"), 18) for name in COLUMNS.known]  # type: ignore[arg-type]
    first = f"{EXAMPLE} RG-0001/1"
    return Table(
        "statements",
        columns,
        [
            [first, "charge", dt.date(2018, 9, 1), 52_000, None, None, None],
            [first, "payment", dt.date(2018, 9, 3), 40_000, "tenant", "2018-09", "landlord's own number"],
            [first, "missed", "2018-10", None, None, None, None],
            [first, "silent", "2018-11", None, None, None, None],
        ],
    )


def _text(row: Row, column: str) -> str | None:
    match row.cells.get(column):
        case None:
            return None
        case Decimal() as number:
            return format(number, "f")
        case cell:
            return str(cell).strip()


def _entry(row: Row) -> Kind:
    given = (_text(row, "entry") or "").casefold()
    for kind in get_args(Kind):
        if given == kind:
            return kind  # type: ignore[no-any-return]
    raise WrongInput.at("entry", f"expected {', '.join(get_args(Kind)[:-1])} or silent, not {given!r}")


def _on(row: Row, entry: Kind) -> dt.date | Month:
    cell = row.cells.get("date")
    if entry in ("missed", "silent"):
        return _month(row, "date")
    return cell if isinstance(cell, dt.date) else dates.date(_text(row, "date") or "", "date")


def _month(row: Row, column: str) -> Month:
    """A month, or the day that a spreadsheet makes of a month typed into it."""
    cell = row.cells.get(column)
    text = _text(row, column) or ""
    if isinstance(cell, dt.date):
        return Month.of(cell)
    return Month.of(dates.date(text, column)) if len(text) == len("2018-09-01") else Month.read(text, column)


def _meant_for(row: Row, entry: Kind) -> Month | None:
    if "for" not in row.cells:
        return None
    if entry != "payment":
        raise WrongInput.at(
            "for", f"expected nothing beside {entry}: only a payment can be meant for a month"
        )
    return _month(row, "for")


def _amount(row: Row, entry: Kind) -> int | None:
    cell = row.cells.get("amount")
    if entry in ("charge", "payment"):
        text = money_text(cell) if isinstance(cell, Decimal) else _text(row, "amount")
        return positive_pence(text or "", "amount")
    if cell is not None:
        raise WrongInput.at("amount", f"expected nothing beside {entry}, which moves no money")
    return None


def _source(row: Row, entry: Kind) -> str:
    given = _text(row, "source")
    if entry == "payment":
        return given.casefold() if given else "tenant"
    if given is not None:
        raise WrongInput.at("source", f"expected nothing beside {entry}: only a payment comes from somebody")
    return ""


def _key(row: Row) -> str | None:
    key = _text(row, "key")
    if key is not None and not (key.isprintable() and len(key) <= LONGEST_KEY):
        raise WrongInput.at("key", f"expected at most {LONGEST_KEY} characters that print")
    return key
