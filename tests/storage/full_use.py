"""A record in which every table has rows, so that every guard has something to guard.

Each part stands on cases of its own, so that what one of them says stays true when another part grows.
"""

import datetime as dt
from pathlib import Path

import pytest

from guarantor.domain.access import Role
from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.domain.correspondence import ReturnReason, SentHow, WithdrawalReason
from guarantor.domain.dates import Month
from guarantor.domain.evidence_kinds import EvidenceKind
from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.refusals import SignInRefused
from guarantor.domain.task_kinds import TaskKind
from guarantor.ledger.instalments import Promise
from guarantor.services.acting import people
from guarantor.services.adoption import policies, programmes, proposals
from guarantor.services.casework import (
    complaints,
    costs,
    decisions,
    evidence_files,
    exceptions,
    notes,
    refusal_reviews,
    waiting,
    withdrawing,
)
from guarantor.services.claiming import claim_corrections, claims, disputes
from guarantor.services.correspondence import (
    checking_page,
    dispatch,
    executed_copies,
    letters,
    rewording,
)
from guarantor.services.correspondence import withdrawing as withdrawing_papers
from guarantor.services.data_protection import legal_holds
from guarantor.services.entering import accounts, looking, own_account, restricting, sent_forms, signing_in
from guarantor.services.finance import month_close, periods, savings
from guarantor.services.forecasting import saved_runs
from guarantor.services.forecasting.long_runs import LongRuns
from guarantor.services.forecasting.what_if import Setting
from guarantor.services.guaranteeing import changes, ending, moves, signature_corrections
from guarantor.services.paying import batches, payees, payments, recovery, write_offs
from guarantor.services.rent_record import deposits, rent, warnings
from guarantor.services.worktrays import worktray
from guarantor.storage import account_files
from guarantor.storage.engine import acting
from guarantor.storage.tables.changes import LateEntry
from rules import policy as rules_policy
from tests.rehearsing import Rehearsal, after
from tests.services.acts_of_correspondence import SIGNED, SIGNED_FOURTH, SIGNED_THIRD, SIGNED_TOO, code_of
from tests.services.acts_of_evidence import PAYSLIP
from tests.services.claiming import INDISCREET, unjudged
from tests.services.paying import ACCOUNT, CALL_BACK, SORT_CODE
from tests.services.stories import NEW_HOME, approve_move, day, issue

AUGUST_TO_DECEMBER = ("2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01", "2018-12-01")
SEPTEMBER_AND_OCTOBER = {"2018-09": 52_000, "2018-10": 52_000}


@after(Rehearsal.staff)
def in_full_use(rehearsal: Rehearsal) -> None:
    """Every table has rows.

    RG-0001/1 has a claim paid, one accepted, one lodged; RG-0002/1 is offered, RG-0003/1 lapsed. RG-0004 is ready
    to be issued, RG-0005 assessed. kent-pilot-2 has two places, one of them held by RG-0006/1, and a ceiling with
    £100.00 left. The cases from RG-0007 on are told of in the parts below. Uma has an account of the operating
    system, Dee is caseworker, approver and finance at once, and the last pending act, to make Gus finance, waits
    for Bo.
    """
    _claims_and_offers(rehearsal)
    _turned_down(rehearsal)
    _excepted_with_costs(rehearsal)
    _moved_and_changed(rehearsal)
    _claims_looked_at_again(rehearsal)
    _payments_sent_back(rehearsal)
    rehearsal.adopt(places=2, ceiling_pence=322_000)
    rehearsal.offered_guarantee("RG-0006")
    _repaid_while_others_wait(rehearsal)
    _watched_and_closed(rehearsal)
    _written_and_sent(rehearsal)
    _policies_proposed(rehearsal)
    saved_runs.save(rehearsal.office, rehearsal.fay, "Guarantees now", Setting("book"), day("2019-04-01"))
    legal_holds.put(rehearsal.office, rehearsal.ada, "RG-0003", "a claim was announced", day("2019-04-01"))
    _accounts_and_looks(rehearsal)
    _people(rehearsal)


