"""The kinds of entries in an application document, as types that read strictly and write back the same form.

Knows how each kind is read (`reading`) and written; knows nothing of which fields there are.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

from rules import reading
from rules.pounds import pounds
from rules.reading import Never
from rules.vocabulary import Activity, Area, Group, LeavingCareStatus, Letting, RightToRent, Rooms


def read_by(reader: Callable[[Any], object]) -> BeforeValidator:
    """The reader as a validator whose sentence reaches the caller unchanged."""

    def read(value: Any) -> object:
        try:
            return reader(value)
        except ValueError as wrong:
            raise PydanticCustomError("wrong_input", "{says}", {"says": str(wrong)}) from None

    return BeforeValidator(read)


def _written_pounds(value: int | None) -> str | None:
    return None if value is None else pounds(value)


_AS_POUNDS = PlainSerializer(_written_pounds, return_type=str | None)
PenceEntry = Annotated[int | None, read_by(reading.sum_of_money), _AS_POUNDS]
DayEntry = Annotated[date | None, read_by(reading.day)]
DayOrNeverEntry = Annotated[date | Never | None, read_by(reading.day_or_never)]
CountEntry = Annotated[int | None, read_by(reading.count)]
YesNoEntry = Annotated[bool | None, read_by(reading.yes_or_no)]
NameEntry = Annotated[str | None, read_by(reading.name)]
ReferenceEntry = Annotated[str, read_by(reading.reference)]
GroupEntry = Annotated[Group | None, read_by(reading.one_of(*get_args(Group)))]
StatusEntry = Annotated[LeavingCareStatus | None, read_by(reading.one_of(*get_args(LeavingCareStatus)))]
RightEntry = Annotated[RightToRent | None, read_by(reading.one_of(*get_args(RightToRent)))]
ActivityEntry = Annotated[Activity | None, read_by(reading.one_of(*get_args(Activity)))]
LettingEntry = Annotated[Letting | None, read_by(reading.one_of(*get_args(Letting)))]
AreaEntry = Annotated[Area | None, read_by(reading.one_of(*get_args(Area)))]
RoomsEntry = Annotated[Rooms | None, read_by(reading.one_of(*get_args(Rooms)))]
