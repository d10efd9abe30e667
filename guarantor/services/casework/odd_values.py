"""Answers that are allowed and yet odd: somebody should look twice before they are saved.

Nothing here refuses anything, and no rule reads it; what is odd is our own experience, not a criterion.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain import practice
from guarantor.domain.money import pence, pounds
from rules.local_housing_allowance import weekly_rates
from rules.months import financial_year

_WEEKS, _MONTHS = 52, 12
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE | re.ASCII)
_KENT_POSTCODES = ("ME", "CT", "TN", "DA", "BR")


@dataclass(frozen=True)
class Odd:
    """One odd thing: a code for it with the value in it, the answers it is about by path, and what to look at."""

    code: str
    paths: tuple[str, ...]
    says: str


def odd_in(answers: Mapping[str, Any], on: dt.date) -> list[Odd]:
    """What is odd among the answers, given by path, as of a day."""
    return [found for look in _LOOKS for found in look(answers, on)]


def _rent(answers: Mapping[str, Any], _on: dt.date) -> Iterator[Odd]:
    rent, share = _sum(answers, "tenancy.monthly_rent"), _sum(answers, "tenancy.rent_share")
    allowed = _allowance(answers)
    times = practice.figure("odd_rent_times_allowance").value
    if share is not None and allowed is not None and share * _MONTHS > times * allowed * _WEEKS:
        monthly = pounds(allowed * _WEEKS // _MONTHS)
        yield Odd(
            f"rent_allowance_{share}",
            ("tenancy.rent_share", "tenancy.rooms", "tenancy.brma"),
            f"The rent share of £{pounds(share)} a month is more than {times} times Local Housing Allowance for such "
            f"a home (£{monthly} a month). Is it a month's rent, and the young person's share alone?",
        )
    if rent is not None and share is not None and 5 * share < rent:
        yield Odd(
            f"rent_share_{share}",
            ("tenancy.rent_share", "tenancy.monthly_rent"),
            f"The rent share of £{pounds(share)} is less than a fifth of the rent of £{pounds(rent)}.",
        )
    yield from _beside_the_rent(answers, rent)


def _beside_the_rent(answers: Mapping[str, Any], rent: int | None) -> Iterator[Odd]:
    months = practice.figure("odd_deposit_months").value
    for path, words in (("deposit", "deposit"), ("rent_in_advance", "rent in advance")):
        given = _sum(answers, path)
        if rent and given is not None and given > months * rent:
            says = f"The {words} of £{pounds(given)} is more than {months} months' rent."
            yield Odd(f"{path}_{given}", (path,), says)


def _money(answers: Mapping[str, Any], _on: dt.date) -> Iterator[Odd]:
    income, most = _sum(answers, "money.monthly_income"), practice.figure("odd_income_a_month").value
    path = ("money.monthly_income",)
    if income == 0:
        yield Odd(
            "income_0", path, "An income of £0 a month: is there no benefit, wage or student money at all?"
        )
    if income is not None and income > most:
        says = f"An income of £{pounds(income)} a month is unusual. Is it a month's and not a year's?"
        yield Odd(f"income_{income}", path, says)
    arrears = _sum(answers, "person.current_rent_arrears")
    if arrears is not None and arrears > practice.figure("odd_arrears").value:
        says = f"Rent arrears of £{pounds(arrears)} are unusual. Is the sum right?"
        yield Odd(f"arrears_{arrears}", ("person.current_rent_arrears",), says)


def _days(answers: Mapping[str, Any], on: dt.date) -> Iterator[Odd]:
    starts = _day(answers, "tenancy.starts_on")
    if starts is not None:
        past, ahead = (practice.figure(f"odd_start_{each}_days").value for each in ("past", "ahead"))
        if (on - starts).days > past:
            says = f"The tenancy would have started {(on - starts).days} days ago. Is the year right?"
            yield Odd(f"start_{starts}", ("tenancy.starts_on",), says)
        if (starts - on).days > ahead:
            says = f"The tenancy would start in {(starts - on).days} days. Is the year right?"
            yield Odd(f"start_{starts}", ("tenancy.starts_on",), says)
    born = _day(answers, "person.date_of_birth")
    if born is not None and not 16 <= (on - born).days // 365.25 < 26:
        age = int((on - born).days // 365.25)
        says = f"Somebody born on that day is {age} years old now. Is the year right?"
        yield Odd(f"born_{born}", ("person.date_of_birth",), says)
    contact = _day(answers, "person.last_contact_on")
    if contact is not None and (on - contact).days > practice.figure("odd_contact_days").value:
        says = f"The last contact would be {(on - contact).days} days ago. Is the year right?"
        yield Odd(f"contact_{contact}", ("person.last_contact_on",), says)


def _home(answers: Mapping[str, Any], _on: dt.date) -> Iterator[Odd]:
    postcode = answers.get("property.postcode")
    if postcode:
        plain = str(postcode).strip().upper()
        if not _POSTCODE.fullmatch(plain):
            says = f"{plain} does not look like a whole postcode. A landlord's check of the deed asks for it."
            yield Odd(f"postcode_{plain}", ("property.postcode",), says)
        elif answers.get("tenancy.area") in ("kent", "medway") and not plain.startswith(_KENT_POSTCODES):
            says = f"{plain} does not look like a postcode in Kent or Medway."
            yield Odd(f"postcode_{plain}", ("property.postcode", "tenancy.area"), says)
    payee, known = (
        answers.get("landlord.payee"),
        [answers.get(f"landlord.{each}") for each in ("name", "agent")],
    )
    if payee and payee.casefold() not in [each.casefold() for each in known if each]:
        says = f"{payee} is to be paid, and is neither the landlord nor the agent."
        yield Odd(f"payee_{payee}", ("landlord.payee",), says)


def _history(answers: Mapping[str, Any], _on: dt.date) -> Iterator[Odd]:
    earlier = answers.get("person.previous_guarantees")
    if earlier is not None and earlier > practice.figure("odd_earlier_guarantees").value:
        says = f"{earlier} earlier guarantees for one young person is unusual. Is the number right?"
        yield Odd(f"guarantees_{earlier}", ("person.previous_guarantees",), says)


_LOOKS: tuple[Callable[[Mapping[str, Any], dt.date], Iterator[Odd]], ...] = (
    _rent,
    _money,
    _days,
    _home,
    _history,
)


def _allowance(answers: Mapping[str, Any]) -> int | None:
    """Local Housing Allowance a week in pence for the home let, None where it is not known."""
    starts = _day(answers, "tenancy.starts_on")
    if starts is None:
        return None
    place = (financial_year(starts), str(answers.get("tenancy.brma")), str(answers.get("tenancy.rooms")))
    return weekly_rates().get(place)


def _sum(answers: Mapping[str, Any], path: str) -> int | None:
    """A sum in pence; None where it is not known or cannot be read, which the reader of the document says."""
    try:
        return None if answers.get(path) is None else pence(str(answers[path]), path)
    except ValueError:
        return None


def _day(answers: Mapping[str, Any], path: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(answers.get(path)))
    except ValueError:
        return None
