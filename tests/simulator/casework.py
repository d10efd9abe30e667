"""What the simulator does with applications and guarantees, right and wrong."""

import datetime as dt

from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason, GateItem, Party
from guarantor.services.acting import confirming
from guarantor.services.casework import (
    cases,
    complaints,
    costs,
    decisions,
    exceptions,
    refusal_reviews,
    waiting,
    withdrawing,
)
from guarantor.services.data_protection import erasure
from guarantor.services.guaranteeing import changes, ending, guarantees, issuing, moves
from guarantor.services.guaranteeing.changes import NewShare
from guarantor.services.worktrays import daily
from guarantor.storage import case_files
from guarantor.storage.engine import reading
from tests.simulator.county import County

ANY_CASE = "SELECT ref FROM case_file"
ANY_GUARANTEE = "SELECT ref FROM guarantee"
_LATEST = (
    "SELECT s.case_ref FROM case_status s "
    "WHERE s.id = (SELECT MAX(id) FROM case_status WHERE case_ref = s.case_ref)"
)


def _case(county: County, *statuses: str) -> str:
    """A case that stands there, or now and then any case, or one that does not exist."""
    roll = county.dice.random()
    if roll < 0.02:
        return "RG-9999"
    wanted = ", ".join(f"'{each}'" for each in statuses)
    found = county.one(f"{_LATEST} AND s.status IN ({wanted})") if roll < 0.9 and statuses else None
    return found or county.one(ANY_CASE) or "RG-0001"


def guarantee(county: County, *statuses: str) -> str:
    """A guarantee that stands there, or now and then any."""
    wanted = ", ".join(f"'{each}'" for each in statuses or ("active",))
    found = county.one(
        "SELECT s.guarantee_ref FROM guarantee_status s WHERE s.id = (SELECT MAX(id) FROM guarantee_status "
        f"WHERE guarantee_ref = s.guarantee_ref) AND s.status IN ({wanted})"
    )
    return (found if county.dice.random() < 0.93 else None) or county.one(ANY_GUARANTEE) or "RG-0001/1"


def apply(county: County) -> None:
    """A new application; some are not eligible, some have no home yet."""
    starts_on = (county.on.replace(day=1)).isoformat()
    changed = {
        "person.last_contact_on": county.on.isoformat(),
        "person.pathway_plan_reviewed_on": county.on.isoformat(),
        "tenancy.starts_on": starts_on,
        "deposit": county.dice.choice(("0.00", "600.00", None)),
    }
    roll = county.dice.random()
    if roll < 0.1:
        changed["readiness.cooking"] = False
    elif roll < 0.2:
        changed["money.monthly_income"] = "900.00"
    elif roll < 0.3:
        changed["tenancy"] = None
        del changed["tenancy.starts_on"]
    document = county.rehearsal.document(f"RG-{county.next_number():04d}", changed)
    cases.add(county.office, county.caseworker(), document, county.on)


def submit(county: County) -> None:
    """Handed in."""
    cases.submit(county.office, county.caseworker(), _case(county, "draft"), county.on)


def assess(county: County) -> None:
    """Weighed by the rules."""
    cases.assess(county.office, county.caseworker(), _case(county, "submitted", "assessed"), county.on)


def decide(county: County) -> None:
    """Approved, declined or approved in principle."""
    chosen = county.dice.choice(("approve",) * 5 + ("decline", "approve-in-principle"))
    accepts = ["affordability"] if county.dice.random() < 0.5 else []
    ref = _case(county, "assessed")
    decisions.decide(county.office, county.approver(), ref, chosen, "judged", accepts, county.on)


def except_it(county: County) -> None:
    """An exception proposed."""
    ref = _case(county, "assessed")
    exceptions.propose_exception(
        county.office, county.approver(), ref, ["ready"], ["affordability"], "support is there", county.on
    )


def gate(county: County) -> None:
    """The whole gate seen, or all of it but one item."""
    ref, person = _case(county, "approved"), county.caseworker()
    for item in GateItem:
        if county.dice.random() < 0.98:
            cases.record_gate_item(county.office, person, ref, item, "seen", county.on)


def issue(county: County) -> None:
    """A guarantee issued."""
    issuing.issue(county.office, county.approver(), _case(county, "approved"), county.on)


def sign(county: County) -> None:
    """All three sign, or the dice stop them."""
    ref = guarantee(county, "offered")
    for party in Party:
        if county.dice.random() < 0.97:
            guarantees.sign(county.office, county.caseworker(), ref, party, county.on)


def end(county: County) -> None:
    """An end proposed, or one that follows from the record."""
    reason = county.dice.choice(list(EndReason))
    ref = guarantee(county, "active", "offered")
    who = county.anyone("cora", "cal", "ann", "abe")
    ending.end(county.office, who, ref, reason, county.day())


def confirm(county: County) -> None:
    """Whatever waits is confirmed by somebody."""
    waits = county.one("SELECT number FROM pending_act WHERE confirmed_by IS NULL")
    act = county.one(f"SELECT act FROM pending_act WHERE number = {waits or 1}")
    money = act in ("propose_payee", "propose_write_off")
    who = county.finance() if money else county.approver()
    said = act == "propose_payee" and county.dice.random() < 0.9
    call_back = "rang the number on the tenancy agreement" if said else None
    confirming.confirm(county.office, who, int(waits or 1), on=county.on, call_back=call_back)


def withdraw(county: County) -> None:
    """An application withdrawn."""
    ref = _case(county, "draft", "submitted", "assessed", "approved")
    withdrawing.withdraw(county.office, county.caseworker(), ref, "found another way", county.on)


