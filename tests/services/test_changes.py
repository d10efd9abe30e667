"""Changes that may discharge the council or enlarge its liability: reviewed by two people, ending nothing."""

import pytest

from guarantor.domain.access import Role
from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason
from guarantor.domain.refusals import AlreadyDone, CeilingPassed, SamePerson, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.ledger.rent_periods import Every
from guarantor.services.casework import showing
from guarantor.services.data_protection import erasure
from guarantor.services.guaranteeing import changes
from guarantor.services.guaranteeing.changes import NewShare
from guarantor.services.rent_record import rent_schedules
from guarantor.services.rent_record.rent_schedules import Schedule
from guarantor.services.worktrays import daily, worktray
from guarantor.storage import guarantee_files
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story
from tests.services import stories
from tests.services.acts_after_issue import change_opened
from tests.services.claiming import failed_checks, lodge
from tests.services.stories import day, given_role
from tests.watching import asked, one_line, refused, transfers

G = "RG-0001/1"


def _open(rehearsal: Rehearsal, kind: ChangeKind, on: str = "2018-10-15") -> dict[str, object]:
    return changes.open_change(rehearsal.office, rehearsal.cal, G, kind, "as the landlord wrote", day(on))


def _decide(
    rehearsal: Rehearsal,
    decision: ChangeDecision,
    consent: NewShare | None = None,
    on: str = "2018-10-16",
    number: int = 1,
    **more: str,
) -> dict[str, object]:
    return changes.decide(
        rehearsal.office, rehearsal.ann, number, decision, "weighed", day(on), consent=consent, **more
    )


def _share(pounds: int, on: str = "2018-11-01") -> NewShare:
    return NewShare(100 * pounds, day(on))


def _open_reviews(rehearsal: Rehearsal) -> list[str]:
    return [task["due_on"] for task in worktray.listed(rehearsal.office, None) if task["kind"] == "change"]


@pytest.mark.parametrize("kind", ChangeKind)
def test_a_change_opens_a_review_for_an_approver_with_a_day_and_ends_nothing(
    begin: Begin, kind: ChangeKind
) -> None:
    """20 working days from Monday 15 October 2018."""
    rehearsal = begin(stories.active)
    before = showing.guarantee(rehearsal.office, G)
    with one_line(rehearsal.url):
        opened = _open(rehearsal, kind)
    assert (opened["change"], opened["kind"], opened["due_on"]) == ("CH-1", kind, "2018-11-12")
    (task,) = [each for each in worktray.listed(rehearsal.office, None) if each["kind"] == "change"]
    assert (task["owner_role"], task["guarantee"], task["due_on"]) == ("approver", G, "2018-11-12")
    after = showing.guarantee(rehearsal.office, G)
    assert {**after, "changes": [], "tasks": []} == before
    assert after["changes"] == changes.listed(rehearsal.office, G) == [opened]


@pytest.mark.parametrize("decision", ChangeDecision)
def test_a_decision_closes_the_review_and_keeps_the_legal_advice(
    begin: Begin, decision: ChangeDecision
) -> None:
    rehearsal = begin(stories.active)
    _open(rehearsal, ChangeKind.JOINT_TENANT)
    with one_line(rehearsal.url):
        decided = _decide(rehearsal, decision, legal_advice="counsel, 14 October: no discharge")
    assert (decided["decision"], decided["decided_by"]) == (decision, "ann")
    assert decided["legal_advice"] == "counsel, 14 October: no discharge"
    assert _open_reviews(rehearsal) == []
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["cap"], shown["share"]) == ("active", "3120.00", "520.00")
    assert len(transfers(rehearsal.url)) == 1


def test_what_was_said_of_a_change_is_erased_with_the_person(begin: Begin) -> None:
    rehearsal = begin(change_opened)
    _decide(rehearsal, ChangeDecision.NO_EFFECT, legal_advice="counsel's opinion")
    erasure.erase_person(rehearsal.office, rehearsal.bo, "RG-0001", day("2026-01-01"))
    (kept,) = changes.listed(rehearsal.office)
    assert (kept["detail"], kept["reason"], kept["legal_advice"]) == (None, None, None)
    assert kept["decision"] == ChangeDecision.NO_EFFECT


def test_whoever_opened_a_change_does_not_decide_it(begin: Begin) -> None:
    rehearsal = begin(change_opened)
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    with refused(rehearsal.url, SamePerson):
        changes.decide(
            rehearsal.office, rehearsal.cal, 1, ChangeDecision.NO_EFFECT, "fine", day("2018-10-16")
        )


def test_a_change_is_decided_once(begin: Begin) -> None:
    rehearsal = begin(change_opened)
    _decide(rehearsal, ChangeDecision.NO_EFFECT)
    with refused(rehearsal.url, AlreadyDone):
        _decide(rehearsal, ChangeDecision.NOT_CONSENTED)


def test_a_change_that_nobody_opened_is_not_found(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, NotFound):
        _decide(rehearsal, ChangeDecision.NO_EFFECT)
    with refused(rehearsal.url, NotFound):
        changes.listed(rehearsal.office, "RG-0009/1")


