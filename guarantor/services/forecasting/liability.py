"""Where the ledger meets the liability model: the book of a day, the forecast's arrivals, and what both will cost."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from guarantor import clock
from guarantor.domain.dates import plus_months
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import arrears
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies
from guarantor.services.forecasting.bases import basis_on, in_one_form, last_forecast_year
from guarantor.services.forecasting.evidence import ledger_evidence
from guarantor.storage import guarantee_records
from guarantor.storage.engine import Session, reading
from guarantor.storage.guarantee_records import GuaranteeRecord
from risk.assumptions import Assumptions, read_assumptions
from risk.book import Book, Cell, Course, book_of, ledger_openings, read_book
from risk.calibration.learned import learned
from risk.cohort.arrivals import expected_arrivals
from risk.cohort.forecast import cohort_document
from risk.cohort.rates import arrival_log_sd
from risk.dated_basis import basis_of
from risk.engines.expected import means_by_year
from risk.evidence import NOTHING_SEEN, Evidence
from risk.faults import WrongInput as WrongRiskInput
from risk.liability import DEFAULT_SCENARIOS, DEFAULT_SEED
from risk.liability import liability as cost_of
from risk.result import Liability
from risk.years import year_label

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Question:
    """What is asked of the model. `book_file` and `assumptions_file` stand in for the ledger and the basis; `basis`
    names another than the one in force."""

    book_file: Path | None = None
    assumptions_file: Path | None = None
    basis: str | None = None
    engine: str = "auto"
    scenarios: int = DEFAULT_SCENARIOS
    seed: int = DEFAULT_SEED
    workers: int = 1
    budget_pence: int | None = None
    away: Any = None


def answer(
    question: Question, office: Office | None, on: dt.date | None, progress: Progress | None = None
) -> dict[str, Any]:
    """The document of `guarantor risk`. The ledger's book is read only where no book file is given.

    `question.away` is a client of Dask. What the ledger has seen is learned from where its own book is asked about.
    Raises WrongInput with a sentence for each fault in a file or a setting.
    """
    began = clock.stopwatch()
    try:
        book, evidence, assumptions = _asked_about(question, office, on)
        found = cost_of(
            book,
            assumptions,
            evidence=evidence,
            engine=question.engine,
            scenarios=question.scenarios,
            seed=question.seed,
            workers=question.workers,
            away=question.away,
            budget_pence=question.budget_pence,
            progress=progress,
        )
    except WrongRiskInput as error:
        raise in_one_form(error) from None
    return {"as_of": book.as_of.isoformat(), **found.document(clock.stopwatch() - began)}


def of_arrivals(
    on: dt.date, term_months: int, cap_months: int, budget_pence: int | None = None
) -> dict[str, Any]:
    """What the forecast's arrivals after a day will cost, places unlimited, to the end of the forecast; how many come
    is uncertain beyond chance, since every rate of arrivals is."""
    began = clock.stopwatch()
    basis = basis_on(on)
    as_of = first_month(on)
    last_year = last_forecast_year(basis, as_of)
    try:
        expected, found = _cost_of_arrivals(
            basis.name, as_of, last_year, term_months, cap_months, budget_pence
        )
    except WrongRiskInput as error:
        raise in_one_form(error) from None
    return {
        "as_of": as_of.isoformat(),
        "basis": basis.name,
        "expected_guarantees": round(expected, 1),
        "until": year_label(last_year),
        **found.document(clock.stopwatch() - began),
    }


# Nothing of the ledger is in it, and it takes seconds: a page that is opened again has it at once.
@lru_cache(maxsize=64)
def _cost_of_arrivals(
    basis_name: str,
    as_of: dt.date,
    last_year: int,
    term_months: int,
    cap_months: int,
    budget_pence: int | None,
) -> tuple[float, Liability]:
    basis = basis_of(basis_name)
    arrivals = expected_arrivals(
        basis, as_of=as_of, last_year=last_year, term_months=term_months, cap_months=cap_months
    )
    found = cost_of(
        book_of(as_of, []),
        basis.assumptions,
        arrivals=arrivals,
        arrival_log_sd=arrival_log_sd(basis),
        budget_pence=budget_pence,
    )
    return arrivals.expected, found


def learned_from_ledger(office: Office, on: dt.date, assumptions_file: Path | None = None) -> dict[str, Any]:
    """What the ledger's months say of each rate, prior beside posterior, and what so few tenancies leave open."""
    try:
        assumptions = _assumptions(assumptions_file, None, on)
        with reading(office.engine) as session:
            evidence = ledger_evidence(session, on)
        return {"on": on.isoformat(), **learned(assumptions, evidence).document()}
    except WrongRiskInput as error:
        raise in_one_form(error) from None


def cohort(until: int) -> dict[str, Any]:
    """The document of `guarantor forecast cohort`. Raises WrongInput for a year the forecast does not reach."""
    try:
        return cohort_document(until)
    except WrongRiskInput as error:
        raise in_one_form(error) from None


