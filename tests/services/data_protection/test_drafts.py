"""The two drafts say what is in force, and leave open what only the council can say."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from guarantor.domain.access import Role
from guarantor.domain.refusals import NoProgramme
from guarantor.services.adoption import policies
from guarantor.services.data_protection import drafts
from guarantor.services.data_protection.clocks import clocks
from guarantor.services.forecasting.bases import basis_on
from letters.data_protection import assessment, transparency
from letters.document import Document, Heading, Paragraph
from rules.policy import load, shipped_text
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal
from tests.services import stories
from tests.services.stories import day

ON = day("2018-11-30")
CHECKOUT = Path(__file__).parents[3]
BLANK = "TO BE FILLED IN by "


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """One guarantee in force."""
    return begin(stories.active)


@pytest.fixture
def database_kind() -> str:
    """What is read is read in other tests of both kinds."""
    return "sqlite"


def _both(rehearsal: Rehearsal) -> tuple[Document, Document]:
    content = drafts.content(rehearsal.office, ON)
    return assessment.assessment(content), transparency.transparency(content)


def _headings(paper: Document) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 2]


def test_both_go_in_the_order_of_their_templates(rehearsal: Rehearsal) -> None:
    impact, record = _both(rehearsal)
    assert _headings(impact) == [
        "1. Why an assessment",
        "2. The processing",
        "3. Consultation",
        "4. Necessity and proportionality",
        "5. Risks, what is done about them, and what is left",
        "6. Measures",
        "7. Sign-off",
    ]
    assert _headings(record)[:3] == [
        "1. Tier 1: in short",
        "2. Owner, description and rationale",
        "3. How decisions are made",
    ]


def test_what_is_in_force_stands_in_them(rehearsal: Rehearsal) -> None:
    content = drafts.content(rehearsal.office, ON)
    said = "\n".join(line for paper in _both(rehearsal) for line in paper.lines())
    assert content.fingerprint in said
    for criterion in content.criteria:
        assert criterion.title in said
        assert criterion.asks in said
    for clock in clocks().values():
        assert clock.about in said
        assert f"{clock.months} month" in said
    for name, entry in basis_on(ON).entries.items():
        assert f"{name.replace('_', ' ').replace('.', ', ')}\n{entry.value} {entry.unit}" in said
    assert all(f"\n{role}\n" in said for role in Role)


def test_another_programme_makes_another_paper(begin: Begin) -> None:
    rehearsal = begin(stories.hired)
    with pytest.raises(NoProgramme):
        drafts.content(rehearsal.office, ON)
    rehearsal.adopt(places=10, policy="devon-like")
    other = drafts.content(rehearsal.office, ON)
    assert other.policy == "devon-like"
    kent = drafts.content(begin(stories.active).office, ON)
    titles = {criterion.title for criterion in other.criteria}
    assert titles != {criterion.title for criterion in kent.criteria}


@pytest.mark.parametrize(("drawn_on", "within"), [("2018-12-31", "56 days"), ("2019-01-01", "42 days")])
def test_a_value_that_changes_by_date_is_the_one_of_the_day(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch, drawn_on: str, within: str
) -> None:
    changing = "\n    values:\n      - {value: 56, from: 2018-06-01}\n      - {value: 42, from: 2019-01-01}\n"
    policy = load(shipped_text("kent-pilot").replace("\n    value: 56\n", changing))
    monkeypatch.setattr(policies, "stored", lambda *_: policy)
    content = drafts.content(rehearsal.office, day(drawn_on))
    assert [term.value for term in content.terms if "in touch" in term.about] == [within]
    assert any(within in criterion.asks for criterion in content.criteria)


def test_what_only_the_council_knows_is_left_open_once_and_counted_at_the_top(rehearsal: Rehearsal) -> None:
    content = drafts.content(rehearsal.office, ON)
    found: list[str] = []
    for paper in _both(rehearsal):
        marks = [
            block.text
            for block in paper.blocks
            if isinstance(block, Paragraph) and block.text.startswith(BLANK)
        ]
        top = next(
            block.text
            for block in paper.blocks
            if isinstance(block, Paragraph) and "that only the" in block.text
        )
        assert top.startswith(f"{len(marks)} answers that only the council can give")
        found += marks
    assert sorted(found) == sorted(content.blank(each.name).text for each in content.blanks)


def test_what_shows_a_measure_is_there(rehearsal: Rehearsal) -> None:
    for risk in drafts.content(rehearsal.office, ON).risks:
        assert (CHECKOUT / risk.shown_by).is_file(), risk.shown_by


def test_the_files_are_read_back_and_name_nobody(rehearsal: Rehearsal) -> None:
    for name, file in drafts.papers(rehearsal.office, ON).items():
        said = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())
        assert name.endswith(".pdf")
        assert "Drafted on 30 November 2018" in said
        assert "Applications so far: fewer than 5" in said
        for person in (APPLICATION["young_person"]["name"], APPLICATION["landlord"]["name"], "RG-0001"):
            assert person not in said


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"clamd_address": "tcp:127.0.0.1:3310"}, "the council's own virus scanner"),
        ({"clamd_address": None}, "not scanned for viruses"),
        ({"oidc_issuer": "https://login.example.gov.uk"}, "asked about members of staff"),
        ({"oidc_issuer": None}, "No other service is asked about anybody"),
        ({"log_to": "syslog:logs.example.gov.uk:514"}, "sent to another machine"),
        ({"backup_days": 21}, "kept for 21 days"),
    ],
)
def test_what_leaves_the_machine_is_said_by_the_settings(
    rehearsal: Rehearsal, changed: dict[str, object], says: str
) -> None:
    office = replace(rehearsal.office, settings=rehearsal.office.settings.model_copy(update=changed))
    said = "\n".join(assessment.assessment(drafts.content(office, ON)).lines())
    assert says in said
