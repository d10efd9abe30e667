"""What the simulator does with rent, claims and money, right and wrong."""

from contextlib import suppress

from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.domain.dates import Month, plus_months
from guarantor.domain.money import positive_pence
from guarantor.domain.refusals import AlreadyCharged
from guarantor.services.claiming import claim_corrections, claims, disputes
from guarantor.services.claiming.claim_documents import shown
from guarantor.services.finance import month_close, savings
from guarantor.services.paying import batches, payees, payments, recovery, write_offs
from guarantor.services.rent_record import rent, rent_corrections, warnings
from tests.simulator.casework import guarantee
from tests.simulator.county import County

ANY_CLAIM = "SELECT ref FROM claim"
UNDECIDED = "SELECT ref FROM claim WHERE ref NOT IN (SELECT claim_ref FROM claim_decision)"
DECIDED = "SELECT claim_ref FROM claim_decision"
ACCEPTED = "SELECT claim_ref FROM claim_decision WHERE outcome <> 'rejected'"
PAID = "SELECT claim_ref FROM claim_payment"


def _claim(county: County, query: str) -> str:
    return (
        (county.one(query) if county.dice.random() < 0.95 else None)
        or county.one(ANY_CLAIM)
        or "RG-0001/1/C1"
    )


def _month(county: County) -> Month:
    return Month.of(plus_months(county.on, -county.dice.randrange(0, 7)))


def charge(county: County) -> None:
    """Some months of rent fall due, now and then a second time in the month."""
    ref, person = guarantee(county, "active", "ended"), county.caseworker()
    for back in range(county.dice.randrange(1, 5), -1, -1):
        due_on = plus_months(county.on.replace(day=county.dice.choice((1, 1, 1, 15))), -back)
        # The months after one that was charged before are charged all the same.
        with suppress(AlreadyCharged):
            rent.charge(county.office, person, ref, due_on, county.pence(), county.day(), county.key())


def pay_rent(county: County) -> None:
    """The landlord has had some rent."""
    ref = guarantee(county, "active", "ended")
    month = _month(county) if county.dice.random() < 0.2 else None
    source = county.dice.choice(("tenant", "benefit", "nobody"))
    rent.pay(
        county.office,
        county.caseworker(),
        ref,
        county.day(),
        county.pence(),
        source,
        county.on,
        county.key(),
        month,
    )


def state(county: County) -> None:
    """Missed, or nothing heard."""
    says = "missed" if county.dice.random() < 0.6 else "silent"
    rent.state(
        county.office,
        county.caseworker(),
        guarantee(county),
        _month(county),
        "missed" if says == "missed" else "silent",
        county.on,
    )


def correct(county: County) -> None:
    """An entry of the rent record was wrong."""
    found = county.one("SELECT id FROM transfer WHERE kind IN ('rent_charged', 'rent_paid', 'claim_paid')")
    ref = county.one(f"SELECT guarantee_ref FROM transfer WHERE id = {found or 0}") or guarantee(county)
    right_pence = county.dice.choice((0, 1, 40_000, 60_000))
    rent_corrections.correct(
        county.office, county.caseworker(), ref, int(found or 1), right_pence, "typed_wrong", county.on
    )


def pause(county: County) -> None:
    """Warnings rest for a while."""
    until_on = county.on + (county.on - county.day(before=60, after=0))
    warnings.pause(
        county.office, county.caseworker(), guarantee(county), county.on, until_on, "in hospital", county.on
    )


def lodge(county: County) -> None:
    """A landlord claims some months."""
    months = {_month(county) for _ in range(county.dice.randrange(2, 6))}
    lines = {month: county.pence() for month in months}
    late = "was ill" if county.dice.random() < 0.3 else None
    ref = guarantee(county, "active", "ended")
    claims.lodge(county.office, county.caseworker(), ref, lines, county.day(), county.key(), late)


def decide_claim(county: County) -> None:
    """A claim decided as its checks allow, or for more, or for nothing."""
    ref = _claim(county, UNDECIDED)
    roll = county.dice.random()
    accepts = {}
    if roll < 0.9:
        for line in shown(county.office, ref)["lines"]:
            payable = line.get("payable", "0.00")
            if payable != "0.00":
                more = 1 if roll < 0.08 else 0
                accepts[Month.read(line["month"], "month")] = positive_pence(payable, "payable") + more
    claims.decide(county.office, county.approver(), ref, accepts, "as the record shows", county.day(before=3))


