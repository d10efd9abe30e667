"""The demo replaces only what a demo made."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from guarantor.domain.refusals import NotADemo
from guarantor.rehearsal.staff import hire
from guarantor.services.acting import databases
from guarantor.services.acting.office import Office
from tests.commanding import At, Run
from tests.conftest import Begin
from tests.databases import file_of
from tests.rehearsal.conftest import County
from tests.rehearsing import Rehearsal, opened
from tests.services import stories
from tests.watching import asked, nothing_written, refused


@pytest.mark.parametrize(
    "story", [Rehearsal.create, stories.paid, stories.live], ids=["empty", "used", "live"]
)
def test_a_database_that_no_demo_made_is_left_as_it_is(
    begin: Begin, at: At, tmp_path: Path, story: Callable[[Rehearsal], None]
) -> None:
    rehearsal = begin(story)
    with nothing_written(rehearsal.url):
        ran = at(rehearsal)("demo", "--no-serve", "--out", str(tmp_path / "out"))
    assert (ran.code, ran.out) == (3, "")
    assert "demo" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_database_of_something_else_is_left_as_it_is(empty_office: Office, database_url: str) -> None:
    with closing(sqlite3.connect(file_of(database_url))) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    with refused(database_url, NotADemo):
        databases.clear_demo(empty_office)


def test_a_demo_replaces_a_demos_database(county: County, tmp_path: Path) -> None:
    shutil.copyfile(file_of(county.url), tmp_path / "county.db")
    with opened(f"sqlite:///{tmp_path / 'county.db'}", tmp_path) as rehearsal:
        databases.clear_demo(rehearsal.office)
        assert databases.condition(rehearsal.office)["state"] == "empty"
        hire(rehearsal.office)
        assert asked(rehearsal.url, "SELECT COUNT(*) FROM case_file") == [(0,)]
        assert asked(rehearsal.url, "SELECT COUNT(*) FROM officer") == [(10,)]


def test_an_empty_place_needs_no_clearing(empty_office: Office, database_url: str) -> None:
    with nothing_written(database_url):
        databases.clear_demo(empty_office)


@pytest.mark.parametrize("seed", ["-1", "lucky", "1.5", ""])
def test_a_seed_is_a_whole_number(run: Run, seed: str) -> None:
    ran = run("demo", "--no-serve", "--seed", seed)
    assert (ran.code, ran.out) == (2, "")
    assert "--seed" in ran.err
