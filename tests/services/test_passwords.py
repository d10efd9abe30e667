"""What is kept of a password costs whoever steals it as much as OWASP asks for, and a password is told from another."""

import pytest

from guarantor.services.entering import passwords
from tests.sharing import HASHER_OF_THE_SERVICE


@pytest.fixture
def _as_in_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of the service and not the cheap one of the tests."""
    monkeypatch.setattr(passwords, "_hasher", HASHER_OF_THE_SERVICE)
    passwords._nobodys.cache_clear()


@pytest.mark.usefixtures("_as_in_service")
def test_a_password_is_hashed_with_argon2id_at_the_least_that_owasp_asks_for() -> None:
    kept = [passwords.hashed("three random words") for _ in range(2)]
    assert all(each.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for each in kept)
    assert kept[0] != kept[1]
    assert passwords.matches("three random words", kept[0])
    assert not passwords.matches("three random word", kept[0])


@pytest.mark.usefixtures("_as_in_service")
def test_whoever_has_no_account_costs_as_much_as_whoever_has_one() -> None:
    assert passwords._nobodys().startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not passwords.matches("nobody has this account", None)
