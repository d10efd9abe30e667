"""Two processes on one database: a session of one is known to the other, and a form is taken once by both together."""

import dataclasses
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import text

from guarantor.services.acting.office import Office
from guarantor.storage.engine import open_engine
from guarantor.web.app import create_app
from tests.rehearsing import Rehearsal
from tests.web.entering import PASSWORD, sent, signed_in, token_in


@pytest.fixture
def other(rehearsal: Rehearsal) -> Iterator[Office]:
    """The office of a second process: the same settings and a door of its own to the database."""
    engine = open_engine(rehearsal.url)
    yield dataclasses.replace(rehearsal.office, engine=engine)
    engine.dispose()


def test_a_session_and_a_form_belong_to_both_of_two_applications(rehearsal: Rehearsal, other: Office) -> None:
    one, two = create_app(rehearsal.office), create_app(other)
    first, second = signed_in(one, "ada"), two.test_client()
    cookie = first.get_cookie("guarantor")
    assert cookie is not None
    second.set_cookie("guarantor", cookie.value)
    page = second.get("/admin/role")
    assert page.status_code == 200
    once = re.search(r'name="once" value="([^"]+)"', page.text)
    assert once is not None
    # The token against forged forms is in the cookie, which one browser would send to both.
    both = second.get_cookie("guarantor")
    assert both is not None
    first.set_cookie("guarantor", both.value)
    form = {"csrf_token": token_in(page), "once": once[1], "name": "zoe", "role": "caseworker"}
    answers = [client.post("/admin/role", data=form) for client in (second, first, second)]
    assert [came.status_code for came in answers] == [303, 303, 303]
    with rehearsal.office.engine.connect() as connection:
        proposed = connection.scalar(text("SELECT COUNT(*) FROM pending_act WHERE content LIKE '%zoe%'"))
    assert proposed == 1
    sent(first, "/sign-out", {}, shown_at="/admin")
    assert second.get("/admin").status_code == 303


def test_a_name_that_one_locks_is_locked_in_the_other(rehearsal: Rehearsal, other: Office) -> None:
    one, two = create_app(rehearsal.office).test_client(), create_app(other).test_client()
    for _ in range(rehearsal.office.settings.sign_in_failures):
        sent(one, "/sign-in", {"username": "cora", "password": "a wrong one"})
    assert sent(two, "/sign-in", {"username": "cora", "password": PASSWORD}).status_code != 303
    assert sent(two, "/sign-in", {"username": "cal", "password": PASSWORD}).status_code == 303


def test_the_command_serves_with_two_processes_and_ends_them_when_told(rehearsal: Rehearsal) -> None:
    held = rehearsal.office.settings
    environment = {
        **os.environ,
        "GUARANTOR_DATABASE_URL": rehearsal.url,
        "GUARANTOR_SIGNING_KEY_FILE": str(held.signing_key_file),
        "GUARANTOR_WEB_KEY_FILE": str(held.web_key_file),
    }
    words = ["-c", "from guarantor.cli.main import main; main()", "serve", "--port", "0", "--processes", "2"]
    with subprocess.Popen(
        [sys.executable, *words],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as service:
        assert service.stderr is not None
        try:
            said = next(line for line in service.stderr if "The pages are on" in line)
            address = said.split()[4]
            for _ in range(4):
                assert requests.get(f"{address}accessibility", timeout=60).status_code == 200
            figures = requests.get(f"{address}metrics", timeout=60).text
            children = Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()
            assert len(children) == 2
            # Whichever of the two is asked answers for both.
            assert 'route="/accessibility",status="200"} 4.0' in figures
        finally:
            service.send_signal(signal.SIGTERM)
            for _ in service.stderr:
                pass
        service.wait(60)
    assert not any(Path(f"/proc/{child}").exists() for child in children)
