"""Letters on a guarantee tell the sums and days of its record, and a landlord no more than a landlord may know."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason
from guarantor.domain.refusals import NothingToTell
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.ledger.rent_periods import Every
from guarantor.services.casework import showing
from guarantor.services.finance import exposure
from guarantor.services.guaranteeing import changes, moves
from guarantor.services.guaranteeing.changes import NewShare
from guarantor.services.rent_record import rent_schedules
from guarantor.services.rent_record.rent_schedules import Schedule
from guarantor.services.worktrays import daily, worktray
from letters import discretion
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.correspondence.gathering import content, gathered
from tests.services.renting import missed, pay, run
from tests.services.stories import NEW_HOME, approve_move, day, issue

G, NEW = "RG-0001/1", "RG-0001/2"
ON_GUARANTEES = (
    "early-warning",
    "review",
    "transfer",
    "end",
    "report-received",
    "rent-rise",
    "landlord-transfer",
    "landlord-end",
)


@after(stories.charged)
def one_missed(rehearsal: Rehearsal) -> None:
    """September was reported missed on 10 September 2018, August was paid."""
    pay(rehearsal, "2018-08-02")
    missed(rehearsal, "2018-09", "2018-09-10")


@after(stories.active)
def rent_raised(rehearsal: Rehearsal) -> None:
    """£600.00 was charged on 1 November 2018: above the ceiling of £572.00, so CH-1 is under review."""
    rehearsal.charge(G, "2018-08-01")
    rehearsal.charge(G, "2018-11-01", amount_pence=60_000)


@after(stories.move_approved)
def died(rehearsal: Rehearsal) -> None:
    """The tenant died on 20 November 2018."""
    rehearsal.ended_early(G, "2018-11-20", EndReason.TENANT_DIED)


@after(stories.offered)
def lapsed(rehearsal: Rehearsal) -> None:
    """Nobody signed RG-0001/1: the offer lapsed on 3 August 2018, the day after its 28 days."""
    daily.run(rehearsal.office, day("2018-08-03"))


@after(stories.active)
def over_at_term(rehearsal: Rehearsal) -> None:
    """RG-0001/1 ran its twelve months."""
    daily.run(rehearsal.office, day("2019-08-05"))


def _decide(rehearsal: Rehearsal, decision: ChangeDecision, consent: NewShare | None = None) -> None:
    changes.decide(
        rehearsal.office, rehearsal.ann, 1, decision, "Too much at once.", day("2018-11-20"), consent=consent
    )


def _words(told: Any) -> str:
    """Everything that a content tells, as one text."""
    return str(told.model_dump_json(exclude={"contact", "council"}))


def test_an_early_warning_tells_the_months_and_the_arrears_of_its_day(begin: Begin) -> None:
    rehearsal = begin(one_missed)
    told = content(rehearsal, "early-warning", G, "2018-09-10")
    assert told.home == "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ"
    assert (told.months_missed, told.arrears) == (("September 2018",), Decimal("520.00"))
    assert told.adviser == "Pat Synthetic"


@pytest.mark.parametrize(("paid_pence", "formal"), [(1, False), (0, True)])
def test_a_warning_is_formal_from_a_whole_months_rent(begin: Begin, paid_pence: int, formal: bool) -> None:
    rehearsal = begin(one_missed)
    if paid_pence:
        pay(rehearsal, "2018-09-11", paid_pence)
    told = content(rehearsal, "early-warning", G, "2018-09-11")
    assert (told.formal, told.arrears) == (formal, Decimal(52_000 - paid_pence) / 100)


def test_a_warning_promises_the_call_that_its_open_task_is_due_for(begin: Begin) -> None:
    """14 days after 10 September 2018: a whole month is owed, so the formal warning's."""
    rehearsal = begin(one_missed)
    assert content(rehearsal, "early-warning", G, "2018-09-24").we_ring_by == dt.date(2018, 9, 24)
    assert content(rehearsal, "early-warning", G, "2018-09-25").we_ring_by is None


def test_rent_that_was_paid_after_all_leaves_nothing_to_warn_of(begin: Begin) -> None:
    rehearsal = begin(one_missed)
    pay(rehearsal, "2018-09-12")
    with pytest.raises(NothingToTell):
        gathered(rehearsal, "early-warning", G, "2018-09-12")


def test_silence_is_no_early_warning(begin: Begin) -> None:
    with pytest.raises(NothingToTell):
        gathered(begin(stories.charged), "early-warning", G, "2018-11-30")


