"""What watches the service: whether it lives, whether it can work, and figures for whoever holds the token."""

import dataclasses
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import text

from guarantor.services.acting.office import Office
from guarantor.settings import Settings
from guarantor.storage import schema
from guarantor.storage.engine import open_engine
from guarantor.web.app import create_app
from tests.rehearsing import Rehearsal

TOKEN = "a token of the tests, 1234"  # noqa: S105 - of tests alone


def served(office: Office, token: str | None = None) -> FlaskClient:
    secret = None if token is None else SecretStr(token)
    settings = office.settings.model_copy(update={"metrics_token": secret})
    return create_app(dataclasses.replace(office, settings=settings)).test_client()


def test_a_live_service_answers_probes_over_plain_http_and_nothing_else(live: Office) -> None:
    client = served(live)
    assert [client.get(each).status_code for each in ("/health", "/ready", "/metrics")] == [200, 200, 200]
    assert client.get("/sign-in").status_code == 302


def test_it_lives_while_the_database_is_gone_but_cannot_work(rehearsal: Rehearsal, tmp_path: Path) -> None:
    app = create_app(rehearsal.office)
    client = app.test_client()
    assert client.get("/ready").json == {
        "ready": True,
        "database": "reached",
        "schema": "current",
        "journal": "read",
    }
    gone = open_engine(f"sqlite:///{tmp_path / 'no-folder' / 'gone.db'}")
    app.extensions["office"] = dataclasses.replace(rehearsal.office, engine=gone)
    assert client.get("/health").status_code == 200
    answer = client.get("/ready")
    assert (answer.status_code, answer.json["ready"]) == (503, False)  # type: ignore[index]
    figures = client.get("/metrics").text
    assert "guarantor_ready 0.0" in figures


def test_it_cannot_work_on_a_schema_of_another_version(rehearsal: Rehearsal) -> None:
    with rehearsal.office.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = create_app(rehearsal.office).test_client().get("/ready")
    assert answer.status_code == 503
    assert answer.json["schema"] == "not current"  # type: ignore[index]


def test_it_cannot_work_on_what_a_restore_left_half_way(rehearsal: Rehearsal) -> None:
    client = create_app(rehearsal.office).test_client()
    with rehearsal.office.engine.begin() as connection:
        schema.mark_as_being_restored(connection)
    answer = client.get("/ready")
    assert (answer.status_code, answer.json["journal"]) == (503, "not read")  # type: ignore[index]
    schema.mark_as_restored(rehearsal.office.engine)
    assert client.get("/ready").status_code == 200


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (None, 401),
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
        (f"Bearer {TOKEN}x", 401),
        (f"Bearer {TOKEN[:-1]}", 401),
        ("Bearer ", 401),
        (f"Basic {TOKEN}", 401),
    ],
)
@pytest.mark.parametrize("comes_from", ["127.0.0.1", "192.0.2.7"])
def test_with_a_token_set_the_figures_are_for_whoever_shows_it(
    rehearsal: Rehearsal, header: str | None, status: int, comes_from: str
) -> None:
    headers = {} if header is None else {"Authorization": header}
    client = served(rehearsal.office, TOKEN)
    came = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": comes_from})
    assert came.status_code == status
    assert ("guarantor_ready" in came.text) is (status == 200)


@pytest.mark.parametrize(
    ("comes_from", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 404),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}, 404),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}, 404),
    ],
)
def test_without_a_token_the_figures_are_for_this_machine_alone(
    rehearsal: Rehearsal, comes_from: str, headers: dict[str, str], status: int
) -> None:
    came = served(rehearsal.office).get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": comes_from})
    assert came.status_code == status


def test_the_figures_count_requests_by_route_and_name_nobody(rehearsal: Rehearsal) -> None:
    client = served(rehearsal.office)
    for address in ("/accessibility", "/accessibility", "/cases/RG-0001", "/nothing/of/the/kind"):
        client.get(address)
    figures = client.get("/metrics").text
    assert 'guarantor_requests_total{method="GET",route="/accessibility",status="200"} 2.0' in figures
    assert 'guarantor_requests_total{method="GET",route="/cases/<case:ref>",status="303"} 1.0' in figures
    assert 'guarantor_requests_total{method="GET",route="none",status="404"} 1.0' in figures
    assert 'guarantor_request_seconds_count{method="GET"} 4.0' in figures
    assert "RG-0001" not in figures


def test_a_token_that_is_short_is_refused() -> None:
    assert Settings(metrics_token=SecretStr("x" * 20)).metrics_token is not None
    with pytest.raises(ValueError, match="metrics_token"):
        Settings(metrics_token=SecretStr("x" * 19))
