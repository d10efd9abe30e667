"""A name that failed too often is locked in every process of the pages, and no process lets one guess more through."""

import os
import subprocess
import sys

import pytest

from guarantor import clock
from guarantor.domain.refusals import SignInLocked
from guarantor.services.acting.office import Office
from guarantor.services.entering import signing_in
from guarantor.settings import CHECKOUT
from tests.databases import KINDS
from tests.rehearsing import Rehearsal
from tests.web.entering import PASSWORD

PROCESSES = 2


def guessing(rehearsal: Rehearsal, name: str) -> subprocess.Popen[str]:
    """A process that waits for its word to guess."""
    script = (
        "import tests, runpy, sys; tests.__path__ = [sys.argv[1]]; sys.argv = ['guessing', *sys.argv[2:]]; "
        "runpy.run_module('tests.web.guessing', run_name='__main__')"
    )
    command = [sys.executable, "-c", script, str(CHECKOUT / "tests"), rehearsal.url]
    return subprocess.Popen(
        [*command, str(rehearsal.office.settings.web_key_file), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
        cwd=CHECKOUT,
    )


@pytest.mark.parametrize("database_kind", KINDS)
@pytest.mark.parametrize("name", ["cora", "nobody"])
def test_processes_that_guess_at_once_get_no_more_guesses_than_one(rehearsal: Rehearsal, name: str) -> None:
    processes = [guessing(rehearsal, name) for _ in range(PROCESSES)]
    for each in processes:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in processes:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    tried = [int(each.communicate()[0]) for each in processes]
    assert sum(tried) == rehearsal.office.settings.sign_in_failures
    here = Office(rehearsal.office.engine, rehearsal.office.settings, clock.now, clock.today)
    with pytest.raises(SignInLocked):
        signing_in.sign_in(here, name, PASSWORD)
    assert signing_in.sign_in(here, "cal", PASSWORD)
