"""An exploration that one process works on is shown, stopped and counted by the pages of another, also when it died."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from guarantor.services.forecasting.long_runs import LOST, MOST_WAITING_OF_ONE
from guarantor.services.forecasting.run_worker import SILENT
from guarantor.settings import CHECKOUT
from guarantor.web.pages.forecast.explorations import RUNS
from tests.rehearsing import Rehearsal
from tests.web.entering import sent, signed_in
from tests.web.on_both import on_both

ASK = "/forecast/explorations"


@pytest.fixture
def fay(app: Flask) -> Iterator[FlaskClient]:
    """Finance's client of this process's pages, whose threads end with the test."""
    yield signed_in(app, "fay")
    app.extensions[RUNS].close()


@pytest.fixture
def other(rehearsal: Rehearsal) -> Iterator["subprocess.Popen[str]"]:
    """Another process, in which Fay asked for as many explorations as she may."""
    script = (
        "import tests, runpy, sys; tests.__path__ = [sys.argv[1]]; sys.argv = ['exploring', *sys.argv[2:]]; "
        "runpy.run_module('tests.web.operations.exploring', run_name='__main__')"
    )
    command = [sys.executable, "-c", script, str(CHECKOUT / "tests"), rehearsal.url]
    with subprocess.Popen(
        [*command, str(rehearsal.fay.number), str(MOST_WAITING_OF_ONE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
        cwd=CHECKOUT,
    ) as process:
        yield process
        process.kill()


def told(process: "subprocess.Popen[str]", how_many: int = 1) -> list[str]:
    """The next lines that a process says."""
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(how_many)]


def goes_on(process: "subprocess.Popen[str]") -> None:
    """Let it go a step further."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def states(client: FlaskClient) -> list[str]:
    """The states of the explorations on the page, the first that was asked for first."""
    return re.findall(r"(Waiting|Being worked out|Done|Stopped|Not possible)\s*</td>", client.get(ASK).text)[
        ::-1
    ]


@on_both
def test_pages_of_one_process_show_and_stop_what_another_works_on_and_tell_when_it_was_killed(
    rehearsal: Rehearsal, fay: FlaskClient, other: "subprocess.Popen[str]"
) -> None:
    said = told(other, MOST_WAITING_OF_ONE + 1)
    # What the first says of its step may come before the last is asked for.
    step = next(line for line in said if line.endswith("of 3"))
    stopped, done, killed, waiting = (f"{ASK}/{line}" for line in said if line != step)
    assert "Step 1 of 3 is done." in fay.get(stopped).text
    assert states(fay) == ["Being worked out", "Waiting", "Waiting", "Waiting"]
    form = {"kind": "break-even", "basis": "2018-06"}
    refused = sent(fay, ASK, form)
    assert f"at most {MOST_WAITING_OF_ONE} at once" in refused.text

    assert sent(fay, f"{stopped}/stop", {}, shown_at=stopped).status_code == 303
    goes_on(other)
    assert told(other) == ["1 of 3"]
    assert "Stopped after 2 of 3 steps; nothing was kept." in fay.get(stopped).text

    for step in ("2 of 3", "3 of 3", "1 of 3"):
        goes_on(other)
        assert told(other) == [step]
    assert "2019/20" in fay.get(done).text
    assert states(fay) == ["Stopped", "Done", "Being worked out", "Waiting"]

    other.kill()
    other.wait()
    rehearsal.clock.instant += SILENT * 2
    for address in (killed, waiting):
        page = fay.get(address).text
        assert LOST in page
        assert f'href="{ASK}?kind=fan&amp;basis=2018-06"' in page
    assert sent(fay, ASK, form).status_code == 303
    *before, again = states(fay)
    assert before == ["Stopped", "Done", "Stopped", "Stopped"]
    assert again in ("Waiting", "Being worked out", "Done")
