"""The log: each request and act in one line, and nothing that a person typed or is called in any of them."""

import io
import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from sqlalchemy import text

from guarantor.domain.access import Role
from guarantor.services.casework import notes
from guarantor.settings import Settings
from guarantor.web import log_lines
from guarantor.web.app import create_app
from tests.conftest import Begin
from tests.rehearsing import ROLES, Rehearsal
from tests.web.entering import PASSWORD, sent, signed_in, token_in
from tests.web.walking import addresses, everything

TYPED = "Zebedee-typed-this"
PLACES = {
    "young_person": ("name", "address", "email", "phone"),
    "home": ("address", "landlord_name", "landlord_address"),
    "officer": ("name",),
}
"""Where names and addresses stand."""
SOME = {"at", "level", "logger", "request_id", "where", "error", "came_up", *log_lines.FIELDS}


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind."""
    return begin(everything)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is written to the log, by every logger there is and at every level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log_lines.JsonLines())
    root, ours = logging.getLogger(), logging.getLogger(log_lines.OURS)
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before[0])
    ours.setLevel(before[1])


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def private(rehearsal: Rehearsal) -> set[str]:
    """Every name and address that the database holds, in the case of a log's letters."""
    found: set[str] = set()
    with rehearsal.office.engine.connect() as connection:
        for table, columns in PLACES.items():
            held = connection.execute(text(f"SELECT * FROM {table}")).mappings().all()
            found |= {str(row[name]) for row in held for name in columns if row.get(name)}
    assert "Tam Synthetic" in found
    return found


def in_json(words: str) -> str:
    return json.dumps(words)[1:-1]


def test_a_walk_through_every_page_as_every_role_leaves_no_word_of_anybody_in_the_log(
    app: Flask, rehearsal: Rehearsal, log: io.StringIO
) -> None:
    app.testing = False
    by_role = {role: name for name, role in ROLES.items()}
    for role in (Role.CASEWORKER, Role.FINANCE, Role.ADMINISTRATOR):
        client = signed_in(app, by_role[role])
        token = token_in(client.get("/accessibility"))
        for _, address in addresses(app, "GET"):
            client.get(f"{address}?officer={TYPED}&subject={TYPED}", headers={"X-Request-ID": TYPED})
        for rule, address in addresses(app, "POST"):
            if rule.endpoint != "entrance.sign_out":
                client.post(address, data={"csrf_token": token, "name": TYPED, "reason": TYPED, TYPED: TYPED})
        client.get(f"/cases/{TYPED}", headers={"Referer": f"http://localhost/{TYPED}", "User-Agent": TYPED})
        client.open("/cases", method=TYPED)
    sent(app.test_client(), "/sign-in", {"username": TYPED, "password": PASSWORD})

    written = lines(log)
    requests = [line for line in written if line.get("event") == "request"]
    assert len(requests) > 500
    for line in written:
        assert set(line) <= SOME
    whole = log.getvalue().lower()
    assert TYPED.lower() not in whole
    assert PASSWORD not in whole
    # A member of staff here is called by a few letters, which stand in other words too: theirs are looked for whole.
    officers = {f'"{name}"' for name in ROLES}
    people = {in_json(each).lower() for each in private(rehearsal) if each not in ROLES}
    assert [each for each in people | officers if len(each) > 3 and each in whole] == []
    assert {str(line["about"]) for line in requests if "about" in line} >= {
        "RG-0001",
        "RG-0001/1",
        "T-1",
    }


def test_a_line_says_what_was_asked_by_which_role_and_how_it_went(app: Flask, log: io.StringIO) -> None:
    client = signed_in(app, "cora")
    log.truncate(0)
    log.seek(0)
    came = client.get("/cases/RG-0001")
    line = lines(log)[-1]
    assert line["request_id"] == came.headers["X-Request-ID"]
    assert (line["method"], line["route"], line["about"]) == ("GET", "/cases/<case:ref>", "RG-0001")
    assert (line["status"], line["roles"]) == (200, ["caseworker"])
    assert isinstance(line["ms"], float)


def test_whom_a_page_is_refused_is_in_the_log_by_their_role(app: Flask, log: io.StringIO) -> None:
    assert signed_in(app, "cora").get("/admin").status_code == 403
    line = lines(log)[-1]
    assert (line["route"], line["status"], line["roles"]) == ("/admin", 403, ["caseworker"])


