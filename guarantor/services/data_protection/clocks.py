"""The retention clocks: how long each kind of record is kept, from which event, on what that rests and who owns it."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).with_name("retention.yaml")


class RecordKind(StrEnum):
    """The kinds of record that are kept for different times."""

    REFUSED_APPLICATION = "refused_application"
    CARE_RECORD = "care_record"
    LANDLORD_AND_MONEY = "landlord_and_money"
    DEED = "deed"


class Event(StrEnum):
    """What a clock is counted from."""

    LAST_OUTCOME = "last_outcome"
    LAST_END = "last_end"
    LAST_PAYMENT_YEAR = "last_payment_year"


EVENT_IN_WORDS = {
    Event.LAST_OUTCOME: "the last outcome, or the answer to a review or complaint",
    Event.LAST_END: "the end of the last guarantee",
    Event.LAST_PAYMENT_YEAR: "the end of the financial year of the last entry of money, or of the guarantee's end",
}


class Clock(BaseModel):
    """How long one kind of record is kept: `months` from its event. Without `tables` the whole case is meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: RecordKind
    about: str
    event: Event
    months: Annotated[int, Field(ge=1, le=1200)]
    range: tuple[int, int]
    source: str
    owner: str
    tables: tuple[str, ...]


@cache
def clocks() -> dict[RecordKind, Clock]:
    """Every clock by its kind of record."""
    read = [Clock.model_validate(each) for each in yaml.safe_load(FILE.read_text(encoding="utf-8"))]
    return {each.kind: each for each in read}
