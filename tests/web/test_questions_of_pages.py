"""What a page asks of the database: as many questions where there is much as where there is little."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from guarantor.domain.task_kinds import TaskKind
from guarantor.services.acting.office import Office
from guarantor.services.casework import notes
from guarantor.services.correspondence import batches, of_one_case
from guarantor.services.worktrays import worktray
from guarantor.web.app import create_app
from guarantor.web.pages.cases import LATEST
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day
from tests.storage.full_use import in_full_use
from tests.web.entering import open_accounts, signed_in, token_in

CASE = "/cases/RG-0001"


@after(stories.active)
def few(rehearsal: Rehearsal) -> None:
    """One case with a guarantee in force, as many tasks and notes as its page shows; everybody has an account."""
    open_accounts(rehearsal)
    _go_on(rehearsal, LATEST)


@after(few)
def many_entries(rehearsal: Rehearsal) -> None:
    """The same case with twenty entries more."""
    _go_on(rehearsal, 20)


@after(few)
def many_cases(rehearsal: Rehearsal) -> None:
    """The same case and five others, assessed, each with a task."""
    for number in range(2, 7):
        rehearsal.assessed_case(f"RG-{number:04d}")
        _open_task(rehearsal, f"RG-{number:04d}")


@after(stories.ended)
def one_paper(rehearsal: Rehearsal) -> None:
    """One case with its deed and agreement, whose guarantee ended; everybody has an account."""
    open_accounts(rehearsal)


@after(one_paper)
def many_papers(rehearsal: Rehearsal) -> None:
    """The same case with every letter that it asks for."""
    made = batches.make_due(rehearsal.office, rehearsal.cora, day("2018-10-16"), lambda _done, _of_all: None)
    assert made.done


def _go_on(rehearsal: Rehearsal, entries: int) -> None:
    for _ in range(entries // 2):
        notes.add(rehearsal.office, rehearsal.cora, "RG-0001", "They rang.", day("2018-08-02"))
        _open_task(rehearsal, "RG-0001")


def _open_task(rehearsal: Rehearsal, ref: str) -> None:
    due_on, on = day("2018-08-20"), day("2018-08-02")
    worktray.add(rehearsal.office, rehearsal.cora, ref, TaskKind.OTHER, due_on, "Ring back.", on)


@contextmanager
def _questions(office: Office) -> Iterator[list[str]]:
    put: list[str] = []

    def seen(_conn: Any, _cursor: Any, statement: str, _values: Any, _context: Any, _many: bool) -> None:
        put.append(statement)

    event.listen(office.engine, "before_cursor_execute", seen)
    try:
        yield put
    finally:
        event.remove(office.engine, "before_cursor_execute", seen)


def _asked(rehearsal: Rehearsal, address: str, words: str | None = None, by: str = "cora") -> list[str]:
    """What a page asks for the second time: what the first one makes ready, such as a policy, is no part of it."""
    app = create_app(rehearsal.office)
    app.testing = True
    client = signed_in(app, by)
    token = token_in(client.get("/search"))
    for _ in range(2):
        with _questions(rehearsal.office) as put:
            page = (
                client.get(address)
                if words is None
                else client.post(address, data={"words": words, "csrf_token": token})
            )
        assert page.status_code == 200
    return put


@pytest.mark.parametrize("address", [CASE, f"{CASE}/timeline", f"{CASE}/letters", "/", "/cases"])
def test_a_page_asks_no_more_where_a_case_has_many_entries(begin: Begin, address: str) -> None:
    assert len(_asked(begin(many_entries), address)) == len(_asked(begin(few), address))


@pytest.mark.parametrize(
    "address",
    [CASE, f"{CASE}/timeline", f"{CASE}/letters", "/", "/cases", "/cases?outcome=eligible", "/waiting-list"],
)
def test_a_page_asks_no_more_where_there_are_many_cases(begin: Begin, address: str) -> None:
    assert len(_asked(begin(many_cases), address)) == len(_asked(begin(few), address))


def test_the_page_of_what_is_due_asks_no_more_where_there_are_many_cases(begin: Begin) -> None:
    counts = [len(_asked(begin(story), "/admin/retention", by="ada")) for story in (few, many_cases)]
    assert counts[0] == counts[1]


def test_a_search_asks_no_more_the_more_it_finds(begin: Begin) -> None:
    at = begin(many_cases)
    counts = [len(_asked(at, "/search", words)) for words in ("synthetic", "nobody")]
    assert counts[0] == counts[1]


def test_the_page_of_a_case_asks_no_more_the_more_papers_it_has(begin: Begin) -> None:
    assert len(_asked(begin(many_papers), CASE)) == len(_asked(begin(one_paper), CASE))


def test_what_one_case_asks_for_is_what_all_cases_ask_for_of_it(begin: Begin) -> None:
    at, on = begin(in_full_use), day("2019-12-31")
    every = batches.due(at.office, on)
    cases = {each.ref.partition("/")[0] for each in every}
    assert len(cases) > 1
    for ref in cases:
        assert [(each.kind, each.ref, each.since_on) for each in of_one_case.due(at.office, ref, on)] == [
            (each.kind, each.ref, each.since_on) for each in every if each.ref.partition("/")[0] == ref
        ]
