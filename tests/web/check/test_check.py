"""The landlord's check: what stands is told to whoever has code and postcode, and nothing to whoever guesses."""

import io
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text
from werkzeug.test import TestResponse

from guarantor.domain.correspondence import WithdrawalReason
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import databases
from guarantor.services.correspondence import checking_page, executed_copies, withdrawing
from guarantor.services.data_protection import erasure
from guarantor.storage import letter_files
from guarantor.storage.engine import reading
from guarantor.web.pages import check as check_page
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.acts_of_correspondence import SIGNED, SIGNED_TOO, code_of
from tests.services.stories import day
from tests.web.entering import sent, with_accounts
from tests.web.on_both import on_both

NOBODYS = "22222222222222"


@after(with_accounts)
def with_deeds(rehearsal: Rehearsal) -> None:
    """RG-0001/1 is in force, RG-0002/1 waits for signatures, RG-0003/1 has ended, RG-0004/1 is withdrawn."""
    office = rehearsal.office
    for ref in ("RG-0001", "RG-0003", "RG-0004"):
        rehearsal.active_guarantee(ref)
    rehearsal.offered_guarantee("RG-0002")
    for guarantee in ("RG-0003/1", "RG-0004/1"):
        rehearsal.ended_early(guarantee, "2018-10-15")
    withdrawing.withdraw(
        office, rehearsal.ann, code_of(office, "deed", "RG-0004"), WithdrawalReason.MISTAKE, day("2018-10-20")
    )
    for scan in (SIGNED, SIGNED_TOO):
        executed_copies.store(office, rehearsal.cora, code_of(office, "deed"), scan, day("2018-07-20"))
    executed_copies.confirm(office, rehearsal.cal, 1, day("2018-07-21"))


