"""Every act that a person does, once each: where it can happen, who does it here, and which journal line it leaves."""

from guarantor.domain.access import Act, Role
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import GateItem, Party
from guarantor.services.acting import confirming, databases, people
from guarantor.services.adoption import programmes
from guarantor.services.adoption.programmes import Adoption
from guarantor.services.casework import cases, decisions
from guarantor.services.claiming import claims
from guarantor.services.data_protection import erasure
from guarantor.services.guaranteeing import guarantees, issuing, signature_corrections
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from tests.rehearsing import APPLICATION, Rehearsal, after
from tests.services import stories
from tests.services.acts_after_decision import AFTER_DECISION
from tests.services.acts_after_issue import AFTER_ISSUE
from tests.services.acts_of_claims import ON_CLAIMS
from tests.services.acts_of_correspondence import ON_CORRESPONDENCE
from tests.services.acts_of_entering import OF_ENTERING
from tests.services.acts_of_evidence import WITH_FILES
from tests.services.acts_of_finance import OF_FINANCE
from tests.services.acts_of_importing import IMPORTING
from tests.services.acts_of_money import OF_MONEY
from tests.services.acts_of_policies import OF_POLICIES
from tests.services.acts_of_rent_and_tasks import RENT_AND_TASKS
from tests.services.acts_of_retention import OF_RETENTION
from tests.services.doing_an_act import Doable
from tests.services.stories import day

G, C = "RG-0001/1", "RG-0001/1/C1"
ADOPTION = Adoption("kent-pilot", 5, day("2018-06-01"), "Panel, 22 March 2018, item 6")
WHOLE = {Month(2018, 9): 52_000, Month(2018, 10): 52_000}


@after(Rehearsal.staff)
def role_proposed(rehearsal: Rehearsal) -> None:
    """Ada has proposed a caseworker, P-10."""
    people.propose_role(rehearsal.office, rehearsal.ada, "dee", Role.CASEWORKER)


@after(Rehearsal.staff)
def adoption_proposed(rehearsal: Rehearsal) -> None:
    """Ann has proposed a second programme, P-10."""
    programmes.propose_adoption(rehearsal.office, rehearsal.ann, ADOPTION)


