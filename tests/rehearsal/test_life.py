"""The county lives as a team would: what happens in a year happens in it, and each act by whoever may do it."""

import csv
from typing import Any

import pytest

from guarantor.domain.claim_evidence import NEEDED
from guarantor.domain.dates import Month
from guarantor.rehearsal.county import ENDS_ON
from guarantor.services.claiming import claim_documents
from guarantor.services.finance import month_close, savings
from guarantor.services.paying import batches, payees
from guarantor.services.rent_record import rent_corrections
from guarantor.services.worktrays import daily, worktray
from tests.rehearsal.conftest import County
from tests.watching import asked, nothing_written


def _paid(county: County) -> list[dict[str, Any]]:
    refs = [claim["claim"] for each in county.guarantees() for claim in each["claims"]]
    claims = [claim_documents.shown(county.office, ref) for ref in refs]
    return [claim for claim in claims if claim["status"] == "paid"]


def test_some_applicants_change_their_plans(county: County) -> None:
    ((withdrawn,),) = asked(county.url, "SELECT COUNT(*) FROM withdrawal")
    assert withdrawn >= 1


def test_of_the_approvals_in_principle_one_found_a_home_and_one_lapsed(county: County) -> None:
    came_after = """
        SELECT DISTINCT later.status FROM case_status AS earlier JOIN case_status AS later
        ON later.case_ref = earlier.case_ref AND later.id > earlier.id
        WHERE earlier.status = 'approved_in_principle'
    """
    statuses = {status for (status,) in asked(county.url, came_after)}
    assert {"lapsed", "submitted", "assessed"} <= statuses


def test_every_review_of_a_refusal_that_was_asked_for_has_its_outcome(county: County) -> None:
    ((asked_for,),) = asked(county.url, "SELECT COUNT(*) FROM refusal_review")
    assert asked_for >= 1
    assert asked(county.url, "SELECT COUNT(*) FROM refusal_review_outcome") == [(asked_for,)]


def test_an_early_end_was_confirmed_by_an_approver(county: County) -> None:
    confirmed = """
        SELECT COUNT(*) FROM proposed_end JOIN pending_act ON pending_act.number = proposed_end.pending
        WHERE pending_act.confirmed_by IS NOT NULL
    """
    ((ends,),) = asked(county.url, confirmed)
    assert ends >= 1


def test_a_payment_typed_wrong_was_put_right(county: County) -> None:
    entries = [
        (guarantee, entry)
        for guarantee in county.guarantees()
        for entry in rent_corrections.entries(county.office, guarantee["guarantee_ref"])
    ]
    assert any(entry["corrected_by"] for _, entry in entries)
    for guarantee, entry in entries:
        if entry["says"] == "paid" and entry["stands"] != "0.00":
            whole_months = round(100 * float(entry["stands"])) % round(100 * float(guarantee["share"]))
            assert whole_months == 0


# ---- money


def test_a_claim_was_paid_to_a_payee_whom_two_officers_knew_before(county: County) -> None:
    for claim in _paid(county):
        payee = payees.shown(county.office, claim["claim"].split("/")[0])["payee"]
        assert payee["call_back"]
        assert payee["entered_by"] != payee["confirmed_by"]
        assert payee["confirmed_on"] <= claim["paid_on"]


def test_every_paper_of_a_paid_claim_was_seen(county: County) -> None:
    for claim in _paid(county):
        seen = "SELECT DISTINCT item FROM claim_evidence WHERE claim_ref = ? AND seen_on <= ?"
        items = {item for (item,) in asked(county.url, seen, claim["claim"], claim["paid_on"])}
        assert items == {item.value for item in NEEDED}


def test_the_payment_files_hold_what_was_paid_and_say_that_they_are_synthetic(county: County) -> None:
    files = sorted((county.out / "payments").iterdir())
    made = batches.listed(county.office)
    assert len(files) == len(made) >= 1
    rows = []
    for file in files:
        assert "synthetic" in file.name
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows += list(csv.DictReader(lines))
    assert {row["claim"]: row["amount"] for row in rows} == {
        claim["claim"]: claim["paid"] for claim in _paid(county)
    }
    for row in rows:
        assert row["payee_name"].startswith("Example ")
        assert row["sort_code"] == "00-00-00"
        for table in ("journal", "payee_version", "pending_act", "payment_batch_line"):
            assert row["account_number"] not in repr(asked(county.url, f"SELECT * FROM {table}"))


def test_every_month_but_the_last_is_closed_and_says_the_same_again(county: County) -> None:
    months = [each["month"] for each in month_close.closed_months(county.office)]
    assert months == [f"2018-{month:02d}" for month in range(6, 13)] + ["2019-01", "2019-02", "2019-03"]
    for month in months:
        again = month_close.recheck(county.office, Month.read(month, "month"))
        assert (again["same"], again["differs"]) == (True, [])


def test_a_silence_that_ended_after_its_month_was_closed_is_left_in_the_months_own_figures(
    county: County,
) -> None:
    late = """
        SELECT COUNT(*) FROM transfer JOIN month_close ON month_close.month = substr(transfer.happened_on, 1, 7)
        WHERE transfer.id > month_close.through_transfer AND transfer.kind = 'rent_paid'
    """
    ((entered_late,),) = asked(county.url, late)
    assert entered_late >= 1


def test_where_no_price_is_published_nothing_is_priced(county: County) -> None:
    found = savings.savings(county.office, ENDS_ON)
    assert found["totals"]["otherwise"]["priced"] == 0
    assert {each["otherwise_is"] for each in found["guarantees"]} == {"not priced"}


# ---- tasks and the daily run


def test_tasks_were_taken_and_done_with_a_word(county: County) -> None:
    tasks = worktray.listed(county.office, ENDS_ON, closed_too=True)
    done = [task for task in tasks if task["closed"] == "done"]
    assert {"review", "early_warning", "support_after_call"} <= {task["kind"] for task in done}
    for task in done:
        steps = worktray.shown(county.office, int(task["task"][2:]), ENDS_ON)["steps"]
        if task["owner"] is not None:
            assert steps[-1]["note"].endswith("(synthetic).")


@pytest.mark.parametrize("kind", ["decide_claim", "pay_claim", "review_of_refusal"])
def test_a_task_that_an_act_does_was_closed_by_it(county: County, kind: str) -> None:
    tasks = [
        task for task in worktray.listed(county.office, ENDS_ON, closed_too=True) if task["kind"] == kind
    ]
    assert tasks
    assert {task["closed"] for task in tasks} == {"done"}


def test_the_daily_run_of_the_last_day_has_nothing_left_to_do(county: County) -> None:
    with nothing_written(county.url):
        assert daily.run(county.office, ENDS_ON) == []


def test_what_was_said_of_the_tasks_is_what_stands_in_the_trays(county: County) -> None:
    tasks = worktray.listed(county.office, ENDS_ON, closed_too=True)
    still = [task for task in tasks if task["open"]]
    assert f"Tasks: {len(tasks)} opened by what happened; {len(still)} still open" in county.said


def test_nobody_is_named_where_nothing_can_be_erased(county: County) -> None:
    for table in ("journal", "transfer", "task", "month_close"):
        assert "Example" not in repr(asked(county.url, f"SELECT * FROM {table}"))
