"""The same seed is the same county on every run; another seed is another county."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from guarantor.rehearsal.applicants import applicants
from guarantor.rehearsal.calendar import Diary
from guarantor.rehearsal.chance import Stream
from guarantor.rehearsal.county import County
from guarantor.rehearsal.demo import DEFAULT_SEED
from guarantor.rehearsal.staff import hire
from guarantor.services.casework import showing
from tests.rehearsing import opened

UNTIL = dt.date(2018, 8, 31)


@pytest.mark.parametrize("seed", [0, 1, 2, DEFAULT_SEED, 2**31])
def test_the_same_seed_has_the_same_applicants(seed: int) -> None:
    assert applicants(seed) == applicants(seed)


def test_other_seeds_have_other_applicants() -> None:
    told = [repr(applicants(seed)) for seed in range(5)]
    assert len(set(told)) == 5


def test_a_stream_draws_the_same_on_every_machine() -> None:
    stream = Stream(8, "applicant 1")
    assert [stream.whole(1, 100) for _ in range(8)] == [87, 63, 84, 33, 75, 16, 49, 30]


def test_one_more_draw_in_a_stream_disturbs_no_other() -> None:
    first, second = Stream(1, "a"), Stream(1, "b")
    expected = Stream(1, "b").between(0, 1)
    first.between(0, 1)
    assert second.between(0, 1) == expected


def test_the_first_months_of_a_county_are_the_same_for_the_same_seed_and_others_for_another(
    tmp_path: Path,
) -> None:
    once, again, other = (
        _first_months(seed, tmp_path, name)
        for seed, name in ((DEFAULT_SEED, "once"), (DEFAULT_SEED, "again"), (2, "other"))
    )
    assert any(case["guarantees"] for case in once)
    assert once == again
    assert once != other


def _first_months(seed: int, folder: Path, name: str) -> list[dict[str, Any]]:
    """Every case of the first months but for the papers' codes and digests, which are drawn afresh."""
    with opened(f"sqlite:///{folder / name}.db", folder) as rehearsal:
        files = folder / f"{name} payments"
        County(rehearsal.office, hire(rehearsal.office), seed, files, Diary(UNTIL)).play(lambda on: None)
        cases = showing.cases(rehearsal.office)
    for case in cases:
        for guarantee in case["guarantees"]:
            del guarantee["documents"]
    return cases
