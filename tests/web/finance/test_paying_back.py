"""What is paid back, by plans that share out all of it; and a list of payees says what a look at each home says."""

import pytest

from guarantor.services.guaranteeing import moves
from guarantor.services.paying import lists, recovery_documents
from guarantor.storage import guarantee_files, payee_files, payment_lists
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import paying
from tests.services.stories import NEW_HOME, approve_move, day, issue
from tests.web.claims.dates import on
from tests.web.conftest import ClientOf
from tests.web.entering import open_accounts, sent

CLAIM = "RG-0001/1/C1"
RECOVERY = "/finance/recovery/RG-0001-1-C1"


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """RG-0001/1/C1 was paid under a policy that asks for instalments."""
    found = begin(paying.paid_to_be_repaid)
    open_accounts(found)
    return found


def test_a_plan_shares_all_of_it_out_and_money_that_comes_back_meets_it(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    client = client_of("fay")
    plan = {**on(2018, 12, 1), "first_on": ["31", "12", "2018"]}
    for wrong in ("0", "twelve", "1.5", "121"):
        assert sent(client, f"{RECOVERY}/plan", {**plan, "how_many": wrong}).status_code == 422
    assert sent(client, f"{RECOVERY}/plan", {**plan, "how_many": "3"}).status_code == 303
    shown = recovery_documents.shown(rehearsal.office, CLAIM, None)
    assert [each["amount"] for each in shown["instalments"]] == ["346.68", "346.66", "346.66"]
    space = {
        **on(2019, 1, 2),
        "from_on": ["1", "2", "2019"],
        "until_on": ["31", "3", "2019"],
        "reason": "ill",
    }
    assert sent(client, f"{RECOVERY}/breathing-space", space).status_code == 303
    came_in = {**on(2019, 1, 2), "source": "young_person", "amount": "£346.68"}
    assert sent(client, f"{RECOVERY}/received", came_in).status_code == 303
    off = {**on(2019, 2, 1), "amount": "100", "reason": "nothing to live on"}
    assert sent(client, f"{RECOVERY}/write-off", off).status_code == 303
    assert "A write-off is proposed as" in client.get(RECOVERY).text
    assert lists.paid_back(rehearsal.office, planned=True).rows[0]["left_pence"] == 69_332


def test_a_list_of_payees_says_of_every_home_what_a_single_look_says(rehearsal: Rehearsal) -> None:
    office = rehearsal.office
    rehearsal.active_guarantee("RG-0002")
    paying.confirm(rehearsal, paying.change(rehearsal, ref="RG-0002", name="Before the move"))
    moves.ask(office, rehearsal.cora, "RG-0002/1", NEW_HOME, day("2018-11-09"))
    approve_move(rehearsal, "RG-0002")
    issue(rehearsal, "RG-0002", "2018-11-10")
    after = paying.change(rehearsal, ref="RG-0002", name="After the move", on="2018-11-11")
    paying.confirm(rehearsal, after, on="2018-11-12")
    with reading(office.engine) as session:
        refs = guarantee_files.refs(session)
        listed = {ref: each.name for ref, each in payment_lists.payees(session, refs).items()}
        single = {
            ref: payee.name
            for ref in refs
            if (payee := payee_files.confirmed_for(session, guarantee_files.held(session, ref)))
        }
    assert listed == single == {"RG-0002/1": "Before the move", "RG-0002/2": "After the move"}
