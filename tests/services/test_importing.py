"""Applications brought in by the sheet: all or none, each row judged as `case add` judges it, duplicates found."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.access import Act
from guarantor.domain.case_document import AroundTheApplication
from guarantor.domain.refusals import NotPermitted
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import cases, showing
from guarantor.services.data_protection import erasure
from guarantor.services.exchange import application_sheet, importing
from guarantor.services.exchange.import_applications import import_applications
from guarantor.services.exchange.importing import Report
from guarantor.tabular.reading import read_rows
from guarantor.tabular.sheet import Cell, Row
from rules.facts import Application
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal
from tests.services import stories
from tests.services.sheets import SheetRow, application, sheet
from tests.services.stories import day
from tests.watching import asked, nothing_written, one_line, refused

ON = day("2018-07-01")


def _import(rehearsal: Rehearsal, file: Path, **how: Any) -> Report:
    return import_applications(rehearsal.office, rehearsal.cora, file, ON, **how)


def _statuses(report: Report) -> list[str]:
    return [each.status for each in report.rows]


def _says(report: Report) -> list[str]:
    return [says for each in report.rows for says in each.says]


@pytest.fixture(params=[".csv", ".xlsx"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A name for a sheet of each kind."""
    return tmp_path / f"applications{request.param}"


def test_each_row_becomes_the_case_that_case_add_would_open(rehearsal: Rehearsal, file: Path) -> None:
    row = application(1, reference="RG-0001", young_person__name=APPLICATION["young_person"]["name"])
    report = _import(rehearsal, sheet(file, row))
    assert [(each.row, each.status, each.given, each.ref) for each in report.rows] == [
        (2, "added", "RG-0001", "RG-0001")
    ]
    other = {**APPLICATION, "reference": "RG-0002"}
    cases.add(rehearsal.office, rehearsal.cora, other, ON)
    imported, added = (showing.case(rehearsal.office, ref) for ref in ("RG-0001", "RG-0002"))
    assert {**imported, "ref": ""} == {**added, "ref": ""}
    assert _facts(rehearsal, "RG-0001") == _facts(rehearsal, "RG-0002").replace("RG-0002", "RG-0001")


def test_an_import_is_one_act_with_one_line_of_references(rehearsal: Rehearsal, file: Path) -> None:
    rows = [application(1, reference="RG-0007"), application(2), application(3)]
    with one_line(rehearsal.url) as added:
        report = _import(rehearsal, sheet(file, *rows))
    (line,) = added
    assert report.kept
    assert (line.act, line.subject) == (Act.IMPORT_APPLICATIONS, "RG-0007..RG-0009")
    assert line.details["refs"] == ["RG-0007", "RG-0008", "RG-0009"]
    assert "Synthetic" not in str(line)


def test_a_reference_of_our_own_further_down_is_never_given_to_another_row(
    rehearsal: Rehearsal, file: Path
) -> None:
    report = _import(rehearsal, sheet(file, application(1), application(2, reference="RG-0001")))
    assert [each.ref for each in report.rows] == ["RG-0002", "RG-0001"]


def test_a_blank_cell_is_a_fact_not_known_yet(rehearsal: Rehearsal, file: Path) -> None:
    _import(rehearsal, sheet(file, {"reference": "A-1", "tenancy.starts_on": None}))
    assert '"starts_on": null' in _facts(rehearsal, "RG-0001")


# ---- all or nothing


BAD: list[tuple[Mapping[str, Any], str]] = [
    ({"person.date_of_birth": "14/03/1999"}, "person.date_of_birth must be a date written like"),
    ({"person.date_of_birth": "2018-07-02"}, "person.date_of_birth must not be after the assessment"),
    ({"person.previous_guarantees": "some"}, "person.previous_guarantees must be a whole number"),
    ({"readiness.cooking": "perhaps"}, "readiness.cooking must be true or false"),
    ({"money.monthly_income": "1300.001"}, "money.monthly_income must be pounds"),
    ({"tenancy.rent_share": "520.01"}, "tenancy.rent_share must be at most tenancy.monthly_rent"),
    ({"tenancy.kind": "boat"}, "tenancy.kind must be private"),
    ({"would_otherwise": "A tent"}, "would_otherwise: expected a category of Table 4"),
    ({"reference": ""}, "reference must be given"),
]


@pytest.mark.parametrize(("changes", "says"), BAD, ids=[says for _, says in BAD])
def test_a_wrong_row_is_named_with_its_column_and_nothing_is_written(
    rehearsal: Rehearsal, file: Path, changes: SheetRow, says: str
) -> None:
    made = sheet(file, application(1), {**application(2), **changes}, application(3))
    with nothing_written(rehearsal.url):
        report = _import(rehearsal, made)
    assert (_statuses(report), report.kept) == (["good", "error", "good"], False)
    assert _says(report)[0].startswith(f"row 3: {says}")
    assert all(each.ref is None for each in report.rows)