def _claims_and_offers(rehearsal: Rehearsal) -> None:
    office, cora, ann = rehearsal.office, rehearsal.cora, rehearsal.ann
    rehearsal.active_guarantee("RG-0001")
    rehearsal.charge("RG-0001/1", *AUGUST_TO_DECEMBER, "2019-01-01")
    rent.pay(office, cora, "RG-0001/1", dt.date(2018, 8, 1), 52_000, "tenant", dt.date(2018, 8, 3), "august")
    rehearsal.paid_claim("RG-0001/1", SEPTEMBER_AND_OCTOBER)
    rent.state(office, cora, "RG-0001/1", Month(2018, 12), "missed", dt.date(2018, 12, 20))
    rehearsal.accepted_claim("RG-0001/1", {"2018-11": 52_000}, "2019-01-05")
    rehearsal.lodged_claim("RG-0001/1", {"2018-12": 52_000, "2019-01": 52_000}, "2019-01-06")
    rent.state(office, cora, "RG-0001/1", Month(2019, 2), "silent", dt.date(2019, 3, 10))
    rehearsal.offered_guarantee("RG-0002")
    rehearsal.offered_guarantee("RG-0003")
    ending.end(office, ann, "RG-0003/1", EndReason.OFFER_LAPSED, dt.date(2018, 8, 10))
    rehearsal.approved_case("RG-0004")
    rehearsal.assessed_case("RG-0005")


def _turned_down(rehearsal: Rehearsal) -> None:
    """RG-0007 was withdrawn. Ann declined RG-0008, which Abe overturned, and RG-0009, whose review waits."""
    office, cora, ann, abe = rehearsal.office, rehearsal.cora, rehearsal.ann, rehearsal.abe
    rehearsal.assessed_case("RG-0007")
    withdrawing.withdraw(office, cora, "RG-0007", "moved away", day("2018-07-10"))
    for ref in ("RG-0008", "RG-0009"):
        rehearsal.assessed_case(ref)
        decisions.decide(office, ann, ref, "decline", "not yet", [], day("2018-07-03"))
        refusal_reviews.ask(office, cora, ref, "please look again", day("2018-07-05"))
    refusal_reviews.review(office, abe, "RG-0008", "overturned", "the facts bear it", day("2018-07-09"))
    complaints.complain(office, cora, "RG-0009", "too slow", day("2018-07-10"))
    complaints.answer(office, abe, "RG-0009", "upheld", "we are sorry", day("2018-07-20"))


def _excepted_with_costs(rehearsal: Rehearsal) -> None:
    """RG-0010 is an exception, its first cost paid and its second one approved; that of RG-0011 waits."""
    office, cora, ann, abe = rehearsal.office, rehearsal.cora, rehearsal.ann, rehearsal.abe
    on = day("2018-07-05")
    for ref in ("RG-0010", "RG-0011"):
        rehearsal.assessed_case(ref, {"readiness.cooking": False})
        proposed = exceptions.propose_exception(office, ann, ref, ["ready"], [], "a cook lives near", on)
        if ref == "RG-0010":
            rehearsal.confirmed(proposed, abe, on=on)
    for _ in range(2):
        advised = costs.propose_cost(office, cora, "RG-0010", "advice", 12_000, "a solicitor", on)
        rehearsal.confirmed(advised, ann, on=on)
    costs.pay(office, rehearsal.fay, "RG-0010/K1", "BACS-K1", on)


