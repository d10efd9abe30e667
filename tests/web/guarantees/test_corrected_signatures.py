"""What was written wrong of a signature is put right on its page."""

import pytest

from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.conftest import ClientOf
from tests.web.entering import sent
from tests.web.guarantees.working import in_force

AT = "/guarantees/RG-0001-1/signature/landlord"
WORDS = {
    "name": "Anna Example",
    "capacity": "director",
    "how": "by seal",
    "witnessed": "no",
    "reason": "misspelt",
}


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """RG-0001/1 is in force."""
    return begin(in_force)


@pytest.mark.parametrize("name", ["cora", "ann"])
def test_the_papers_words_stand_on_the_page_of_the_guarantee(client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    assert "Write it as it stands on the paper" in client.get(AT).text
    assert sent(client, AT, WORDS).status_code == 303
    shown = client.get("/guarantees/RG-0001-1").text
    assert ("Anna Example, director" in shown, f"put right by {name}" in shown) == (True, True)


@pytest.mark.parametrize("lacks", ["name", "capacity", "how", "witnessed", "reason"])
def test_a_word_that_is_missing_is_asked_for(client_of: ClientOf, lacks: str) -> None:
    answer = sent(client_of("cora"), AT, {**WORDS, lacks: ""})
    assert (answer.status_code, "There is a problem" in answer.text) == (422, True)


def test_of_nobody_there_is_no_page(client_of: ClientOf) -> None:
    assert client_of("cora").get("/guarantees/RG-0001-1/signature/nobody").status_code == 404


@pytest.mark.parametrize("name", ["fay", "aude", "pam", "ada"])
def test_only_who_records_signatures_puts_them_right(client_of: ClientOf, name: str) -> None:
    assert client_of(name).get(AT).status_code == 403