def expected_by_year(session: Session, on: dt.date, programme: str) -> dict[str, int]:
    """The pence that a programme's guarantees are expected to cost after a day, by financial year such as 2018/19.

    The mean of the model on the basis in force, for the guarantees that stand at the close of the day: those that
    will be issued later are not in it.
    """
    book, evidence = ledger_book(session, on, programme), ledger_evidence(session, on)
    means = means_by_year(book, basis_on(on).assumptions, evidence)
    return {year: round(pence) for year, pence in means.items()}


def ledger_book(
    session: Session,
    on: dt.date,
    programme: str | None = None,
    records: Sequence[GuaranteeRecord] | None = None,
) -> Book:
    """The guarantees that stand at the close of a day, as the model sees them; month 1 is that of the day after.

    Those of one programme or of all; whoever has read the `records` hands them in. Rent that fell due by then is in
    the rent record already, so only rent that falls due later is left to come. Rent not heard of is taken as paid here,
    and finance sees it as its own sum.
    """
    as_of = first_month(on)
    read = guarantee_records.every(session, programme) if records is None else records
    cells = [cell_of(session, each, on, as_of) for each in standing(read, on)]
    return book_of(as_of, [cell for cell in cells if cell is not None])


def standing(records: Iterable[GuaranteeRecord], on: dt.date) -> list[GuaranteeRecord]:
    """Those in force or on offer at the close of a day."""
    return [each for each in records if each.status_on(on) not in (None, GuaranteeStatus.ENDED)]


def first_month(on: dt.date) -> dt.date:
    """The first day of the month that the day after falls in: the model's month 1 at the close of a day."""
    return (on + dt.timedelta(days=1)).replace(day=1)


def cell_of(session: Session, record: GuaranteeRecord, on: dt.date, as_of: dt.date) -> Cell | None:
    """A standing guarantee as the model sees it; None where its covered months are over."""
    guarantee = record.guarantee
    due = [plus_months(guarantee.starts_on, month) for month in range(guarantee.months)]
    left = [day for day in due if day > on]
    if not left:
        return None
    # The share that rent will fall due at, where a consent has raised it.
    share_pence = record.share_pence(left[-1])
    may_be_called = Fraction(record.balance(Account.COMMITMENT, on), share_pence)
    policy = policies.stored(session, guarantee.policy_fingerprint)
    # A consent may have raised the cap, and a move leaves to the new home what the old one did not use: the ledger says
    # what may still be called, and what is less than the cap was called.
    cap_months = max(int(policy.parameter("cap_months")), ceil(may_be_called))
    # What was accepted is the council's debt already and no longer a call that may come.
    unpaid = record.balance(Account.CLAIMS_PAYABLE, on)
    owed = Fraction(max(arrears(record.rent, on).arrears_pence - unpaid, 0), share_pence)
    course = Course(
        "uasc" if guarantee.group_code == "uasc" else "citizen",
        _months_between(as_of, left[0]),
        len(left),
        cap_months,
        ledger_openings(owed, cap_months - may_be_called, cap_months),
    )
    return Cell(course, share_pence, 1)


def _months_between(first: dt.date, then: dt.date) -> int:
    return (then.year - first.year) * 12 + then.month - first.month


def _assumptions(file: Path | None, basis: str | None, on: dt.date) -> Assumptions:
    if file is None:
        return basis_on(on, basis).assumptions
    if basis is not None:
        raise WrongInput.at("--basis", "expected this or --assumptions, not both")
    return read_assumptions(_text(file, "--assumptions"), file.name)


def book_in(file: Path, assumptions_of: Callable[[dt.date], Assumptions]) -> Book:
    """The book in a file, read by the assumptions of its day. Raises WrongInput with a sentence for each fault."""
    text = _text(file, "--book")
    try:
        return read_book(text, file.name, call_after_months=lambda day: assumptions_of(day).call_after_months)
    except WrongRiskInput as error:
        raise in_one_form(error) from None


def _asked_about(
    question: Question, office: Office | None, on: dt.date | None
) -> tuple[Book, Evidence, Assumptions]:
    """The book asked about, what was seen (of a book in a file nothing was) and the assumptions of its day."""
    if question.book_file is not None:
        book = book_in(
            question.book_file,
            lambda day: _assumptions(question.assumptions_file, question.basis, day),
        )
        return book, NOTHING_SEEN, _assumptions(question.assumptions_file, question.basis, book.as_of)
    assert office is not None, "the ledger's book needs the office"
    assert on is not None, "the ledger's book is of a day"
    with reading(office.engine) as session:
        records = guarantee_records.every(session)
        book = ledger_book(session, on, records=records)
        evidence = ledger_evidence(session, on, records=records)
    return book, evidence, _assumptions(question.assumptions_file, question.basis, on)


def _text(file: Path, option: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise WrongInput.at(
            option, f"expected a file that can be read, and {file} is not ({reason})"
        ) from None