def _moved_and_changed(rehearsal: Rehearsal) -> None:
    """RG-0012/2 followed RG-0012/1. On RG-0013/1 a move and a change wait. RG-0014/1 ended early.

    The refusal of the third change was reworded.
    """
    office, cora, cal, on = rehearsal.office, rehearsal.cora, rehearsal.cal, day("2018-11-01")
    for ref in ("RG-0012", "RG-0013", "RG-0014"):
        rehearsal.active_guarantee(ref)
    for ref in ("RG-0012", "RG-0013"):
        moves.ask(office, cora, f"{ref}/1", NEW_HOME, on)
    approve_move(rehearsal, "RG-0012")
    issue(rehearsal, "RG-0012", "2018-11-10")
    rehearsal.ended_early("RG-0014/1", "2018-10-15")
    for _ in range(3):
        changes.open_change(office, cal, "RG-0013/1", ChangeKind.RENT_ABOVE_CEILING, "£600.00", on)
    share = changes.NewShare(60_000, day("2018-12-01"))
    changes.decide(office, rehearsal.ann, 1, ChangeDecision.CONSENTED, "fair", on, consent=share)
    with unjudged():
        changes.decide(office, rehearsal.ann, 3, ChangeDecision.NOT_CONSENTED, INDISCREET, on)
    rewording.reword_change(office, rehearsal.ann, 3, "too much", on)
    deposits.state(office, cora, "RG-0013/1", 45_000, "the scheme's letter", on)


def _claims_looked_at_again(rehearsal: Rehearsal) -> None:
    """On RG-0015/1 Ann rejected C1, reopened as C2, and C5, whose dispute waits.

    Her acceptance of C3 was undone, and C4 takes it up again.
    """
    office, cora, ann, on = rehearsal.office, rehearsal.cora, rehearsal.ann, day("2018-11-20")
    guarantee = rehearsal.active_guarantee("RG-0015")
    rehearsal.charge(guarantee, *AUGUST_TO_DECEMBER)
    first = rehearsal.lodged_claim(guarantee, SEPTEMBER_AND_OCTOBER)
    claims.record_evidence(office, cora, first, EvidenceItem.RENT_SCHEDULE, "in the file", on)
    claims.decide(office, ann, first, {}, "it was paid", on)
    disputes.dispute(office, cora, first, "it was due", on)
    disputes.answer(office, rehearsal.abe, first, "reopened", "so it was", on)
    wrong = rehearsal.accepted_claim(guarantee, {"2018-11": 52_000}, "2018-11-20")
    undone = claim_corrections.propose_undo(office, ann, wrong, "wrong home", on)
    rehearsal.confirmed(undone, rehearsal.abe, on=on)
    last, on = rehearsal.lodged_claim(guarantee, {"2018-12": 52_000}, "2018-12-20"), day("2018-12-20")
    with unjudged():
        claims.decide(office, ann, last, {}, INDISCREET, on)
    rewording.reword_claim(office, ann, last, "it was paid", on)
    disputes.dispute(office, cora, last, "it was due", on)


def _payments_sent_back(rehearsal: Rehearsal) -> None:
    """RG-0016/1/C1 was paid by a batch and came back; its payee's new account waits to be confirmed."""
    office, fay, finn = rehearsal.office, rehearsal.fay, rehearsal.finn
    guarantee = rehearsal.active_guarantee("RG-0016")
    rehearsal.charge(guarantee, *AUGUST_TO_DECEMBER)
    claim = rehearsal.accepted_claim(guarantee, SEPTEMBER_AND_OCTOBER)
    for account, on in ((ACCOUNT, "2018-11-07"), ("10000042", "2018-11-14")):
        details = payees.bank_details(SORT_CODE, account)
        entered = payees.change(office, fay, "RG-0016", "landlord", "Orla Example", details, day(on))
        if account == ACCOUNT:
            rehearsal.confirmed(entered, finn, on=day("2018-11-08"), call_back=CALL_BACK)
            _batch(rehearsal)
    batches.pay(office, finn, 1, day("2018-11-12"))
    payments.returned(office, finn, claim, "account_closed", day("2018-11-14"), None)


def _batch(rehearsal: Rehearsal) -> None:
    out = Path(rehearsal.office.settings.payee_key_file or "").with_name("of-full-use.csv")
    batches.make(rehearsal.office, rehearsal.fay, out, day("2018-11-09"))
    out.unlink()