def revise(county: County) -> None:
    """New facts; one way back for those who were turned down, withdrew or lapsed."""
    ref = _case(county, "declined", "withdrawn", "lapsed", "approved_in_principle", "approved", "guaranteed")
    changed = {
        "person.last_contact_on": county.on.isoformat(),
        "person.pathway_plan_reviewed_on": county.on.isoformat(),
        "tenancy.starts_on": county.on.replace(day=1).isoformat(),
    }
    cases.revise(county.office, county.caseworker(), ref, county.rehearsal.document(ref, changed), county.on)


def wait(county: County) -> None:
    """Onto the waiting list."""
    waiting.wait(county.office, county.caseworker(), _case(county, "approved"), county.on)


def let_pass(county: County) -> None:
    """The others may pass."""
    waiting.let_pass(county.office, county.approver(), _case(county, "approved"), "away", county.on)


def ask_for_review(county: County) -> None:
    """A refusal is asked to be looked at again."""
    refusal_reviews.ask(
        county.office, county.caseworker(), _case(county, "declined"), "I am ready", county.on
    )


def review(county: County) -> None:
    """A refusal looked at again."""
    outcome = county.dice.choice(("upheld", "overturned"))
    refusal_reviews.review(
        county.office, county.approver(), _case(county, "declined"), outcome, "seen", county.on
    )


def complain(county: County) -> None:
    """A complaint comes in, and perhaps an answer goes out."""
    ref = _case(county)
    complaints.complain(county.office, county.caseworker(), ref, "nobody rang", county.on)
    if county.dice.random() < 0.5:
        complaints.answer(county.office, county.approver(), ref, "upheld", "we are sorry", county.on)


def cost(county: County) -> None:
    """Advice costs proposed."""
    kind = county.dice.choice(("legal", "advice"))
    costs.propose_cost(
        county.office, county.caseworker(), _case(county), kind, county.pence(15_000), "solicitor", county.on
    )


def pay_cost(county: County) -> None:
    """Costs paid."""
    ref = county.one("SELECT ref FROM case_cost") or "RG-0001/K1"
    costs.pay(county.office, county.finance(), ref, f"COST-{county.dice.randrange(60)}", county.on)


def change(county: County) -> None:
    """A change is opened for review."""
    kind = county.dice.choice(list(ChangeKind))
    changes.open_change(county.office, county.caseworker(), guarantee(county), kind, "told us", county.on)


def decide_change(county: County) -> None:
    """A change decided, with or without a higher share."""
    number = int(county.one("SELECT id FROM guarantee_change") or 1)
    decision = county.dice.choice(list(ChangeDecision))
    consent = NewShare(county.pence(55_000), county.day()) if county.dice.random() < 0.4 else None
    changes.decide(
        county.office,
        county.approver(),
        number,
        decision,
        "advised",
        county.on,
        legal_advice="given",
        consent=consent,
    )


def move(county: County) -> None:
    """A young person moves; now and then something is kept back for the home before."""
    starts_on = county.on.replace(day=28)
    document = county.rehearsal.document(
        "RG-0001", {"tenancy.starts_on": starts_on.isoformat(), "tenancy.rent_share": "500.00"}
    )
    given = {name: document[name] for name in ("tenancy", "property", "landlord")}
    keep = county.dice.choice((None, None, 0, 60_000))
    moves.ask(county.office, county.caseworker(), guarantee(county), given, county.on, keep_pence=keep)


def erase(county: County) -> None:
    """A person taken out of the record, which happens seldom."""
    erasure.erase_person(county.office, county.rehearsal.ada, _case(county, "withdrawn"), county.on)


def days_pass(county: County) -> None:
    """Some days go by, and mostly the daily run with them."""
    county.on = county.on + _days(county)
    if county.dice.random() < 0.8:
        daily.run(county.office, county.on)


def _days(county: County) -> dt.timedelta:
    return dt.timedelta(days=county.dice.choice((1, 2, 3, 5, 9, 20)))


def all_the_way(county: County) -> None:
    """The usual path in one go, so that there is always something to guarantee."""
    with reading(county.office.engine) as session:
        ref = case_files.next_ref(session)
    county.number = max(county.number, int(ref[3:]))
    document = county.rehearsal.document(
        ref,
        {
            "person.last_contact_on": county.on.isoformat(),
            "person.pathway_plan_reviewed_on": county.on.isoformat(),
            "tenancy.starts_on": county.on.replace(day=1).isoformat(),
        },
    )
    office, cora, ann = county.office, county.rehearsal.cora, county.rehearsal.ann
    cases.add(office, cora, document, county.on)
    cases.submit(office, cora, ref, county.on)
    cases.assess(office, cora, ref, county.on)
    decisions.decide(office, ann, ref, "approve", "ready", [], county.on)
    for item in GateItem:
        cases.record_gate_item(office, cora, ref, item, "seen", county.on)
    issued = str(issuing.issue(office, ann, ref, county.on)["guarantee_ref"])
    for party in Party:
        guarantees.sign(office, cora, issued, party, county.on)


WEIGHTS = {
    apply: 4,
    submit: 4,
    assess: 4,
    decide: 5,
    except_it: 1,
    gate: 4,
    issue: 4,
    sign: 4,
    end: 2,
    confirm: 6,
    withdraw: 1,
    revise: 2,
    wait: 1,
    let_pass: 1,
    ask_for_review: 1,
    review: 1,
    complain: 1,
    cost: 2,
    pay_cost: 1,
    change: 2,
    decide_change: 2,
    move: 2,
    erase: 0.2,
    days_pass: 6,
    all_the_way: 4,
}
"""Each deed and how often it comes."""