def test_an_act_is_in_the_log_by_its_name_and_reference_under_the_request_that_did_it(
    app: Flask, rehearsal: Rehearsal, log: io.StringIO
) -> None:
    with app.test_request_context("/cases/RG-0001/note", method="POST"):
        g.request_id = "0123456789abcdef"
        notes.add(rehearsal.office, rehearsal.cora, "RG-0001", TYPED, rehearsal.clock.today())
    (act,) = (line for line in lines(log) if line.get("event") == "act")
    assert (act["logger"], act["act"], act["about"]) == ("guarantor.acts", "add_note", "RG-0001")
    assert act["request_id"] == "0123456789abcdef"
    assert TYPED not in log.getvalue()


def test_a_failure_of_ours_is_in_the_log_by_its_place_and_not_by_what_it_says(
    app: Flask, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise ValueError(TYPED)

    app.testing = False
    monkeypatch.setitem(app.view_functions, "standing.accessibility", broken)
    vars(broken)["admission"] = vars(app.view_functions["entrance.sign_in"])["admission"]
    came = app.test_client().get("/accessibility")
    assert (came.status_code, TYPED in came.text, "ValueError" in came.text) == (500, False, False)
    failure = next(line for line in lines(log) if line.get("event") == "failure")
    assert failure["error"] == "builtins.ValueError"
    assert str(failure["came_up"]).count("broken") == 1
    assert TYPED not in log.getvalue()


def test_a_record_of_anybody_elses_says_only_where_it_was_written(log: io.StringIO) -> None:
    logging.getLogger("waitress").error("Exception while serving %s", TYPED)
    (line,) = lines(log)
    assert set(line) == {"at", "level", "logger", "where"}
    assert line["logger"] == "waitress"


@pytest.mark.parametrize(
    ("text_", "is_one"),
    [
        ("RG-0001", True),
        ("RG-0001/1/C1", True),
        ("RG-0010/K1", True),
        ("P-12", True),
        ("RG-0001 Tam", False),
        ("officer 4", False),
        ("Tam-1", False),
        ("RG-0001\n", False),
        (None, False),
    ],
)
def test_what_a_line_is_about_is_a_reference_or_nothing(text_: str | None, is_one: bool) -> None:
    assert (log_lines.reference(text_) is not None) is is_one


def test_the_log_goes_to_a_file_that_others_cannot_read_and_begins_anew_after_it_was_moved(
    tmp_path: Path,
) -> None:
    file = tmp_path / "guarantor.jsonl"
    handler = log_lines.begin(Settings(log_to=f"file:{file}"))
    root = logging.getLogger()
    try:
        ours = logging.getLogger("guarantor.acts")
        ours.info("act", extra={"event": "act", "about": "RG-0001"})
        file.rename(tmp_path / "yesterday")
        ours.info("act", extra={"event": "act", "about": "RG-0002"})
    finally:
        root.removeHandler(handler)
        handler.close()
    assert json.loads(file.read_text())["about"] == "RG-0002"
    assert json.loads((tmp_path / "yesterday").read_text())["about"] == "RG-0001"
    assert file.stat().st_mode & 0o007 == 0


def test_each_line_of_a_request_reaches_a_collector_over_the_network(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector:
        collector.bind(("127.0.0.1", 0))
        # Whatever was sent waits there already; a line that is lost fails here instead of waiting for ever.
        collector.settimeout(30)
        monkeypatch.setenv("GUARANTOR_LOG_TO", f"syslog:127.0.0.1:{collector.getsockname()[1]}")
        handler = log_lines.begin(Settings())
        try:
            create_app(rehearsal.office).test_client().get("/accessibility")
            logging.getLogger("waitress").error("Exception while serving %s", TYPED)
        finally:
            logging.getLogger().removeHandler(handler)
            handler.close()
        came = [collector.recv(65_536).decode() for _ in range(2)]
    heads, told = zip(*(each.split(" ", 1) for each in came), strict=True)
    # Facility user, severity informational and error (RFC 3164).
    assert heads == ("<14>guarantor:", "<11>guarantor:")
    request, elsewhere = (json.loads(each) for each in told)
    assert (request["event"], request["route"], request["status"]) == ("request", "/accessibility", 200)
    assert elsewhere["logger"] == "waitress"
    assert TYPED not in "".join(came)


@pytest.mark.parametrize("log_to", ["stdout", "file:relative", "syslog:", "http://logs.council.gov.uk", ""])
def test_a_place_for_the_log_that_is_none_is_refused(log_to: str) -> None:
    with pytest.raises(ValueError, match="log_to"):
        Settings(log_to=log_to)
