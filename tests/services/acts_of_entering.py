"""Every act on accounts and restricted cases, once each, beside those of acts_of_the_path."""

import pytest

from guarantor.domain.access import Act
from guarantor.services.acting import confirming
from guarantor.services.entering import accounts, own_account, restricting
from tests.rehearsing import Rehearsal, after
from tests.services.doing_an_act import Doable

FIRST_PENDING = 10
"""After the eight roles and the programme of the staff."""
CODE = "AAAA-AAAA-AAAA-AAAA"
"""What the account of `account_open` is set up with."""


@after(Rehearsal.staff)
def account_proposed(rehearsal: Rehearsal) -> None:
    """Ada proposed an account for Cora."""
    accounts.propose_account(rehearsal.office, rehearsal.ada, "cora")


@after(account_proposed)
def account_open(rehearsal: Rehearsal) -> None:
    """Bo confirmed it; chance gave out nothing but the first letter."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(accounts.secrets, "choice", lambda letters: letters[0])
        rehearsal.confirmed({"pending": f"P-{FIRST_PENDING}"}, rehearsal.bo)


@after(account_open)
def account_set_up(rehearsal: Rehearsal) -> None:
    """Cora set it up."""
    accounts.set_up(rehearsal.office, "cora", CODE, "three random words", None, None)


@after(Rehearsal.staff)
def a_case(rehearsal: Rehearsal) -> None:
    """A case was assessed."""
    rehearsal.assessed_case()


OF_ENTERING = (
    Doable(
        Act.PROPOSE_ACCOUNT,
        Rehearsal.staff,
        "ada",
        f"P-{FIRST_PENDING}",
        lambda office, who: accounts.propose_account(office, who, "cora"),
    ),
    Doable(
        Act.CONFIRM_ACCOUNT,
        account_proposed,
        "bo",
        f"P-{FIRST_PENDING}",
        lambda office, who: confirming.confirm(office, who, FIRST_PENDING),
    ),
    Doable(
        Act.SET_UP_ACCOUNT,
        account_open,
        "cora",
        "officer 3",
        lambda office, who: accounts.set_up(office, who.name, CODE, "three random words", None, None),
    ),
    Doable(
        Act.CHANGE_PASSWORD,
        account_set_up,
        "cora",
        "officer 3",
        lambda office, who: {
            "token": own_account.change_password(
                office, who, "three random words", None, "another set of words"
            )
        },
    ),
    Doable(
        Act.CLOSE_ACCOUNT,
        account_open,
        "bo",
        "officer 3",
        lambda office, who: accounts.close_account(office, who, "cora"),
    ),
    Doable(
        Act.RESTRICT_CASE,
        a_case,
        "ann",
        "RG-0001",
        lambda office, who: restricting.restrict(office, who, "RG-0001"),
    ),
)
"""One of each; the journal's line of each act is its subject's."""
