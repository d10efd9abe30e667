"""Every act of finance on payees, payments and what is paid back, once each, beside those of acts_of_the_path."""

from pathlib import Path

from guarantor.domain.access import Act
from guarantor.ledger.instalments import Promise
from guarantor.services.acting import confirming
from guarantor.services.acting.office import Office
from guarantor.services.paying import batches, payees, payments, recovery, write_offs
from tests.services import paying, stories
from tests.services.doing_an_act import Doable
from tests.services.paying import ACCOUNT, CALL_BACK, SORT_CODE, C
from tests.services.stories import day


def _out(office: Office) -> Path:
    """A name in the test's own folder, where its keys are."""
    return Path(office.settings.payee_key_file or "").with_name("batch.csv")


OF_MONEY = (
    Doable(
        Act.PROPOSE_PAYEE,
        stories.accepted,
        "fay",
        "P-10",
        lambda office, who: payees.change(
            office,
            who,
            "RG-0001",
            "agent",
            "Example Lettings",
            payees.bank_details(SORT_CODE, ACCOUNT),
            day("2018-11-07"),
        ),
    ),
    Doable(
        Act.CONFIRM_PAYEE,
        paying.entered,
        "finn",
        "P-10",
        lambda office, who: confirming.confirm(office, who, 10, on=day("2018-11-08"), call_back=CALL_BACK),
    ),
    Doable(
        Act.MAKE_PAYMENT_BATCH,
        paying.payable,
        "fay",
        "B-1",
        lambda office, who: batches.make(office, who, _out(office), day("2018-11-09")),
    ),
    Doable(
        Act.RECORD_RETURNED_PAYMENT,
        stories.paid,
        "finn",
        C,
        lambda office, who: payments.returned(office, who, C, "refused", day("2018-11-14"), "return 1"),
    ),
    Doable(
        Act.AGREE_RECOVERY_PLAN,
        paying.paid_to_be_repaid,
        "fay",
        C,
        lambda office, who: recovery.agree_plan(
            office, who, C, [Promise(day("2018-12-31"), 104_000)], day("2018-12-01")
        ),
    ),
    Doable(
        Act.RECORD_RECOVERY,
        paying.planned,
        "finn",
        C,
        lambda office, who: recovery.recover(
            office, who, C, 4_000, "young_person", day("2018-12-31"), "standing order 1"
        ),
    ),
    Doable(
        Act.GRANT_BREATHING_SPACE,
        paying.planned,
        "finn",
        C,
        lambda office, who: recovery.grant_breathing_space(
            office, who, C, day("2018-12-31"), day("2019-01-31"), "lost the job", day("2018-12-20")
        ),
    ),
    Doable(
        Act.PROPOSE_WRITE_OFF,
        paying.planned,
        "finn",
        "P-10",
        lambda office, who: write_offs.propose_write_off(
            office, who, C, 10_000, "nothing to live on", day("2019-02-01")
        ),
    ),
    Doable(
        Act.CONFIRM_WRITE_OFF,
        paying.write_off_proposed,
        "finn",
        "P-10",
        lambda office, who: confirming.confirm(office, who, 10, on=day("2019-02-02")),
    ),
)
"""One of each; the journal's line of each act is its subject's."""
