"""Dates and months as the scheme counts them. Asks nothing of the clock."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from guarantor.domain.wrong_input import WrongInput

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def date(text: str, field: str) -> dt.date:
    """A date from ISO text (2018-08-01). Raises WrongInput naming `field`."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise WrongInput.at(field, f"expected a date such as 2018-08-01, not {text!r}")


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, the day clamped to the month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, as in a claim's line: 2018-09."""

    year: int
    month: int

    @classmethod
    def read(cls, text: str, field: str) -> "Month":
        """A month from text such as 2018-09. Raises WrongInput naming `field`."""
        match = _MONTH.fullmatch(text)
        if match is None or match[1] == "0000":
            raise WrongInput.at(field, f"expected a month such as 2018-09, not {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> "Month":
        """The month a day falls in."""
        return cls(day.year, day.month)

    def following(self) -> "Month":
        """The month after this one."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def first_on(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_on(self) -> dt.date:
        """Its last day."""
        return dt.date(self.year, self.month, monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def financial_year(day: dt.date) -> str:
    """The council's year a day falls in, 1 April to 31 March: 2018/19."""
    first = day.year if day >= dt.date(day.year, 4, 1) else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def financial_year_start(day: dt.date) -> dt.date:
    """The 1 April on which the day's financial year began."""
    return dt.date(day.year if day >= dt.date(day.year, 4, 1) else day.year - 1, 4, 1)
