"""`guarantor report finance`: the two files that it leaves, and who is refused."""

from pathlib import Path

import pytest

from guarantor.domain.access import View
from guarantor.domain.refusals import NotPermitted
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office
from guarantor.services.reporting.finance.files import REPORT, WORKBOOK
from tests.commanding import At
from tests.conftest import Begin
from tests.services import stories


def test_report_and_workbook_are_written_in_the_place_of_older_ones(
    begin: Begin, at: At, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / REPORT).write_text("older", encoding="utf-8")
    ran = at(begin(stories.paid))("report", "finance", "--out", str(out), "--on", "2018-11-30", "--json")
    assert ran.code == 0
    assert ran.json() == {"written": [str(out / REPORT), str(out / WORKBOOK)]}
    assert (out / REPORT).read_bytes().startswith(b"%PDF-")
    assert (out / WORKBOOK).read_bytes().startswith(b"PK")


def test_whoever_may_not_see_payees_is_refused(
    begin: Begin, at: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarantor = at(begin(stories.active))

    def only_reports(_office: Office, view: View) -> None:
        if view is not View.REPORTS:
            raise NotPermitted("somebody", f"see {view}", ["finance"])

    monkeypatch.setattr(identity, "check_may_see", only_reports)
    ran = guarantor("report", "finance", "--out", str(tmp_path / "out"), "--on", "2018-11-30", "--json")
    assert (ran.code, ran.json()["refused"], (tmp_path / "out").exists()) == (3, "NotPermitted", False)


def test_a_folder_that_is_a_file_is_wrong_input(begin: Begin, at: At, tmp_path: Path) -> None:
    taken = tmp_path / "out"
    taken.write_text("", encoding="utf-8")
    ran = at(begin(stories.active))("report", "finance", "--out", str(taken), "--on", "2018-11-30")
    assert ran.code == 2
    assert "--out" in ran.err


def test_a_day_that_is_none_is_wrong_input(begin: Begin, at: At, tmp_path: Path) -> None:
    ran = at(begin(stories.active))("report", "finance", "--out", str(tmp_path / "out"), "--on", "2018-02-30")
    assert (ran.code, (tmp_path / "out").exists()) == (2, False)
    assert "--on" in ran.err


def test_without_a_programme_the_report_is_refused(begin: Begin, at: At, tmp_path: Path) -> None:
    ran = at(begin(stories.hired))("report", "finance", "--out", str(tmp_path / "out"), "--json")
    assert (ran.code, ran.json()["refused"]) == (3, "NoProgramme")