def today_is(rehearsal: Rehearsal, on: str) -> None:
    databases.set_business_date(rehearsal.office, rehearsal.ada, day(on))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Deeds in every state, as they stood on 1 November 2018."""
    begun = begin(with_deeds)
    today_is(begun, "2018-11-01")
    return begun


@pytest.fixture
def anybody(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


def deed_of(rehearsal: Rehearsal, ref: str) -> tuple[str, bytes]:
    code = code_of(rehearsal.office, "deed", ref)
    with reading(rehearsal.office.engine) as session:
        content = letter_files.content(session, code)
    assert content is not None
    return code, content


def asked(
    client: FlaskClient, code: str, postcode: str = "CT1 2ZZ", file: bytes | None = None
) -> TestResponse:
    form: dict[str, object] = {"code": code, "postcode": postcode}
    if file is not None:
        form["file"] = (io.BytesIO(file), "deed.pdf")
    return sent(client, "/check", form)


def main_of(page: TestResponse) -> str:
    found = re.search("<main.*</main>", page.text, re.DOTALL)
    assert found is not None
    return found[0]


def noted(rehearsal: Rehearsal) -> list[tuple[str | None, str, str | None]]:
    with rehearsal.office.engine.connect() as connection:
        asked_for = text("SELECT code, outcome, file FROM paper_check ORDER BY id")
        return [tuple(row) for row in connection.execute(asked_for)]


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("RG-0001", "This guarantee is in force"),
        ("RG-0003", "This guarantee has ended"),
        ("RG-0004", "This paper was withdrawn"),
    ],
)
def test_code_and_postcode_tell_what_stands(
    anybody: FlaskClient, rehearsal: Rehearsal, ref: str, says: str
) -> None:
    page = asked(anybody, deed_of(rehearsal, ref)[0])
    assert page.status_code == 200
    assert f'<h1 class="govuk-heading-l">{says}</h1>' in page.text


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("2018-07-10", "not yet signed by everybody"),
        ("2018-08-02", "not yet signed by everybody"),
        ("2018-08-03", "never came into force"),
    ],
)
def test_an_offer_waits_for_28_days_and_has_lapsed_on_the_next(
    anybody: FlaskClient, rehearsal: Rehearsal, on: str, says: str
) -> None:
    today_is(rehearsal, on)
    assert says in asked(anybody, deed_of(rehearsal, "RG-0002")[0]).text


@pytest.mark.parametrize(("on", "says"), [("2019-07-31", "is in force"), ("2019-08-01", "has ended")])
def test_a_deed_stands_to_its_last_day_whether_or_not_the_daily_run_came_by(
    anybody: FlaskClient, rehearsal: Rehearsal, on: str, says: str
) -> None:
    today_is(rehearsal, on)
    assert f"This guarantee {says}" in asked(anybody, deed_of(rehearsal, "RG-0001")[0]).text


@on_both
def test_what_stands_is_shown_with_cap_end_and_fingerprint_and_without_anybodys_name(
    anybody: FlaskClient, rehearsal: Rehearsal
) -> None:
    code = deed_of(rehearsal, "RG-0001")[0]
    shown = main_of(asked(anybody, code))
    found = checking_page.check(rehearsal.office, code, "CT1 2ZZ")
    assert found is not None
    assert "£3,120.00" in shown
    assert "31 July 2019" in shown
    assert found.sha256[:8] in shown
    assert found.sha256[-8:] in shown
    for private in ("Tam", "Synthetic", "Orla", "Example Street", "1999", "care leaver"):
        assert private not in shown


@pytest.mark.parametrize("typed", ["{}", "{:.4}-{rest}", " {lower} "])
@pytest.mark.parametrize("postcode", ["CT1 2ZZ", "ct12zz", " Ct1  2zZ "])
def test_capitals_dashes_and_blanks_do_not_matter(
    anybody: FlaskClient, rehearsal: Rehearsal, typed: str, postcode: str
) -> None:
    code = deed_of(rehearsal, "RG-0001")[0]
    page = asked(anybody, typed.format(code, rest=code[4:], lower=code.lower()), postcode)
    assert "Our reference" in page.text


def test_a_wrong_code_and_a_wrong_postcode_are_answered_alike(
    anybody: FlaskClient, rehearsal: Rehearsal
) -> None:
    code = deed_of(rehearsal, "RG-0001")[0]
    wrong_code, wrong_postcode = asked(anybody, NOBODYS), asked(anybody, code, "CT1 2ZY")
    assert wrong_code.status_code == wrong_postcode.status_code == 200
    assert main_of(wrong_code) == main_of(wrong_postcode)
    assert "We cannot find this paper" in wrong_code.text


@pytest.fixture
def statements(rehearsal: Rehearsal) -> Iterator[Callable[[], list[str]]]:
    """What was asked of the database since it was last told."""
    heard: list[str] = []
    engine = rehearsal.office.engine

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        heard.append(statement)

    def told() -> list[str]:
        found = heard[:]
        heard.clear()
        return found

    event.listen(engine, "before_cursor_execute", hear)
    yield told
    event.remove(engine, "before_cursor_execute", hear)


def test_the_database_is_asked_the_same_for_a_wrong_code_and_a_wrong_postcode(
    rehearsal: Rehearsal, statements: Callable[[], list[str]]
) -> None:
    code = deed_of(rehearsal, "RG-0001")[0]
    statements()
    assert checking_page.check(rehearsal.office, NOBODYS, "CT1 2ZZ") is None
    of_wrong_code = statements()
    assert checking_page.check(rehearsal.office, code, "CT1 2ZY") is None
    assert statements() == of_wrong_code


@on_both
def test_each_check_is_noted_with_its_outcome_and_without_an_address(
    anybody: FlaskClient, rehearsal: Rehearsal
) -> None:
    code, content = deed_of(rehearsal, "RG-0001")
    asked(anybody, code)
    asked(anybody, code, "CT1 2ZY")
    asked(anybody, NOBODYS)
    asked(anybody, code, file=content)
    assert noted(rehearsal) == [
        (code, "in_force", None),
        (code, "wrong_postcode", None),
        (None, "unknown", None),
        (code, "in_force", "issued"),
    ]
    with rehearsal.office.engine.connect() as connection:
        held = "".join(map(str, connection.execute(text("SELECT * FROM paper_check"))))
    assert "127.0.0.1" not in held
    assert NOBODYS not in held


def test_a_file_is_compared_and_said_to_be_the_one_issued_a_signed_copy_or_neither(
    anybody: FlaskClient, rehearsal: Rehearsal
) -> None:
    code, content = deed_of(rehearsal, "RG-0001")
    assert "This file is the one we issued" in asked(anybody, code, file=content).text
    assert "a signed copy that we hold" in asked(anybody, code, file=SIGNED).text
    waiting = asked(anybody, code, file=SIGNED_TOO).text
    assert "not the file we issued for this code" in waiting
    assert "not the file we issued for this code" in asked(anybody, code, file=content + b" ").text
    others = deed_of(rehearsal, "RG-0003")[1]
    assert "not the file we issued for this code" in asked(anybody, code, file=others).text


def test_a_file_is_taken_up_to_5_mb(rehearsal: Rehearsal) -> None:
    code = deed_of(rehearsal, "RG-0001")[0]
    found = checking_page.check(rehearsal.office, code, "CT1 2ZZ", b"x" * 5_000_000)
    assert found is not None
    assert found.file is checking_page.File.OTHER
    with pytest.raises(WrongInput, match="at most 5 MB"):
        checking_page.check(rehearsal.office, code, "CT1 2ZZ", b"x" * 5_000_001)


def test_a_file_that_is_too_large_is_told_beside_its_field(
    anybody: FlaskClient, rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (checking_page, check_page):
        monkeypatch.setattr(module, "MOST_BYTES", 1_000)
    code = deed_of(rehearsal, "RG-0001")[0]
    assert asked(anybody, code, file=b"x" * 1_000).status_code == 200
    refused = asked(anybody, code, file=b"x" * 1_001)
    assert refused.status_code == 422
    assert 'href="#file"' in refused.text


def test_a_code_in_the_address_is_filled_in_and_nothing_is_checked(
    anybody: FlaskClient, rehearsal: Rehearsal
) -> None:
    code = deed_of(rehearsal, "RG-0001")[0]
    page = anybody.get(f"/check?code={code}")
    assert f'value="{code}"' in page.text
    assert "in force" not in main_of(page)
    assert noted(rehearsal) == []


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"code": "", "postcode": "CT1 2ZZ"}, "Enter the code that is printed on the paper"),
        ({"code": NOBODYS, "postcode": ""}, "Enter the postcode of the home"),
        ({"code": "RG-0001", "postcode": "CT1 2ZZ"}, "expected the 14 letters and digits"),
        ({"code": NOBODYS, "postcode": "CT"}, "expected the postcode of the home"),
    ],
)
def test_what_cannot_be_a_code_or_a_postcode_is_told_beside_its_field(
    anybody: FlaskClient, rehearsal: Rehearsal, form: dict[str, str], says: str
) -> None:
    page = sent(anybody, "/check", form)
    assert page.status_code == 422
    assert says in page.text
    assert noted(rehearsal) == []


def test_failed_checks_from_one_address_come_to_an_end_and_right_ones_do_not(
    anybody: FlaskClient, rehearsal: Rehearsal
) -> None:
    code = deed_of(rehearsal, "RG-0001")[0]
    for _ in range(32):
        assert asked(anybody, code).status_code == 200
    for _ in range(30):
        assert asked(anybody, NOBODYS).status_code == 200
    assert asked(anybody, NOBODYS).status_code == 429


def test_an_erased_person_leaves_nothing_to_check(anybody: FlaskClient, rehearsal: Rehearsal) -> None:

    code = deed_of(rehearsal, "RG-0003")[0]
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0003", day("2019-04-30"))
    assert "We cannot find this paper" in asked(anybody, code).text