@pytest.mark.parametrize(
    ("on", "number", "meet_by"),
    [
        ("2018-07-10", 1, "2018-11-01"),
        ("2018-11-01", 1, "2018-11-01"),
        # Overdue: within the 14 days that a review is announced before.
        ("2018-11-02", 1, "2018-11-16"),
    ],
)
def test_the_next_review_is_the_first_that_nobody_has_closed(
    begin: Begin, on: str, number: int, meet_by: str
) -> None:
    told = content(begin(stories.active), "review", G, on)
    assert (told.number, told.meet_by) == (number, day(meet_by))


def test_once_a_review_is_done_the_one_after_it_is_next(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    run(rehearsal, "2018-10-18")
    (task,) = [each for each in worktray.listed(rehearsal.office, None) if each["kind"] == "review"]
    before = gathered(rehearsal, "review", G, "2018-10-18")
    worktray.close(rehearsal.office, rehearsal.cora, int(task["task"][2:]), "done", "met", day("2018-10-20"))
    after_it = gathered(rehearsal, "review", G, "2018-10-20")
    assert (before.basis, after_it.basis) == (f"task:review {G} 1", f"task:review {G} 2")
    assert after_it.content.meet_by == dt.date(2019, 2, 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("story", [stories.offered, stories.ended])
def test_a_guarantee_that_is_not_active_has_no_review(begin: Begin, story: Story) -> None:
    with pytest.raises(NothingToTell):
        gathered(begin(story), "review", G, "2018-11-01")


def test_a_move_tells_the_young_person_what_goes_along(begin: Begin) -> None:
    """28 days from 10 November 2018 to sign."""
    rehearsal = begin(stories.moved)
    told = content(rehearsal, "transfer", G, "2018-11-12")
    assert told.old_home == "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ"
    assert told.new_home == "5 Sample Lane, Canterbury, CT2 1ZZ"
    assert (told.months_left, told.ends_on) == (8, dt.date(2019, 7, 31))
    assert told.sign_by == dt.date(2018, 12, 8)
    assert gathered(rehearsal, "approval", "RG-0001", "2018-11-12").content.cap == told.cap_left  # type: ignore[attr-defined]


def test_the_landlord_who_is_left_is_told_the_end_and_nothing_of_the_new_home(begin: Begin) -> None:
    """The last day before the new tenancy of 1 December 2018, and 28 days after it."""
    told = content(begin(stories.moved), "landlord-transfer", G, "2018-11-12")
    assert (told.ended_on, told.claim_until) == (dt.date(2018, 11, 30), dt.date(2018, 12, 28))
    assert (told.recipient.name, told.tenant_name) == ("Orla Example", "Tam Synthetic")
    assert "Sample Lane" not in _words(told)
    assert "Otto" not in _words(told)


def test_a_second_new_deed_starts_from_the_home_that_was_lived_in(begin: Begin) -> None:
    rehearsal = begin(stories.moved)
    daily.run(rehearsal.office, day("2018-12-09"))
    for kind in ("transfer", "landlord-end"):
        with pytest.raises(NothingToTell):
            gathered(rehearsal, kind, NEW if kind == "landlord-end" else G, "2018-12-10")
    home = {**NEW_HOME, "property": {"address": "9 Sample Row, Canterbury", "postcode": "CT2 9ZZ"}}
    home["tenancy"] = {**NEW_HOME["tenancy"], "starts_on": "2019-01-01"}
    moves.ask(rehearsal.office, rehearsal.cora, G, home, day("2018-12-10"))
    approve_move(rehearsal, on="2018-12-11")
    issue(rehearsal, on="2018-12-12")
    told = content(rehearsal, "transfer", NEW, "2018-12-12")
    assert told.old_home == "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ"
    assert told.new_home == "9 Sample Row, Canterbury, CT2 9ZZ"
    with pytest.raises(NothingToTell):
        gathered(rehearsal, "landlord-transfer", NEW, "2018-12-12")


def test_an_end_tells_both_the_reason_and_the_last_day_to_claim(begin: Begin) -> None:
    """28 days after 15 October 2018."""
    rehearsal = begin(stories.ended)
    for kind in ("end", "landlord-end"):
        told = content(rehearsal, kind, G, "2018-10-16")
        assert (told.reason, told.ended_on) == ("tenancy_ended", dt.date(2018, 10, 15))
        assert told.claim_until == dt.date(2018, 11, 12)


def test_an_end_at_term_tells_the_last_day_that_was_covered(begin: Begin) -> None:
    rehearsal = begin(over_at_term)
    for kind in ("end", "landlord-end"):
        told = content(rehearsal, kind, G, "2019-08-05")
        assert (told.reason, told.ended_on) == ("term_reached", dt.date(2019, 7, 31))


def test_a_landlord_is_told_that_the_end_date_was_reached_and_not_of_a_birthday(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.active_guarantee(changes={"person.date_of_birth": "1994-03-14"})
    daily.run(rehearsal.office, day("2019-03-05"))
    assert content(rehearsal, "end", G, "2019-03-05").reason == "birthday_25"
    assert content(rehearsal, "landlord-end", G, "2019-03-05").reason == "term_reached"


def test_an_offer_that_lapsed_is_over_for_the_young_person_alone(begin: Begin) -> None:
    rehearsal = begin(lapsed)
    assert content(rehearsal, "end", G, "2018-08-03").reason == "offer_lapsed"
    with pytest.raises(NothingToTell, match="never signed by all three"):
        gathered(rehearsal, "landlord-end", G, "2018-08-03")


def test_nobody_writes_to_a_young_person_who_died(begin: Begin) -> None:
    rehearsal = begin(died)
    assert content(rehearsal, "landlord-end", G, "2018-11-20").reason == "tenant_died"
    with pytest.raises(NothingToTell, match="who is alive"):
        gathered(rehearsal, "end", G, "2018-11-20")


def test_a_report_tells_the_months_of_its_day_and_when_we_look_after_it(begin: Begin) -> None:
    """Support is offered within 7 days of 5 October 2018."""
    rehearsal = begin(one_missed)
    assert content(rehearsal, "report-received", G, "2018-10-04").months == ("September 2018",)
    missed(rehearsal, "2018-10", "2018-10-05")
    missed(rehearsal, "2018-08", "2018-10-05")
    told = content(rehearsal, "report-received", G, "2018-10-05")
    assert told.months == ("August 2018", "October 2018")
    assert (told.received_on, told.what_next_by) == (dt.date(2018, 10, 5), dt.date(2018, 10, 12))
    assert told.terms.claim_after_months == 2


def test_a_month_added_on_the_same_day_makes_another_letter(begin: Begin) -> None:
    rehearsal = begin(one_missed)
    before = gathered(rehearsal, "report-received", G, "2018-09-10").basis
    missed(rehearsal, "2018-08", "2018-09-10")
    assert gathered(rehearsal, "report-received", G, "2018-09-10").basis != before


def test_a_refused_rise_tells_what_was_asked_and_the_ceiling_that_stays(begin: Begin) -> None:
    rehearsal = begin(rent_raised)
    _decide(rehearsal, ChangeDecision.NOT_CONSENTED)
    told = content(rehearsal, "rent-rise", G, "2018-11-21")
    assert (told.asked_share, told.from_on) == (Decimal("600.00"), dt.date(2018, 11, 1))
    assert (told.consented, told.new_share, told.ceiling) == (False, None, Decimal("572.00"))
    assert told.reason == "Too much at once."


def test_consent_tells_the_new_share_and_the_ceiling_that_comes_of_it(begin: Begin) -> None:
    rehearsal = begin(rent_raised)
    _decide(rehearsal, ChangeDecision.CONSENTED, NewShare(58_000, day("2018-11-01")))
    told = content(rehearsal, "rent-rise", G, "2018-11-21")
    assert (told.asked_share, told.new_share) == (Decimal("600.00"), Decimal("580.00"))
    assert (told.consented, told.ceiling, told.from_on) == (True, Decimal("638.00"), dt.date(2018, 11, 1))


def test_the_letter_record_and_exposure_name_the_same_maximum_after_each_consent(begin: Begin) -> None:
    """Six months of the rise are added each time: £360.00, then £120.00."""
    rehearsal = begin(rent_raised)
    before = _maximum(rehearsal)
    _decide(rehearsal, ChangeDecision.CONSENTED, NewShare(58_000, day("2018-11-01")))
    told = content(rehearsal, "rent-rise", G, "2018-11-21")
    assert (told.maximum, told.new_maximum) == (before, before + 360) == (Decimal(3120), _maximum(rehearsal))
    assert _guaranteed(rehearsal) == told.new_maximum
    kind = ChangeKind.RENT_ABOVE_CEILING
    opened = changes.open_change(rehearsal.office, rehearsal.cal, G, kind, "asks again", day("2018-11-21"))
    changes.decide(
        rehearsal.office,
        rehearsal.ann,
        int(str(opened["change"])[3:]),
        ChangeDecision.CONSENTED,
        "As the area pays.",
        day("2018-11-22"),
        consent=NewShare(60_000, day("2018-12-01")),
    )
    told = content(rehearsal, "rent-rise", G, "2018-11-23")
    assert (told.maximum, told.new_maximum) == (Decimal(3480), Decimal(3600))
    assert _maximum(rehearsal) == _guaranteed(rehearsal) == told.new_maximum


def test_a_refused_rise_leaves_the_maximum_and_names_none(begin: Begin) -> None:
    rehearsal = begin(rent_raised)
    before = _maximum(rehearsal)
    _decide(rehearsal, ChangeDecision.NOT_CONSENTED)
    told = content(rehearsal, "rent-rise", G, "2018-11-21")
    assert (told.maximum, told.new_maximum) == (None, None)
    assert _maximum(rehearsal) == _guaranteed(rehearsal) == before


def _maximum(rehearsal: Rehearsal) -> Decimal:
    """The cap that `guarantee show` names."""
    return Decimal(showing.guarantee(rehearsal.office, G)["cap"])


def _guaranteed(rehearsal: Rehearsal) -> Decimal:
    """What the exposure counts as guaranteed, which is this guarantee alone."""
    return Decimal(exposure.exposure(rehearsal.office, day("2018-11-23"))["guaranteed"])


@pytest.mark.parametrize(
    ("every", "amount_pence", "asked"), [(Every.WEEK, 13_201, "572.04"), (Every.FOUR_WEEKS, 60_000, "650.00")]
)
def test_what_was_asked_is_told_by_the_month_however_the_rent_falls_due(
    begin: Begin, every: Every, amount_pence: int, asked: str
) -> None:
    """£572.00 a month are £132.00 a week: a penny more is above the ceiling."""
    rehearsal = begin(stories.active)
    let = Schedule(every, amount_pence, day("2018-08-06"), day("2018-10-01"), ())
    rent_schedules.schedule(rehearsal.office, rehearsal.cora, G, let, day("2018-08-01"))
    _decide(rehearsal, ChangeDecision.NOT_CONSENTED)
    assert content(rehearsal, "rent-rise", G, "2018-11-21").asked_share == Decimal(asked)


def test_a_refused_rise_that_was_never_charged_names_what_is_lacking(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    kind = ChangeKind.RENT_ABOVE_CEILING
    changes.open_change(rehearsal.office, rehearsal.cal, G, kind, "asks for more", day("2018-11-02"))
    _decide(rehearsal, ChangeDecision.NOT_CONSENTED)
    with pytest.raises(WrongInput, match=r"^rent: expected a charge above the ceiling of RG-0001/1"):
        gathered(rehearsal, "rent-rise", G, "2018-11-21")


@pytest.mark.parametrize(
    ("kind", "decision"),
    [
        (ChangeKind.RENT_ABOVE_CEILING, ChangeDecision.NO_EFFECT),
        (ChangeKind.JOINT_TENANT, ChangeDecision.CONSENTED),
    ],
)
def test_another_change_or_one_without_effect_is_no_rent_rise(
    begin: Begin, kind: ChangeKind, decision: ChangeDecision
) -> None:
    rehearsal = begin(stories.active)
    changes.open_change(rehearsal.office, rehearsal.cal, G, kind, "as written", day("2018-11-02"))
    _decide(rehearsal, decision)
    with pytest.raises(NothingToTell):
        gathered(rehearsal, "rent-rise", G, "2018-11-21")


@pytest.mark.parametrize("kind", ON_GUARANTEES)
@pytest.mark.parametrize("story", [stories.offered, stories.active])
def test_before_anything_happened_there_is_nothing_to_tell(begin: Begin, story: Story, kind: str) -> None:
    rehearsal = begin(story)
    if (story, kind) == (stories.active, "review"):
        return
    with pytest.raises(
        NothingToTell, match=rf"^RG-0001/1 has nothing that the letter {kind} could tell: it needs "
    ):
        gathered(rehearsal, kind, G, "2018-07-10")


@pytest.mark.parametrize("kind", ON_GUARANTEES)
def test_a_guarantee_that_does_not_exist_is_not_found(begin: Begin, kind: str) -> None:
    with pytest.raises(NotFound, match="RG-0001/9"):
        gathered(begin(stories.offered), kind, "RG-0001/9", "2018-07-10")


@pytest.mark.parametrize(
    ("story", "kind"),
    [(one_missed, "report-received"), (stories.moved, "landlord-transfer"), (stories.ended, "landlord-end")],
)
def test_nothing_that_a_landlord_is_told_gives_the_tenant_away(begin: Begin, story: Story, kind: str) -> None:
    told = content(begin(story), kind, G, "2018-12-01")
    assert discretion.told(_words(told)) == []
    for secret in ("1999", "Pat Synthetic", "not yet", "former"):
        assert secret not in _words(told)