@pytest.mark.parametrize(("detail", "on"), [(" ", "2018-10-15"), ("a lodger", "2018-07-04")])
def test_a_change_needs_its_detail_and_a_guarantee_that_was_issued(
    begin: Begin, detail: str, on: str
) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput):
        changes.open_change(rehearsal.office, rehearsal.cal, G, ChangeKind.OTHER, detail, day(on))


def _change_then_end(rehearsal: Rehearsal) -> None:
    _told(rehearsal)
    rehearsal.ended_early(G, "2018-10-15", EndReason.TENANCY_ENDED)


def _change_then_term(rehearsal: Rehearsal) -> None:
    _told(rehearsal)


def _told(rehearsal: Rehearsal) -> None:
    rehearsal.staff()
    rehearsal.active_guarantee()
    _open(rehearsal, ChangeKind.RENT_ABOVE_CEILING, on="2018-10-14")


@pytest.mark.parametrize(
    ("story", "on"), [(_change_then_end, "2018-10-16"), (_change_then_term, "2019-08-01")]
)
def test_after_the_end_nothing_is_opened_or_decided(begin: Begin, story: Story, on: str) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, WrongStatus):
        _decide(rehearsal, ChangeDecision.CONSENTED, _share(600), on=on)
    with refused(rehearsal.url, WrongStatus):
        _open(rehearsal, ChangeKind.OTHER, on=on)


def test_on_the_last_day_of_the_term_a_change_can_still_be_decided(begin: Begin) -> None:
    rehearsal = begin(_change_then_term)
    assert _decide(rehearsal, ChangeDecision.NO_EFFECT, on="2019-07-31")["decision"] == "no_effect"


# ---- consent to a higher rent


def test_consent_names_the_new_share_and_adds_the_rise_times_the_policys_months(begin: Begin) -> None:
    """From £520.00 to £600.00 a month: 6 x £80.00 more may be called."""
    rehearsal = begin(change_opened)
    decided = _decide(rehearsal, ChangeDecision.CONSENTED, _share(600))
    assert (decided["share"], decided["from_on"], decided["added_cap"]) == ("600.00", "2018-11-01", "480.00")
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["share"], shown["cap"], shown["remaining"]) == ("600.00", "3600.00", "3600.00")
    assert transfers(rehearsal.url)[-1]["kind"] == "commitment_raised"


@pytest.mark.parametrize(("on", "share"), [("2018-10-31", 52_000), ("2018-11-01", 60_000)])
def test_the_guarantee_follows_the_new_share_from_its_day_on(begin: Begin, on: str, share: int) -> None:
    rehearsal = begin(change_opened)
    _decide(rehearsal, ChangeDecision.CONSENTED, _share(600))
    with reading(rehearsal.office.engine) as session:
        guarantee = guarantee_files.held(session, G)
        assert guarantee_files.share_pence(session, guarantee, day(on)) == share
        assert changes.ceiling(session, guarantee, day(on)) == share * 110 // 100


def test_a_claim_follows_the_rent_that_the_council_consented_to(begin: Begin) -> None:
    rehearsal = begin(change_opened)
    _decide(rehearsal, ChangeDecision.CONSENTED, _share(600))
    rehearsal.charge(G, "2018-09-01", "2018-10-01")
    rehearsal.charge(G, "2018-11-01", amount_pence=60_000)
    lodged = lodge(rehearsal, {"2018-09": 52_000, "2018-10": 52_000, "2018-11": 60_000}, on="2018-11-05")
    assert not any(failed_checks(lodged).values())
    assert lodged["payable"] == "1640.00"


def test_a_second_consent_adds_what_is_above_the_first(begin: Begin) -> None:
    rehearsal = begin(change_opened)
    _decide(rehearsal, ChangeDecision.CONSENTED, _share(600))
    _open(rehearsal, ChangeKind.RENT_ABOVE_CEILING, on="2018-12-01")
    decided = _decide(
        rehearsal, ChangeDecision.CONSENTED, _share(650, "2019-01-01"), on="2018-12-02", number=2
    )
    assert decided["added_cap"] == "300.00"
    assert showing.guarantee(rehearsal.office, G)["cap"] == "3900.00"


@pytest.mark.parametrize(
    ("decision", "consent"),
    [
        (ChangeDecision.CONSENTED, None),
        (ChangeDecision.NOT_CONSENTED, _share(600)),
        (ChangeDecision.NO_EFFECT, _share(600)),
        (ChangeDecision.CONSENTED, _share(520)),
        (ChangeDecision.CONSENTED, _share(600, "2018-07-31")),
        (ChangeDecision.CONSENTED, _share(600, "2019-08-01")),
    ],
)
def test_terms_that_the_decision_cannot_have_are_wrong_input(
    begin: Begin, decision: ChangeDecision, consent: NewShare | None
) -> None:
    rehearsal = begin(change_opened)
    with refused(rehearsal.url, WrongInput):
        _decide(rehearsal, decision, consent)