def _repaid_while_others_wait(rehearsal: Rehearsal) -> None:
    """kent-pilot-3 asks for instalments; RG-0017/1 holds its one place. RG-0018 was let pass, RG-0019 waits."""
    office, fay = rehearsal.office, rehearsal.fay
    before, repayment, rest = rules_policy.shipped_text("kent-pilot").partition("  repayment:\n")
    changed = before + repayment + rest.replace("value: none", "value: instalments", 1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(policies, "shipped", lambda _name, _field="policy": rules_policy.load(changed))
        rehearsal.adopt(places=1)
    guarantee = rehearsal.active_guarantee("RG-0017")
    rehearsal.charge(guarantee, *AUGUST_TO_DECEMBER)
    claim, on = rehearsal.paid_claim(guarantee, SEPTEMBER_AND_OCTOBER, "BACS-17"), day("2018-12-01")
    recovery.agree_plan(office, fay, claim, [Promise(day("2018-12-31"), 104_000)], on)
    lost_the_job = (day("2018-12-31"), day("2019-01-31"), "lost the job", day("2018-12-20"))
    recovery.grant_breathing_space(office, fay, claim, *lost_the_job)
    recovery.recover(office, fay, claim, 4_000, "young_person", day("2019-01-31"), None)
    proposed = write_offs.propose_write_off(office, fay, claim, 10_000, "nothing", day("2019-02-01"))
    rehearsal.confirmed(proposed, rehearsal.finn, on=day("2019-02-02"))
    for ref in ("RG-0018", "RG-0019"):
        rehearsal.approved_case(ref)
    waiting.let_pass(office, rehearsal.ann, "RG-0018", "in hospital", day("2018-07-10"))


def _watched_and_closed(rehearsal: Rehearsal) -> None:
    """A task was done, warnings rest, a note was written; a price is set, July 2018 closed and carried forward.

    Why an act was dated in the past is kept in live databases only: that row is put there by hand.
    """
    office, cora, fay, on = rehearsal.office, rehearsal.cora, rehearsal.fay, day("2018-08-01")
    worktray.add(office, cora, "RG-0001/1", TaskKind.OTHER, on, "ring", on)
    number = worktray.listed(office, on, case="RG-0001")[0]["task"]
    worktray.take(office, cora, int(number[2:]), on)
    warnings.pause(office, cora, "RG-0001/1", on, on, "in hospital", on)
    notes.add(office, cora, "RG-0001", "The sister has a key.", on)
    payslip = (EvidenceKind.INCOME, "payslip.pdf", PAYSLIP)
    evidence_files.store(office, cora, "RG-0001", *payslip, on)
    savings.set_price(office, fay, "Foyers", 18_000, day("2018-04-01"), "Commissioning, 2018", on)
    month_close.close(office, fay, Month(2018, 7), on)
    periods.close(office, on)
    with acting(office.engine) as session:
        session.add(
            LateEntry(
                case_ref="RG-0001",
                act="charge_rent",
                subject="RG-0001/1",
                dated_on=on,
                reason="the letter came late",
                officer=cora.number,
                recorded_at=office.now(),
            )
        )


def _written_and_sent(rehearsal: Rehearsal) -> None:
    """Both papers of RG-0001/1 were sent, the deed came back, and its signed copy SC-1 was confirmed and checked.

    SC-2, of the agreement, was taken back; SC-3, of the deed, and SC-4, of the unsigned deed of RG-0002/1, wait. A
    letter was withdrawn.
    """
    office, cora, on = rehearsal.office, rehearsal.cora, day("2019-02-20")
    for kind in ("deed", "agreement"):
        dispatch.send(office, cora, code_of(office, kind), SentHow.POST, on)
    dispatch.came_back(office, cora, code_of(office, "deed"), ReturnReason.MOVED, on)
    deed, agreement = (code_of(office, kind) for kind in ("deed", "agreement"))
    unsigned = code_of(office, "deed", "RG-0002")
    for code, scan in (
        (deed, SIGNED),
        (agreement, SIGNED_TOO),
        (deed, SIGNED_THIRD),
        (unsigned, SIGNED_FOURTH),
    ):
        executed_copies.store(office, cora, code, scan, on)
    executed_copies.confirm(office, rehearsal.cal, 1, on)
    signature_corrections.correct(
        office,
        cora,
        "RG-0001/1",
        Party.LANDLORD,
        on,
        why="misspelt",
        name="Example Landlord the Second",
        capacity="landlord",
        witness="Example Witness",
        how="on paper",
    )
    executed_copies.take_back(office, cora, 2, "of another young person", on)
    letters.issue(office, cora, "claim-decision", "RG-0001/1/C1", on)
    made = letters.issue(office, cora, "approval", "RG-0018", on)
    withdrawing_papers.withdraw(office, rehearsal.ann, made["code"], WithdrawalReason.MISTAKE, on)
    assert checking_page.check(office, code_of(office, "deed"), "CT1 2ZZ", SIGNED) is not None


def _people(rehearsal: Rehearsal) -> None:
    office, ada, bo = rehearsal.office, rehearsal.ada, rehearsal.bo
    rehearsal.confirmed(people.propose_role(office, ada, "uma", Role.AUDITOR, 1234), bo)
    for role in (Role.CASEWORKER, Role.APPROVER, Role.FINANCE):
        rehearsal.confirmed(people.propose_role(office, ada, "dee", role), bo)
    people.propose_role(office, ada, "gus", Role.FINANCE)


def _policies_proposed(rehearsal: Rehearsal) -> None:
    """Of three proposals PP-1 stands, PP-2 was withdrawn, and kent-pilot-4 adopts PP-3 from June 2019."""
    office, ann, on = rehearsal.office, rehearsal.ann, day("2019-04-01")
    for days in ("42", "70", "84"):
        value = proposals.NewValue("in_touch_days", days, proposals.SourceKind.ASSUMPTION)
        proposals.propose(office, ann, "kent-pilot", [value], day("2019-06-01"), "to see", on)
    proposals.withdraw(office, ann, 2, "not that one", on)
    adoption = programmes.Adoption("PP-3", 1, day("2019-06-01"), "Panel, 22 May 2019, item 4")
    rehearsal.confirmed(programmes.propose_adoption(office, ann, adoption), rehearsal.abe)


def _accounts_and_looks(rehearsal: Rehearsal) -> None:
    """Cora, Cal and Pam have accounts: Cora's is set up, Pam's was closed. Cora is named on RG-0005, and looked at it.

    Somebody failed to sign in, somebody came in with a code; what sessions, forms and explorations leave behind is
    there too.
    """
    office, ada, bo = rehearsal.office, rehearsal.ada, rehearsal.bo
    for name in ("cora", "cal", "pam"):
        code = rehearsal.confirmed(accounts.propose_account(office, ada, name), bo)["set_up_code"]
        if name == "cora":
            accounts.set_up(office, name, code, "three random words", None, None)
    accounts.close_account(office, bo, "pam")
    restricting.restrict(office, rehearsal.ann, "RG-0005")
    restricting.name(office, rehearsal.ann, "RG-0005", "cora")
    looking.record(office, rehearsal.cora, "RG-0005")
    own_account.change_password(office, rehearsal.cora, "three random words", None, "another set of words")
    signing_in.sign_in(office, "cora", "another set of words")
    with pytest.raises(SignInRefused):
        signing_in.sign_in(office, "cora", "not the password")
    sent_forms.take(office, "a form")
    runs = LongRuns(office)
    runs.start(rehearsal.fay, "fan", {"basis": "2018-06"}, lambda _progress: {})
    runs.close()
    with acting(office.engine) as session:
        assert account_files.use_code(session, 1, 1)
