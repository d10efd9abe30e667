"""`guarantor report panel`: the files that it leaves, who is given which, and what is refused."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from guarantor.domain.access import View
from guarantor.services.acting import identity
from guarantor.services.reporting.papers import CARD, PART_A, PART_B, SUMMARY
from tests.commanding import At, Run
from tests.conftest import Begin
from tests.services import stories

RECOMMENDED = ("--recommend", "extend-with-cap", "--recommended-by", "Head of Service")


def test_three_files_are_written_with_what_officers_recommend(begin: Begin, at: At, tmp_path: Path) -> None:
    out = tmp_path / "out"
    guarantor = at(begin(stories.active))
    ran = guarantor("report", "panel", "--out", str(out), "--on", "2018-11-30", *RECOMMENDED, "--json")
    assert ran.code == 0
    assert ran.json() == {"written": [str(out / name) for name in (SUMMARY, PART_A, PART_B, CARD)]}
    said = PdfReader(io.BytesIO((out / PART_A).read_bytes())).pages[0].extract_text()
    assert "Officers recommend: Extend with a lower cap." in " ".join(said.split())


def test_part_b_is_not_written_for_whoever_may_not_see_money(
    begin: Begin, at: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarantor = at(begin(stories.active))
    monkeypatch.setattr(identity, "may_see", lambda _office, view: view is not View.MONEY)
    ran = guarantor("report", "panel", "--out", str(tmp_path / "out"), "--on", "2018-11-30")
    assert ran.code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {SUMMARY, PART_A, CARD}
    assert "Part B is for officers and was not written." in ran.sentences


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--recommend", "extend"), "--recommended-by"),
        (("--recommended-by", "Head of Service"), "--recommend"),
        (("--recommend", "more", "--recommended-by", "Head of Service"), "expected one of stop, continue"),
    ],
)
def test_a_recommendation_that_nobody_could_read_is_wrong_input(
    run: Run, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    ran = run("report", "panel", "--out", str(tmp_path / "out"), *words)
    assert ran.code == 2
    assert [says in sentence for sentence in ran.sentences] == [True]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [("--places", "0"), ("--cap", "7")])
def test_an_option_that_cannot_be_costed_is_wrong_input(
    begin: Begin, at: At, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = at(begin(stories.active))("report", "panel", "--out", str(tmp_path / "out"), *words)
    assert (ran.code, (tmp_path / "out").exists()) == (2, False)
    assert words[0] in ran.err


def test_without_a_programme_the_report_is_refused(begin: Begin, at: At, tmp_path: Path) -> None:
    ran = at(begin(stories.hired))("report", "panel", "--out", str(tmp_path / "out"), "--json")
    assert (ran.code, ran.json()["refused"]) == (3, "NoProgramme")