def evidence(county: County) -> None:
    """A paper was seen."""
    item = county.dice.choice(list(EvidenceItem))
    claims.record_evidence(
        county.office, county.caseworker(), _claim(county, ANY_CLAIM), item, "seen", county.on
    )


def pay(county: County) -> None:
    """A claim paid; now and then under a reference that was used."""
    payments.pay(
        county.office,
        county.finance(),
        _claim(county, ACCEPTED),
        f"BACS-{county.dice.randrange(200)}",
        county.day(),
    )


def returned(county: County) -> None:
    """The bank sent a payment back."""
    payments.returned(
        county.office, county.finance(), _claim(county, PAID), "account_closed", county.on, county.key()
    )


def dispute(county: County) -> None:
    """The landlord does not agree."""
    disputes.dispute(county.office, county.caseworker(), _claim(county, DECIDED), "more was owed", county.on)


def answer_dispute(county: County) -> None:
    """The dispute is answered."""
    ref = _claim(county, "SELECT claim_ref FROM dispute")
    outcome = county.dice.choice(("stands", "reopened"))
    disputes.answer(county.office, county.approver(), ref, outcome, "looked at again", county.on)


def undo(county: County) -> None:
    """An acceptance was wrong."""
    claim_corrections.propose_undo(
        county.office, county.approver(), _claim(county, ACCEPTED), "wrong tenant", county.on
    )


def change_payee(county: County) -> None:
    """Bank details come in."""
    ref = county.one("SELECT ref FROM case_file") or "RG-0001"
    details = payees.bank_details("20-00-00", f"{county.dice.randrange(10**8):08d}")
    payees.change(county.office, county.finance(), ref, "landlord", "Orla Example", details, county.on)


def batch(county: County) -> None:
    """A file for accounts payable, and perhaps all of it paid."""
    file = county.folder / f"batch-{county.dice.randrange(10**9)}.csv"
    batches.make(county.office, county.finance(), file, county.on)


def pay_batch(county: County) -> None:
    """A batch was paid."""
    number = int(county.one("SELECT number FROM payment_batch") or 1)
    batches.pay(county.office, county.finance(), number, county.on)


def plan(county: County) -> None:
    """A plan to pay back, which this policy may not have."""
    promises = [recovery.Promise(county.on, county.pence(20_000))]
    recovery.agree_plan(county.office, county.finance(), _claim(county, PAID), promises, county.on)


def recover(county: County) -> None:
    """Money comes back."""
    payer: recovery.Payer = county.dice.choice(("landlord", "young_person"))
    recovery.recover(
        county.office,
        county.finance(),
        _claim(county, PAID),
        county.pence(20_000),
        payer,
        county.on,
        county.key(),
    )


def write_off(county: County) -> None:
    """Nobody asks for it any more."""
    write_offs.propose_write_off(
        county.office, county.finance(), _claim(county, PAID), county.pence(10_000), "hardship", county.on
    )


def price(county: County) -> None:
    """Finance sets a price."""
    weekly = county.dice.choice((None, 30_000, 85_000))
    savings.set_price(
        county.office, county.finance(), "Foyers", weekly, county.day(), "finance's list", county.on
    )


def close(county: County) -> None:
    """A month is closed."""
    month = Month.of(plus_months(county.on, -1))
    month_close.close(county.office, county.finance(), month, county.on)


WEIGHTS = {
    charge: 8,
    pay_rent: 6,
    state: 3,
    correct: 3,
    pause: 1,
    lodge: 7,
    decide_claim: 9,
    evidence: 1,
    pay: 6,
    returned: 2,
    dispute: 2,
    answer_dispute: 2,
    undo: 2,
    change_payee: 2,
    batch: 2,
    pay_batch: 1,
    plan: 1,
    recover: 2,
    write_off: 1,
    price: 0.5,
    close: 0.5,
}
"""Each deed and how often it comes."""
