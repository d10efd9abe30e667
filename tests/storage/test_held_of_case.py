"""What is held of a case is found whole, whoever else stands in the same tables, and no bank details go out with it."""

import io
import json
import zipfile
from collections import Counter

import pytest

from guarantor.services.data_protection import subject_access
from guarantor.storage import held_of_case
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services.paying import ACCOUNT, SORT_CODE
from tests.services.stories import day
from tests.storage.full_use import in_full_use
from tests.watching import asked


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Rows in every table."""
    return begin(in_full_use)


def test_every_row_of_a_case_is_one_cases_and_no_other(rehearsal: Rehearsal) -> None:
    found: Counter[str] = Counter()
    with reading(rehearsal.office.engine) as session:
        for ref in _refs(rehearsal):
            for name, rows in held_of_case.rows(session, ref).items():
                found.update(held_of_case.label(name, row) for row in rows)
    assert {label for label, times in found.items() if times != 1} == set()
    by_table = Counter(label.partition(":")[0] for label in found)
    # A check of a paper that is none of the council's is nobody's.
    for name in {*held_of_case.tables()} - {"paper_check"}:
        assert asked(rehearsal.url, f"SELECT count(*) FROM {name}") == [(by_table[name],)], name


def _refs(rehearsal: Rehearsal) -> list[str]:
    found = [ref for (ref,) in asked(rehearsal.url, "SELECT ref FROM case_file ORDER BY ref")]
    assert len(found) > 5
    return found


def test_bank_details_of_the_landlord_never_go_out(rehearsal: Rehearsal) -> None:
    paid = [ref for (ref,) in asked(rehearsal.url, "SELECT DISTINCT case_ref FROM payee_version")]
    out = io.BytesIO()
    subject_access.make(rehearsal.office, rehearsal.ann, paid, out, day("2026-01-01"))
    held = zipfile.ZipFile(out).read(subject_access.DATA).decode()
    told = json.loads(held)
    assert told["held"]["payee_version"]
    assert not any(secret in held for secret in (ACCOUNT, SORT_CODE, "sealed", "call_back"))
    assert "the landlord's bank details are about the landlord" in [each["why"] for each in told["left_out"]]
