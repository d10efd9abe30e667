"""A known vulnerability stops the build unless it is let pass with a reason and a day; no network stops nothing."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests import audited_packages
from tests.audited_packages import ACCEPTED, Accepted, accepted_in, asked, judged

TODAY = dt.date(2026, 11, 23)
CLEAN = {"name": "flask", "version": "3.1.3", "vulns": []}
UNKNOWN = {"name": "ours", "skip_reason": "not found"}


def _vulnerable(**more: Any) -> dict[str, Any]:
    found = {"id": "PYSEC-2026-7", "aliases": ["CVE-2026-1"], "fix_versions": ["2.0"], **more}
    return {"name": "yaml", "version": "1.0", "vulns": [found]}


def _let_pass(until: dt.date = TODAY, **more: str) -> Accepted:
    given = {"vulnerability": "PYSEC-2026-7", "package": "yaml", "because": "Nothing calls it.", **more}
    return Accepted(until=until, **given)


def test_clean_packages_pass_without_a_word() -> None:
    found = judged({"dependencies": [CLEAN]}, [], TODAY)
    assert (found.failures, found.notices) == ((), ())


def test_a_known_vulnerability_stops_the_build_and_says_what_mends_it() -> None:
    found = judged({"dependencies": [CLEAN, _vulnerable()]}, [], TODAY)
    assert len(found.failures) == 1
    assert "yaml 1.0: PYSEC-2026-7; mended in 2.0" in found.failures[0]


@pytest.mark.parametrize("name", ["PYSEC-2026-7", "CVE-2026-1"])
def test_one_that_is_let_pass_is_said_and_stops_nothing_on_its_last_day(name: str) -> None:
    found = judged({"dependencies": [_vulnerable()]}, [_let_pass(vulnerability=name)], TODAY)
    assert found.failures == ()
    assert "Nothing calls it." in found.notices[0]


def test_it_stops_the_build_on_the_day_after() -> None:
    found = judged({"dependencies": [_vulnerable()]}, [_let_pass(TODAY - dt.timedelta(days=1))], TODAY)
    assert "until 2026-11-22 and no longer" in found.failures[0]


@pytest.mark.parametrize("other", [{"package": "flask"}, {"vulnerability": "PYSEC-2026-8"}])
def test_what_is_let_pass_is_that_vulnerability_of_that_package_alone(other: dict[str, str]) -> None:
    found = judged({"dependencies": [_vulnerable()]}, [_let_pass(**other)], TODAY)
    assert len(found.failures) == 1
    assert any("take it out" in each for each in found.notices)


@pytest.mark.parametrize("report", [None, {"dependencies": [UNKNOWN]}, {"dependencies": [UNKNOWN, CLEAN]}])
def test_what_could_not_be_asked_is_said_loudly_and_stops_nothing(report: dict[str, Any] | None) -> None:
    found = judged(report, [_let_pass()], TODAY)
    assert found.failures == ()
    assert found.notices[0].startswith("NOT AUDITED")
    assert not any("take it out" in each for each in found.notices)


@pytest.mark.parametrize("without", ["because = ''\nuntil = 2027-01-01", "because = 'a'\nuntil = 'soon'"])
def test_an_entry_without_a_reason_or_a_day_is_refused(without: str) -> None:
    with pytest.raises(ValueError, match="expected `because` with a reason and `until` with a day"):
        accepted_in(f"[[accepted]]\nvulnerability = 'A'\npackage = 'b'\n{without}")


def test_the_file_of_what_is_let_pass_can_be_read() -> None:
    assert isinstance(accepted_in(ACCEPTED.read_text(encoding="utf-8")), list)


def test_an_audit_that_ends_otherwise_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for program in ("/bin/false", "/bin/echo", str(tmp_path / "nothing")):
        monkeypatch.setattr(audited_packages.sys, "executable", program)
        assert asked([]) is None