def test_every_fault_of_every_row_is_a_sentence_of_its_own(rehearsal: Rehearsal, file: Path) -> None:
    first = application(1, activity="sport", tenancy__kind="boat")
    second = application(2, person__group="refugee", young_person__name="=cmd|'/c calc'!A1")
    report = _import(rehearsal, sheet(file, first, second))
    named = [says.split(" must")[0].split(" (cell")[0] for says in _says(report)]
    assert named[:2] == ["row 2: activity", "row 2: tenancy.kind"]
    assert set(named[2:]) == {"row 3: young_person.name", "row 3: person.group"}


def test_good_rows_are_kept_where_that_is_asked_for(rehearsal: Rehearsal, file: Path) -> None:
    made = sheet(file, application(1), application(2, activity="sport"), application(3))
    with one_line(rehearsal.url):
        report = _import(rehearsal, made, accept_good_rows=True)
    assert (_statuses(report), report.kept) == (["added", "error", "added"], True)
    assert [each["ref"] for each in showing.cases(rehearsal.office)] == ["RG-0001", "RG-0002"]


def test_where_every_row_is_wrong_nothing_is_written_whatever_is_asked(
    rehearsal: Rehearsal, file: Path
) -> None:
    made = sheet(file, application(1, activity="sport"))
    with nothing_written(rehearsal.url):
        assert not _import(rehearsal, made, accept_good_rows=True).kept


def test_a_column_that_is_none_stops_the_import(rehearsal: Rehearsal, file: Path) -> None:
    with refused(rehearsal.url, WrongInput) as caught:
        _import(rehearsal, sheet(file, application(1, tenancy__rent="520")))
    assert "tenancy.rent" in str(caught.value)


def test_who_may_not_is_refused_before_any_row_is_judged(rehearsal: Rehearsal, file: Path) -> None:
    made = sheet(file, application(1, activity="sport"))
    with refused(rehearsal.url, NotPermitted):
        import_applications(rehearsal.office, rehearsal.fay, made, ON)


# ---- duplicates


def test_the_same_file_twice_adds_nothing_the_second_time_and_says_so(
    rehearsal: Rehearsal, file: Path
) -> None:
    made = sheet(file, application(1), application(2, reference="RG-0009"))
    assert _import(rehearsal, made).kept
    with nothing_written(rehearsal.url):
        report = _import(rehearsal, made, accept_good_rows=True, accept_duplicates=True)
    assert (_statuses(report), report.kept) == (["duplicate", "duplicate"], False)
    assert _says(report) == [
        "row 2: the reference A-1 is that of case RG-0010.",
        "row 3: the reference RG-0009 is that of case RG-0009.",
    ]


def test_a_grown_file_adds_what_is_new(rehearsal: Rehearsal, file: Path) -> None:
    _import(rehearsal, sheet(file, application(1)))
    report = _import(rehearsal, sheet(file, application(1), application(2)))
    assert (_statuses(report), report.kept) == (["duplicate", "added"], True)


SAME = ["Tam Synthetic", "tam  SYNTHETIC", " Tam Synthetic ", "Tam\N{NO-BREAK SPACE}Synthetic"]


@pytest.mark.parametrize("name", SAME)
def test_the_same_young_person_is_found_whatever_capitals_and_blanks(
    begin: Begin, file: Path, name: str
) -> None:
    rehearsal = begin(stories.drafted)
    made = sheet(file, application(2, young_person__name=name))
    with nothing_written(rehearsal.url):
        report = _import(rehearsal, made)
    assert _statuses(report) == ["duplicate"]
    assert "the same name and date of birth as case RG-0001" in _says(report)[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"young_person.name": "Tom Synthetic"},
        {"young_person.name": "Tam Synthetic", "person.date_of_birth": "1999-03-15"},
        {"young_person.name": "Tam Synthetic", "person.date_of_birth": ""},
        {"young_person.name": ""},
    ],
    ids=["another name", "another birth date", "no birth date", "no name"],
)
def test_another_person_is_no_duplicate(begin: Begin, file: Path, changes: SheetRow) -> None:
    rehearsal = begin(stories.drafted)
    assert _statuses(_import(rehearsal, sheet(file, {**application(2), **changes}))) == ["added"]


def test_the_same_person_or_reference_twice_in_a_file_is_named_by_row(
    rehearsal: Rehearsal, file: Path
) -> None:
    rows = [application(1), application(1, reference="A-7"), application(2, reference="A-1")]
    report = _import(rehearsal, sheet(file, *rows))
    assert _statuses(report) == ["added", "duplicate", "duplicate"]
    assert "as row 2" in _says(report)[0]
    assert _says(report)[1] == "row 4: the reference A-1 is that of row 2."


