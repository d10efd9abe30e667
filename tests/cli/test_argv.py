"""Options that take several values: what is spread over repeated options and what is left alone."""

from shlex import split

import pytest

from guarantor.cli.argv import spread
from guarantor.services.casework import showing
from tests.commanding import At
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after

SPREAD = {
    "claim lodge G --line 2018-09=520 2018-10=520": "claim lodge G --line 2018-09=520 --line 2018-10=520",
    "x --accept 2018-09=1 2018-10=2 2018-11=3 --by ann": (
        "x --accept 2018-09=1 --accept 2018-10=2 --accept 2018-11=3 --by ann"
    ),
    "x --line 2018-09=520 --line 2018-10=520": "x --line 2018-09=520 --line 2018-10=520",
    "x --accepts area age --reason because": "x --accepts area --accepts age --reason because",
    "x --line 2018-09=520 RG-0001/1": "x --line 2018-09=520 RG-0001/1",
    "x --line --by cora": "x --line --by cora",
    "x --reason 'y z' --by ann": "x --reason 'y z' --by ann",
    "": "",
}


@pytest.mark.parametrize(("given", "meant"), SPREAD.items(), ids=list(SPREAD))
def test_further_values_get_their_option_again(given: str, meant: str) -> None:
    assert spread(split(given)) == split(meant)


@pytest.mark.parametrize("accepts", ["--accepts activity area", "--accepts activity --accepts area"])
def test_several_findings_are_accepted_in_either_form(begin: Begin, at: At, accepts: str) -> None:
    rehearsal = begin(_idle_in_medway)
    command = f"case decide RG-0001 approve {accepts} --reason bearable --by ann --on 2018-07-03"
    ran = at(rehearsal)(*split(command), "--json")
    assert ran.code == 0, ran.err
    decision = showing.case(rehearsal.office, "RG-0001")["decision"]
    assert decision["accepts"] == ["activity", "area"]


@after(Rehearsal.staff)
def _idle_in_medway(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case(changes={"activity": "none", "tenancy.area": "medway"})
