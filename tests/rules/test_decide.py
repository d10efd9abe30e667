"""Outcome, offer, approval in principle and the form in which a decision is handed on."""

import json
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.decide import Decision, assess, day_of_assessment
from rules.facts import WrongInput, read_application
from rules.policy import load, shipped, shipped_text

Judge = Callable[..., Decision]
Vary = Callable[[dict[str, Any]], dict[str, Any]]


def test_the_outcome_is_the_gravest_result(judge: Judge) -> None:
    refused, unknown = {"tenancy.kind": "lodging"}, {"person.right_to_rent": None}
    referred = {"activity": "none"}
    eligible = {"tenancy.rent_share": "500.00"}
    assert judge(eligible).outcome == "eligible"
    assert judge(eligible | referred).outcome == "refer"
    assert judge(eligible | referred | unknown).outcome == "incomplete"
    assert judge(eligible | referred | unknown | refused).outcome == "ineligible"


def test_nothing_is_skipped_when_one_criterion_refuses(judge: Judge) -> None:
    decision = judge({"tenancy.kind": "lodging", "tenancy.area": None})
    assert len(decision.findings) == 14
    assert decision.missing == ("tenancy.area",)


@pytest.mark.parametrize(
    ("born", "starts", "months", "ends"),
    [
        ("1999-03-14", "2018-08-01", 12, "2019-07-31"),
        ("1994-08-01", "2018-08-01", 12, "2019-07-31"),
        ("1994-07-31", "2018-08-01", 11, "2019-06-30"),
        ("1993-09-01", "2018-08-01", 1, "2018-08-31"),
        ("1994-02-28", "2018-08-31", 6, "2019-02-27"),
        ("1996-02-29", "2020-03-01", 12, "2021-02-28"),
        ("1996-02-29", "2020-02-29", 12, "2021-02-27"),
    ],
)
def test_an_offer_runs_in_whole_months_to_the_25th_birthday_at_most(
    judge: Judge, born: str, starts: str, months: int, ends: str
) -> None:
    offer = judge({"person.date_of_birth": born, "tenancy.starts_on": starts}).offer
    assert offer is not None
    assert (offer.months, offer.ends_on.isoformat(), offer.cap_pence) == (months, ends, 6 * 52000)


def test_no_whole_month_before_the_25th_birthday_is_no_offer(judge: Judge) -> None:
    decision = judge({"person.date_of_birth": "1993-08-31", "tenancy.starts_on": "2018-08-01"})
    assert decision.outcome == "refer"
    assert decision.offer is None


@pytest.mark.parametrize("changes", [{"tenancy.kind": "lodging"}, {"activity": None}])
def test_there_is_no_offer_unless_eligible_or_referred(judge: Judge, changes: dict[str, Any]) -> None:
    assert judge(changes).offer is None


def test_an_exception_would_have_the_terms_that_an_eligible_case_is_offered(judge: Judge) -> None:
    refused = judge({"readiness.cooking": False})
    assert refused.offer is None
    assert refused.offer_as_exception() == judge({}).offer


@pytest.mark.parametrize("changes", [{"tenancy.rent_share": None}, {"tenancy.starts_on": "2024-03-01"}])
def test_no_exception_has_terms_without_a_rent_or_a_whole_month(
    judge: Judge, changes: dict[str, Any]
) -> None:
    assert judge(changes).offer_as_exception() is None


def test_approval_in_principle_needs_only_tenancy_facts_missing(judge: Judge) -> None:
    assert judge({"tenancy": None}).in_principle is True
    assert judge({"tenancy": None, "activity": "none"}).in_principle is True
    assert judge({"tenancy": None, "activity": None}).in_principle is False
    assert judge({"tenancy": None, "readiness.cooking": False}).in_principle is False
    assert judge({}).in_principle is False


def test_a_missing_fact_is_listed_once_in_the_tables_order(judge: Judge) -> None:
    decision = judge({"tenancy.starts_on": None, "tenancy.rent_share": None, "person.date_of_birth": None})
    assert decision.missing == ("person.date_of_birth", "tenancy.starts_on", "tenancy.rent_share")


def test_a_fact_named_with_if_counts_only_then(judge: Judge) -> None:
    no_home = {"tenancy.brma": None, "tenancy.rooms": None}
    assert judge(no_home).missing == ("tenancy.brma", "tenancy.rooms")
    assert judge(no_home | {"tenancy.area": "london"}).missing == ()
    assert judge(no_home | {"tenancy.area": None}).missing == ("tenancy.area",)
    limited = {"person.right_to_rent": "limited", "tenancy.starts_on": None}
    assert judge(limited).missing == ("tenancy.starts_on", "person.right_to_rent_expires_on")
    assert "person.previous_calls" in judge({"person.previous_guarantees": 1}).missing


def test_a_criterion_stays_unknown_though_another_fact_would_settle_it(judge: Judge) -> None:
    results = {
        one.criterion: one.result
        for one in judge(
            {
                "person.responsible_authority": "Medway",
                "person.leaving_care_status": None,
                "person.evicted_on": "2018-06-01",
                "person.current_rent_arrears": None,
                "readiness.cooking": False,
                "readiness.budgeting": None,
                "tenancy.area": "london",
                "tenancy.rent_share": None,
            }
        ).findings
    }
    assert {results[name] for name in ("care_leaver", "housing_debt", "ready", "rent_level")} == {"unknown"}


