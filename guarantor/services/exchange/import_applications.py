"""Applications out of a sheet: each row a case, as `case add` would open it, all in one act.

A row is a duplicate where a case came on the same reference, or where the same young person applies: the same name
and date of birth, capitals and blanks aside. The second kind may be wanted (a new application after a refusal), and is
added where the caller says so; rows without a name or a birth date, and people who were erased, cannot be compared.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from guarantor.domain.access import Act
from guarantor.domain.case_document import AroundTheApplication
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework.cases import CASE_REFERENCES, open_case, own_reference, read_whole
from guarantor.services.exchange import importing
from guarantor.services.exchange.application_sheet import COLUMNS, document
from guarantor.services.exchange.importing import NothingKept, Outcome, Progress, Report
from guarantor.storage import case_files, record, recorded_before
from guarantor.storage.engine import Session
from guarantor.tabular.reading import read_rows
from guarantor.tabular.sheet import Row
from rules.facts import Application

Whom = tuple[str, str]


@dataclass(frozen=True)
class Opening:
    """A case to be opened for a row."""

    row: Row
    application: Application
    around: AroundTheApplication


@dataclass
class Known:
    """What a row can be a duplicate of: where each reference and each person stands."""

    references: dict[str, str] = field(default_factory=dict)
    people: dict[Whom, str] = field(default_factory=dict)

    @classmethod
    def held(cls, session: Session) -> "Known":
        """The cases on record."""
        known = cls()
        for each in recorded_before.applicants(session):
            case = f"case {each.case_ref}"
            known.references[each.case_ref] = case
            if each.given_reference:
                known.references.setdefault(each.given_reference, case)
            if each.name and each.date_of_birth:
                known.people.setdefault(_whom(each.name, each.date_of_birth), case)
        return known

    def duplicate(self, opening: Opening, *, accept_duplicates: bool) -> str | None:
        """Why the row is a duplicate, or None; the row itself is known from here on."""
        where, whom = f"row {opening.row.number}", _of(opening)
        reference = opening.application.reference
        before = self.references.setdefault(reference, where)
        if before != where:
            return f"the reference {reference} is that of {before}"
        same = self.people.setdefault(whom, where) if whom else where
        if same != where and not accept_duplicates:
            return f"the same name and date of birth as {same}; --accept-duplicates adds it all the same"
        return None


def import_applications(
    office: Office,
    person: Person,
    file: Path,
    on: dt.date,
    *,
    sheet: str | None = None,
    accept_good_rows: bool = False,
    accept_duplicates: bool = False,
    look_only: bool = False,
    progress: Progress = lambda _done, _of_all: None,
) -> Report:
    """Open a case for each row of a CSV or XLSX file, in one act; the report says what became of each row.

    Nothing is kept where a row is wrong, unless the good rows are to be kept, nor where it is `look_only`.
    Raises WrongInput where the file or its columns cannot be read.
    """
    rows = read_rows(file, COLUMNS, sheet)
    try:
        with doing(office, person, Act.IMPORT_APPLICATIONS, on) as act:
            record.lock_key(act.session, CASE_REFERENCES)
            known = Known.held(act.session)
            openings: list[Opening] = []
            outcomes: dict[int, Outcome] = {}
            for row in rows:
                judged = _judged(row, known, on, accept_duplicates=accept_duplicates)
                if isinstance(judged, Opening):
                    openings.append(judged)
                else:
                    outcomes[row.number] = judged
            refuse_all = not accept_good_rows and any(each.status == "error" for each in outcomes.values())
            outcomes |= _not_opened(openings) if refuse_all else _opened(act, openings, progress)
            report = importing.kept(
                [outcomes[row.number] for row in rows], accept_good_rows=accept_good_rows, look_only=look_only
            )
            refs = [each.ref for each in report.rows if each.ref]
            act.subject = importing.span(refs)
            act.note(refs=refs)
            return report
    except NothingKept as nothing:
        return nothing.report


def _judged(row: Row, known: Known, on: dt.date, *, accept_duplicates: bool) -> Opening | Outcome:
    given = importing.given_text(row, "reference")
    passed_over = importing.example(row, given)
    if passed_over:
        return passed_over
    try:
        opening = Opening(row, *read_whole(document(row), on))
    except WrongInput as error:
        return importing.wrong(row, given, error)
    if row.faults:
        return importing.wrong(row, given)
    duplicate = known.duplicate(opening, accept_duplicates=accept_duplicates)
    return importing.duplicate(row, given, duplicate) if duplicate else opening


def _opened(act: Doing, openings: Sequence[Opening], progress: Progress) -> dict[int, Outcome]:
    outcomes = {}
    for count, (ref, each) in enumerate(_with_references(act, openings), start=1):
        open_case(act, ref, each.application, each.around)
        outcomes[each.row.number] = Outcome(each.row.number, "added", each.application.reference, ref=ref)
        progress(count, len(openings))
    return outcomes


def _with_references(act: Doing, openings: Sequence[Opening]) -> Iterator[tuple[str, Opening]]:
    """The reference each case gets: its own where it came with one of ours, then the next that are free, in order."""
    others = []
    for each in openings:
        if own_reference(each.application.reference):
            yield each.application.reference, each
        else:
            others.append(each)
    # By now those of our own are stored, so that none of the others is given one of their numbers.
    first = int(case_files.next_ref(act.session).removeprefix("RG-"))
    yield from ((f"RG-{number:04d}", each) for number, each in enumerate(others, start=first))


def _not_opened(openings: Sequence[Opening]) -> dict[int, Outcome]:
    return {
        each.row.number: Outcome(each.row.number, "good", each.application.reference) for each in openings
    }


def _of(opening: Opening) -> Whom | None:
    named = opening.around.young_person
    born = opening.application.person.date_of_birth
    return _whom(named.name, born.isoformat()) if named and named.name and born else None


def _whom(name: str, born: str) -> Whom:
    """Who it is, capitals and blanks aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()), born