def test_only_consent_to_a_higher_rent_has_terms(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _open(rehearsal, ChangeKind.JOINT_TENANT)
    with refused(rehearsal.url, WrongInput):
        _decide(rehearsal, ChangeDecision.CONSENTED, _share(600))


def _under_a_ceiling_of(pence: int) -> Story:
    def story(rehearsal: Rehearsal) -> None:
        stories.hired(rehearsal)
        rehearsal.adopt(places=2, ceiling_pence=pence)
        rehearsal.active_guarantee()
        _open(rehearsal, ChangeKind.RENT_ABOVE_CEILING)

    story.__qualname__ = f"under_a_ceiling_of_{pence}"
    return story


@pytest.mark.parametrize(("ceiling_pence", "fits"), [(360_000, True), (359_999, False)])
def test_what_consent_adds_stays_within_the_programmes_ceiling(
    begin: Begin, ceiling_pence: int, fits: bool
) -> None:
    rehearsal = begin(_under_a_ceiling_of(ceiling_pence))
    if fits:
        assert _decide(rehearsal, ChangeDecision.CONSENTED, _share(600))["added_cap"] == "480.00"
        return
    with refused(rehearsal.url, CeilingPassed):
        _decide(rehearsal, ChangeDecision.CONSENTED, _share(600))
    assert _decide(rehearsal, ChangeDecision.NOT_CONSENTED)["added_cap"] is None


# ---- opened by the rent record itself


@pytest.mark.parametrize(("pence", "opens"), [(57_200, False), (57_201, True)])
def test_a_charge_above_110_percent_of_the_starting_share_opens_a_review(
    begin: Begin, pence: int, opens: bool
) -> None:
    rehearsal = begin(stories.active)
    with one_line(rehearsal.url):
        rehearsal.charge(G, "2018-10-01", amount_pence=pence)
    opened = changes.listed(rehearsal.office, G)
    assert [each["kind"] for each in opened] == ["rent_above_ceiling"] * opens
    assert len(_open_reviews(rehearsal)) == opens


def test_one_rise_opens_one_review_and_a_further_rise_another(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    rehearsal.charge(G, "2018-10-01", "2018-11-01", amount_pence=60_000)
    assert len(changes.listed(rehearsal.office)) == 1
    _decide(rehearsal, ChangeDecision.NOT_CONSENTED, on="2018-11-02")
    rehearsal.charge(G, "2018-12-01", amount_pence=60_000)
    assert len(changes.listed(rehearsal.office)) == 1
    rehearsal.charge(G, "2019-01-01", amount_pence=60_001)
    assert len(changes.listed(rehearsal.office)) == 2


def test_a_rent_that_the_council_consented_to_opens_nothing_from_its_day_on(begin: Begin) -> None:
    rehearsal = begin(change_opened)
    _decide(rehearsal, ChangeDecision.CONSENTED, _share(600))
    rehearsal.charge(G, "2018-11-01", "2018-12-01", amount_pence=60_000)
    assert len(changes.listed(rehearsal.office)) == 1


def test_a_rent_of_after_the_end_opens_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    rehearsal.charge(G, "2018-11-01", amount_pence=99_999)
    assert changes.listed(rehearsal.office) == []


@pytest.mark.parametrize(
    ("every", "pence", "opens"),
    [
        (Every.WEEK, 13_200, False),
        (Every.WEEK, 13_201, True),
        (Every.FOUR_WEEKS, 52_800, False),
        (Every.FOUR_WEEKS, 52_801, True),
        (Every.MONTH, 57_200, False),
        (Every.MONTH, 57_201, True),
    ],
)
def test_each_period_of_a_let_is_held_against_the_ceiling_for_its_own_length(
    begin: Begin, every: Every, pence: int, opens: bool
) -> None:
    """£572.00 a month is £132.00 a week and £528.00 every four weeks."""
    rehearsal = begin(stories.active)
    let = Schedule(every, pence, day("2018-08-01"), day("2019-01-31"), ())
    rent_schedules.schedule(rehearsal.office, rehearsal.cora, G, let, day("2018-08-01"))
    assert len(changes.listed(rehearsal.office)) == opens


@pytest.mark.parametrize(("last", "opens"), [(286_400, False), (286_401, True)])
def test_the_instalments_of_a_year_are_held_together_against_twelve_times_the_ceiling(
    begin: Begin, last: int, opens: bool
) -> None:
    """12 x £572.00 is £6,864.00."""
    rehearsal = begin(stories.active)
    instalments = (
        (day("2018-09-20"), 200_000),
        (day("2019-01-10"), 200_000),
        (day("2019-04-20"), last),
    )
    let = Schedule(Every.TERM, None, None, None, instalments)
    rent_schedules.schedule(rehearsal.office, rehearsal.cora, G, let, day("2018-09-01"))
    assert len(changes.listed(rehearsal.office)) == opens


def test_a_day_of_the_daily_run_decides_no_change(begin: Begin) -> None:
    rehearsal = begin(change_opened)
    daily.run(rehearsal.office, day("2019-03-01"))
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM guarantee_change_decision") == [(0,)]
    assert showing.guarantee(rehearsal.office, G)["status"] == "active"