def test_the_document_has_the_contracts_names_in_order(judge: Judge) -> None:
    document = judge({"tenancy.rent_share": "500.00"}).document()
    assert list(document) == [
        "reference",
        "policy",
        "policy_fingerprint",
        "assessed_on",
        "outcome",
        "in_principle",
        "findings",
        "missing",
        "offer",
        "would_change",
    ]
    assert list(document["findings"][1]) == ["criterion", "result", "reason", "source", "facts"]
    assert document["findings"][1]["facts"]["age_at_start"] == 19
    assert document["offer"] == {"months": 12, "cap": "3000.00", "ends_on": "2019-07-31"}
    assert document["policy_fingerprint"] == shipped("kent-pilot").fingerprint
    assert json.loads(json.dumps(document)) == document


def test_a_policy_is_refused_before_it_is_in_force_and_judged_as_if_in_a_replay(judge: Judge) -> None:
    early = {"person.last_contact_on": "never", "person.pathway_plan_reviewed_on": "never"}
    with pytest.raises(WrongInput, match="assessed_on must not be before 2018-06-01"):
        judge(early, on=date(2018, 5, 31))
    assert judge(early, on=date(2018, 5, 31), as_if_in_force=True).as_if_in_force is True
    changes = {"person.last_contact_on": "2018-06-01"}
    assert judge(changes, on=date(2018, 6, 1)).outcome in ("eligible", "refer")


def test_a_decided_case_weighed_again_came_within_the_pilot_by_its_decision(judge: Judge) -> None:
    late = {"person.last_contact_on": "2019-06-01", "person.pathway_plan_reviewed_on": "2019-06-01"}
    on = date(2019, 6, 3)
    within = {one.criterion: one.result for one in judge(late, on=on, decided_on=date(2019, 5, 31)).findings}
    after = {one.criterion: one.result for one in judge(late, on=on).findings}
    assert (within["pilot_window"], after["pilot_window"]) == ("met", "not_met")


def test_the_day_is_the_documents_else_the_one_asked_for_else_today(vary: Vary) -> None:
    today, asked = date(2018, 7, 3), date(2018, 7, 2)
    dated, undated = read_application(vary({"assessed_on": "2018-07-01"})), read_application(vary({}))
    assert day_of_assessment(dated, asked, today) == date(2018, 7, 1)
    assert day_of_assessment(undated, asked, today) == asked
    assert day_of_assessment(undated, None, today) == today


@settings(max_examples=30, deadline=None)
@given(shuffle=st.randoms(use_true_random=False))
def test_the_order_of_facts_is_irrelevant(vary: Vary, shuffle: Any) -> None:
    def shuffled(part: dict[str, Any]) -> dict[str, Any]:
        names = list(part)
        shuffle.shuffle(names)
        return {name: shuffled(part[name]) if isinstance(part[name], dict) else part[name] for name in names}

    document, day = vary({}), date(2018, 7, 2)
    policy = shipped("kent-pilot")
    assert assess(read_application(shuffled(document)), policy, day).document() == (
        assess(read_application(document), policy, day).document()
    )


FIELDS = [
    "person.date_of_birth",
    "person.leaving_care_status",
    "person.last_contact_on",
    "person.right_to_rent",
    "person.previous_guarantees",
    "readiness.cooking",
    "activity",
    "money.monthly_income",
    "tenancy.kind",
    "tenancy.area",
    "tenancy.brma",
    "tenancy.starts_on",
    "tenancy.rent_share",
]


@settings(max_examples=60, deadline=None)
@given(missing=st.sets(st.sampled_from(FIELDS), min_size=1), learnt=st.data())
def test_learning_a_missing_fact_never_changes_a_criterion_already_known(
    judge: Judge, missing: set[str], learnt: st.DataObject
) -> None:
    other = {
        "activity": "none",
        "tenancy.area": "london",
        "person.right_to_rent": "limited",
        "readiness.cooking": False,
    }
    fact = learnt.draw(st.sampled_from(sorted(missing)))
    before = judge(other | dict.fromkeys(missing))
    known = {one.criterion: one for one in before.findings if one.result != "unknown"}
    after = judge(other | dict.fromkeys(missing - {fact}))
    assert {one.criterion: one for one in after.findings if one.criterion in known} == known


def decided_in_a_fork(documents: list[dict[str, Any]], answers: Any) -> None:
    answers.put(
        [
            assess(read_application(one), shipped("kent-pilot"), date(2018, 7, 2)).document()
            for one in documents
        ]
    )


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_four_forked_processes_decide_as_the_one_they_came_from(vary: Vary) -> None:
    documents = [vary({"money.monthly_income": f"{income}.00"}) for income in range(480, 1500, 50)]
    here = [
        assess(read_application(one), shipped("kent-pilot"), date(2018, 7, 2)).document() for one in documents
    ]
    forking = multiprocessing.get_context("fork")
    answers = forking.Queue()
    processes = [forking.Process(target=decided_in_a_fork, args=(documents, answers)) for _ in range(4)]
    for process in processes:
        process.start()
    assert [answers.get(timeout=60) for _ in processes] == [here] * 4
    for process in processes:
        process.join()


def test_eight_threads_decide_alike_and_build_their_scales_safely(vary: Vary) -> None:
    text = shipped_text("kent-pilot").replace("value: 56", "value: 55")
    documents = [vary({"money.monthly_income": f"{income}.00"}) for income in range(480, 1500, 17)]

    def outcomes(_: int) -> list[str]:
        policy = load(text)
        return [assess(read_application(one), policy, date(2018, 7, 2)).outcome for one in documents]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(outcomes, range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert set(answers[0]) == {"eligible", "refer", "ineligible"}