DOABLE = (
    *AFTER_DECISION,
    *AFTER_ISSUE,
    *IMPORTING,
    *ON_CLAIMS,
    *ON_CORRESPONDENCE,
    *OF_ENTERING,
    *WITH_FILES,
    *OF_FINANCE,
    *OF_MONEY,
    *OF_POLICIES,
    *OF_RETENTION,
    *RENT_AND_TASKS,
    Doable(
        Act.PROPOSE_ROLE,
        Rehearsal.staff,
        "ada",
        "P-10",
        lambda office, who: people.propose_role(office, who, "dee", Role.CASEWORKER),
    ),
    Doable(
        Act.CONFIRM_ROLE, role_proposed, "bo", "P-10", lambda office, who: confirming.confirm(office, who, 10)
    ),
    Doable(
        Act.PROPOSE_PROGRAMME,
        Rehearsal.staff,
        "ann",
        "P-10",
        lambda office, who: programmes.propose_adoption(office, who, ADOPTION),
    ),
    Doable(
        Act.CONFIRM_PROGRAMME,
        adoption_proposed,
        "abe",
        "P-10",
        lambda office, who: confirming.confirm(office, who, 10),
    ),
    Doable(
        Act.SET_BUSINESS_DATE,
        Rehearsal.staff,
        "ada",
        "rehearsal",
        lambda office, who: databases.set_business_date(office, who, day("2018-09-01")),
    ),
    Doable(
        Act.ADD_CASE,
        Rehearsal.staff,
        "cora",
        "RG-0001",
        lambda office, who: cases.add(office, who, APPLICATION, day("2018-07-01")),
    ),
    Doable(
        Act.SUBMIT_CASE,
        stories.drafted,
        "cal",
        "RG-0001",
        lambda office, who: cases.submit(office, who, "RG-0001", day("2018-07-01")),
    ),
    Doable(
        Act.REVISE_CASE,
        stories.assessed,
        "cal",
        "RG-0001",
        lambda office, who: cases.revise(office, who, "RG-0001", APPLICATION, day("2018-07-03")),
    ),
    Doable(
        Act.ASSESS_CASE,
        stories.submitted,
        "cal",
        "RG-0001",
        lambda office, who: cases.assess(office, who, "RG-0001", day("2018-07-02")),
    ),
    Doable(
        Act.RECORD_GATE_ITEM,
        stories.assessed,
        "cal",
        "RG-0001",
        lambda office, who: cases.record_gate_item(
            office, who, "RG-0001", GateItem.ADVICE, "leaflet", day("2018-07-03")
        ),
    ),
    Doable(
        Act.DECIDE_CASE,
        stories.assessed,
        "abe",
        "RG-0001",
        lambda office, who: decisions.decide(
            office, who, "RG-0001", "approve", "ready", [], day("2018-07-03")
        ),
    ),
    Doable(
        Act.ISSUE_GUARANTEE,
        stories.approved,
        "abe",
        "RG-0001",
        lambda office, who: issuing.issue(office, who, "RG-0001", day("2018-07-05")),
    ),
    Doable(
        Act.RECORD_SIGNATURE,
        stories.offered,
        "cal",
        G,
        lambda office, who: guarantees.sign(office, who, G, Party.LANDLORD, day("2018-07-06")),
    ),
    Doable(
        Act.CORRECT_SIGNATURE,
        stories.active,
        "cal",
        G,
        lambda office, who: signature_corrections.correct(
            office,
            who,
            G,
            Party.LANDLORD,
            day("2018-09-02"),
            why="misspelt",
            name="Example Landlord the Second",
            capacity="landlord",
            witness=None,
            how="on paper",
        ),
    ),
    Doable(
        Act.CHARGE_RENT,
        stories.active,
        "cal",
        G,
        lambda office, who: rent.charge(
            office, who, G, day("2018-09-01"), 52_000, day("2018-09-02"), "charge 1"
        ),
    ),
    Doable(
        Act.RECORD_RENT_PAYMENT,
        stories.charged,
        "cal",
        G,
        lambda office, who: rent.pay(
            office, who, G, day("2018-09-01"), 52_000, "benefit", day("2018-09-02"), "payment 1"
        ),
    ),
    Doable(
        Act.RECORD_SILENCE,
        stories.charged,
        "cal",
        G,
        lambda office, who: rent.state(office, who, G, Month(2018, 9), "silent", day("2018-10-06")),
    ),
    Doable(
        Act.RECORD_MISSED_RENT,
        stories.charged,
        "cal",
        G,
        lambda office, who: rent.state(office, who, G, Month(2018, 9), "missed", day("2018-09-10")),
    ),
    Doable(
        Act.LODGE_CLAIM,
        stories.charged,
        "cal",
        C,
        lambda office, who: claims.lodge(office, who, G, WHOLE, day("2018-11-05"), None),
    ),
    Doable(
        Act.DECIDE_CLAIM,
        stories.lodged,
        "abe",
        C,
        lambda office, who: claims.decide(office, who, C, WHOLE, None, day("2018-11-06")),
    ),
    Doable(
        Act.PAY_CLAIM,
        stories.accepted,
        "finn",
        C,
        lambda office, who: payments.pay(office, who, C, "BACS-1", day("2018-11-10")),
    ),
    Doable(
        Act.ERASE_PERSON,
        stories.paid,
        "bo",
        "RG-0001",
        lambda office, who: erasure.erase_person(office, who, "RG-0001", day("2026-01-01")),
    ),
)
"""One of each; the journal's line of each act is its subject's."""