def test_the_same_person_is_added_where_that_is_asked_for_and_the_same_reference_never(
    begin: Begin, file: Path
) -> None:
    rehearsal = begin(stories.drafted)
    again = application(2, young_person__name="Tam Synthetic")
    report = _import(
        rehearsal, sheet(file, again, application(3, reference="RG-0001")), accept_duplicates=True
    )
    assert _statuses(report) == ["added", "duplicate"]


def test_an_erased_person_is_not_compared(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.drafted)
    erasure.erase_person(rehearsal.office, rehearsal.bo, "RG-0001", day("2018-07-02"))
    made = sheet(file, application(2, young_person__name="Tam Synthetic"))
    assert _statuses(_import(rehearsal, made)) == ["added"]


# ---- the sheet


def test_the_sheet_has_a_column_for_every_field_of_the_document() -> None:
    paths = [*_paths(Application), *_paths(AroundTheApplication)]
    assert [field.path for field in application_sheet.FIELDS] == paths


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_template_comes_back_with_its_example_passed_over(
    rehearsal: Rehearsal, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"template{suffix}"
    importing.write_template(application_sheet.template(), file, rehearsal.office.now())
    with nothing_written(rehearsal.url):
        report = _import(rehearsal, file)
    assert _statuses(report) == ["example"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_templates_example_is_a_good_row(rehearsal: Rehearsal, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"template{suffix}"
    importing.write_template(application_sheet.template(), file, rehearsal.office.now())
    (row,) = read_rows(file, application_sheet.COLUMNS)
    document = {**application_sheet.document(row), "reference": "A-1"}
    application, around = cases.read_whole(document, ON)
    assert application.person.evicted_on == "never"
    assert application.readiness.asks_for_help is False
    assert (application.money.monthly_income_pence, around.deposit) == (130_000, "600.00")
    assert around.young_person is not None
    assert around.young_person.phone == "+44 1632 960001"


def test_a_template_is_written_to_a_free_name_of_its_two_kinds_only(
    rehearsal: Rehearsal, tmp_path: Path
) -> None:
    (tmp_path / "old.csv").write_text("old")
    for name in ("old.csv", "template.ods"):
        with pytest.raises(WrongInput):
            importing.write_template(application_sheet.template(), tmp_path / name, rehearsal.office.now())
    assert (tmp_path / "old.csv").read_text() == "old"


CELLS: list[tuple[str, Cell, object]] = [
    ("readiness.cooking", "Yes", True),
    ("readiness.cooking", "FALSE", False),
    ("readiness.cooking", True, True),
    ("readiness.cooking", Decimal(1), "1"),
    ("person.evicted_on", " Never ", "never"),
    ("person.evicted_on", dt.date(2017, 1, 2), "2017-01-02"),
    ("person.previous_guarantees", "2", 2),
    ("person.previous_guarantees", Decimal("2"), 2),
    ("person.previous_guarantees", Decimal("1.5"), "1.5"),
    ("person.previous_guarantees", "-1", "-1"),
    ("deposit", Decimal("520.5"), "520.50"),
    ("deposit", Decimal("520.001"), "520.001"),
    ("deposit", "520", "520"),
    ("young_person.phone", Decimal("1632960001"), "1632960001"),
    ("reference", Decimal("1E+3"), "1000"),
]


@pytest.mark.parametrize(("path", "cell", "value"), CELLS)
def test_a_cell_is_read_by_the_kind_of_its_column(path: str, cell: Cell, value: object) -> None:
    made: Any = application_sheet.document(Row(2, {path: cell}))
    for name in path.split("."):
        made = made[name]
    assert made == value
    assert type(made) is type(value)


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_sum_reads_the_same_from_a_number_and_from_text(pence: int) -> None:
    number, text = Decimal(pence) / 100, f"{pence // 100}.{pence % 100:02d}"
    assert application_sheet.document(Row(2, {"deposit": number})) == {"deposit": text}


def _facts(rehearsal: Rehearsal, ref: str) -> str:
    ((document,),) = asked(rehearsal.url, "SELECT document FROM application_facts WHERE case_ref = ?", ref)
    return str(document)


def _paths(model: Any, above: str = "") -> list[str]:
    found = []
    for name, field in model.model_fields.items():
        block = next((each for each in _choices(field.annotation) if hasattr(each, "model_fields")), None)
        path = f"{above}{field.alias or name}"
        found += _paths(block, f"{path}.") if block else [path]
    return found


def _choices(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *getattr(annotation, "__args__", ()))
