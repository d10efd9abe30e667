"""What the deed and the agreement are told: from the record, and by the policy's switches."""

import json

import pytest

from guarantor.services.correspondence import letters
from guarantor.storage import guarantee_files
from guarantor.storage.engine import reading
from letters.content import AgreementContent, DeedContent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.acts_of_correspondence import code_of, digest

G = "RG-0001/1"


@after(Rehearsal.staff)
def offered_on_a_shared_licence(rehearsal: Rehearsal) -> None:
    """A room let by licence, the rent shared with others."""
    rehearsal.approved_case(
        "RG-0001",
        {
            "tenancy.kind": "university",
            "tenancy.monthly_rent": "1040.00",
            "property.joint": True,
            "property.licence": True,
        },
    )
    stories.issue(rehearsal, "RG-0001", "2018-07-05")


def told(rehearsal: Rehearsal, kind: str) -> DeedContent | AgreementContent:
    with reading(rehearsal.office.engine) as session:
        (paper,) = [each for each in guarantee_files.papers(session, G) if each.kind == kind]
        assert digest(paper.content_bytes or b"") == paper.sha256
        content: type[DeedContent | AgreementContent] = DeedContent if kind == "deed" else AgreementContent
        return content.model_validate_json(paper.inputs or "")


@pytest.mark.parametrize("kind", ["deed", "agreement"])
def test_a_paper_carries_its_own_code_the_check_page_and_the_mark_of_a_rehearsal(
    begin: Begin, kind: str
) -> None:
    rehearsal = begin(stories.offered)
    content = told(rehearsal, kind)
    assert content.code == code_of(rehearsal.office, kind)
    assert str(content.check_at) == "http://127.0.0.1:8000/check"
    assert content.mark == "REHEARSAL - synthetic people - DEMO seal"
    assert content.code.encode() in letters.file(rehearsal.office, content.code)


@pytest.mark.parametrize(("story", "shared"), [(stories.offered, False), (offered_on_a_shared_licence, True)])
def test_the_papers_say_how_the_home_is_let(begin: Begin, story: object, shared: bool) -> None:
    assert callable(story)
    rehearsal = begin(story)
    for kind in ("deed", "agreement"):
        tenancy = told(rehearsal, kind).tenancy
        assert (tenancy.joint, tenancy.licence) == (shared, shared)


def test_two_deeds_differ_and_each_states_its_own_terms(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    rehearsal.offered_guarantee("RG-0002")
    with reading(rehearsal.office.engine) as session:
        deeds = []
        for ref in (G, "RG-0002/1"):
            guarantee = guarantee_files.held(session, ref)
            (deed,) = [each for each in guarantee_files.papers(session, ref) if each.kind == "deed"]
            content = json.loads(deed.inputs or "")
            assert content["reference"] == ref
            assert content["cover"]["ends_on"] == guarantee.ends_on.isoformat()
            assert content["cover"]["cap"] == f"{guarantee.cap_pence / 100:.2f}"
            deeds.append(deed)
    assert deeds[0].sha256 != deeds[1].sha256
    assert deeds[0].code != deeds[1].code
