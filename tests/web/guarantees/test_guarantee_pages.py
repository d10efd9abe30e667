"""A guarantee in its pages: listed, found, signed by three, its copies kept, changed, moved, ended by two."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import GateItem, Party
from guarantor.services.casework import cases, decisions, showing
from guarantor.services.entering import restricting
from guarantor.services.guaranteeing import guarantee_lists, issuing
from guarantor.services.guaranteeing.guarantee_lists import Chosen, Warned
from guarantor.services.rent_record import rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.acts_of_correspondence import SIGNED
from tests.services.stories import day
from tests.web.entering import sent, token_in, with_accounts
from tests.web.guarantees.working import at_work_on, boxes, in_force, questions, ready_to_issue

ClientOf = Callable[[str], FlaskClient]
PAGE = "/guarantees/RG-0001-1"
SIGNATURE = {
    "name": "Orla Example",
    "capacity": "landlord",
    "how": "on paper",
    "witnessed": "yes",
    "witness": "Will Sample",
}


@after(ready_to_issue)
def offered(rehearsal: Rehearsal) -> None:
    """RG-0001/1 is issued and nobody has signed."""
    issuing.issue(rehearsal.office, rehearsal.ann, "RG-0001", day("2018-07-05"))


@after(in_force)
def several(rehearsal: Rehearsal) -> None:
    """Beside RG-0001/1 another in arrears and one that is only offered, in Medway."""
    rehearsal.active_guarantee("RG-0002", {"young_person.name": "Uma Synthetic"})
    rehearsal.charge("RG-0002/1", "2018-08-01", "2018-09-01")
    office, medway = rehearsal.office, {"tenancy.area": "medway", "tenancy.brma": "Medway & Swale"}
    rehearsal.assessed_case("RG-0003", medway)
    accepts = ["area", "rent_level"]
    decisions.decide(office, rehearsal.ann, "RG-0003", "approve", "ready", accepts, day("2018-07-03"))
    for item in GateItem:
        cases.record_gate_item(office, rehearsal.cora, "RG-0003", item, "seen", day("2018-07-04"))
    issuing.issue(office, rehearsal.ann, "RG-0003", day("2018-07-05"))
    rent.state(rehearsal.office, rehearsal.cora, "RG-0002/1", Month(2018, 8), "missed", day("2018-09-10"))


def listed(rehearsal: Rehearsal, **chosen: object) -> list[str]:
    """The references of a list as Cora sees it on 1 October 2018."""
    found = guarantee_lists.listed(
        rehearsal.office,
        rehearsal.cora,
        day("2018-10-01"),
        Chosen(**chosen),  # type: ignore[arg-type]
    )
    return [each.ref for each in found.guarantees]


class TestSigning:
    """On a guarantee that is offered."""

    @pytest.fixture
    def rehearsal(self, begin: Begin) -> Rehearsal:
        """Issued, not signed."""
        return begin(offered)

    def test_the_third_signature_puts_it_in_force(self, client_of: ClientOf, rehearsal: Rehearsal) -> None:
        client = client_of("cora")
        for party in Party:
            assert "tag--yellow" in client.get(PAGE).text
            came = sent(client, f"{PAGE}/sign/{party}", {**SIGNATURE, "on": boxes("2018-07-05")})
            assert came.status_code == 303
            assert came.location == PAGE
        page = client.get(PAGE).text
        assert "All three have signed: the guarantee is in force" in page
        assert "witnessed by Will Sample" in page
        assert showing.guarantee(rehearsal.office, "RG-0001/1")["status"] == "active"

    def test_each_party_is_offered_its_own_name(self, client_of: ClientOf) -> None:
        client = client_of("cora")
        assert 'value="Orla Example"' in client.get(f"{PAGE}/sign/landlord").text
        assert 'value="Tam Synthetic"' in client.get(f"{PAGE}/sign/young-person").text
        assert 'value="Kent County Council"' in client.get(f"{PAGE}/sign/council").text

    @pytest.mark.parametrize("party", ["landlord", "young-person", "council"])
    @pytest.mark.parametrize(
        ("answers", "says"),
        [
            ({"how": ""}, "Choose how it was signed"),
            ({"witnessed": ""}, "Say whether somebody witnessed it"),
            ({"witness": ""}, "Enter who witnessed it"),
            ({"witnessed": "no"}, "Leave the name of the witness empty"),
            ({"capacity": ""}, "Enter as what they signed"),
        ],
    )
    def test_how_it_was_signed_and_before_whom_has_to_be_said(
        self, client_of: ClientOf, party: str, answers: dict[str, str], says: str
    ) -> None:
        client, given = client_of("cora"), {**SIGNATURE, "on": boxes("2018-07-05")}
        came = sent(client, f"{PAGE}/sign/{party}", given | answers)
        assert came.status_code != 303
        assert says in came.text

    def test_a_signature_before_nobody_is_taken_where_it_is_said(self, client_of: ClientOf) -> None:
        given = {**SIGNATURE, "witnessed": "no", "witness": "", "on": boxes("2018-07-05")}
        assert sent(client_of("cora"), f"{PAGE}/sign/landlord", given).status_code == 303

    def test_no_way_of_signing_is_filled_in_and_the_papers_own_wording_is_said(
        self, client_of: ClientOf
    ) -> None:
        client = client_of("cora")
        for party, words in (
            ("landlord", "before a witness who is not a party"),
            ("council", "common seal"),
            ("young-person", "It asks for no witness"),
        ):
            page = client.get(f"{PAGE}/sign/{party}").text
            assert words in page
            assert " checked" not in page

    def test_a_signature_counts_once(self, client_of: ClientOf) -> None:
        client = client_of("cora")
        sent(client, f"{PAGE}/sign/landlord", {**SIGNATURE, "on": boxes("2018-07-05")})
        again = sent(client, f"{PAGE}/sign/landlord", {**SIGNATURE, "on": boxes("2018-07-05")})
        assert again.status_code == 409
        assert "was recorded before" in again.text

    def test_nobody_signs_before_the_issue(self, client_of: ClientOf) -> None:
        came = sent(client_of("cora"), f"{PAGE}/sign/council", {**SIGNATURE, "on": boxes("2018-07-04")})
        assert came.status_code == 422

    def test_there_is_no_fourth_party(self, client_of: ClientOf) -> None:
        assert client_of("cora").get(f"{PAGE}/sign/witness").status_code == 404

    def test_a_signed_copy_is_kept_by_one_opened_and_confirmed_by_another(
        self, client_of: ClientOf, rehearsal: Rehearsal
    ) -> None:
        client, form = client_of("cora"), {"on": boxes("2018-07-05")}
        papers = showing.guarantee(rehearsal.office, "RG-0001/1")["documents"]
        code = next(each["code"] for each in papers if each["kind"] == "deed")
        upload = f"{PAGE}/signed/{code}"
        asked = {**form, "csrf_token": token_in(client.get(upload))}
        came = client.post(upload, data={**asked, "copy": (io.BytesIO(SIGNED), "deed.pdf")})
        assert came.status_code == 303, came.text
        copy = f"{PAGE}/signed/SC-1"
        page = client.get(PAGE).text
        assert f'href="{copy}"' in page
        assert "To be compared" in page
        file = client.get(f"{copy}/file")
        assert file.data == SIGNED
        assert file.headers["Content-Disposition"].startswith("attachment")
        second = client_of("cal")
        assert "the signature of the landlord is not recorded" in second.get(copy).text
        word = {**form, "compared": "y"}
        assert "the signature of the landlord is not recorded" in sent(second, f"{copy}/confirm", word).text
        for party in ("landlord", "council"):
            sent(client, f"{PAGE}/sign/{party}", {**SIGNATURE, "on": boxes("2018-07-05")})
        assert "You kept it, so another person compares it" in client.get(copy).text
        assert sent(client, f"{copy}/confirm", word).status_code == 409
        assert sent(second, f"{copy}/confirm", form).status_code == 422
        assert sent(second, f"{copy}/confirm", word).status_code == 303
        assert "Confirmed" in second.get(copy).text
        assert sent(second, f"{copy}/take-back", {**form, "reason": "another deed"}).status_code == 303
        taken = second.get(copy).text
        assert "another deed" in taken
        assert "Take it back" not in taken

    def test_a_file_that_is_no_paper_is_refused(self, client_of: ClientOf, rehearsal: Rehearsal) -> None:
        client = client_of("cora")
        code = showing.guarantee(rehearsal.office, "RG-0001/1")["documents"][0]["code"]
        address = f"{PAGE}/signed/{code}"
        form = {"on": boxes("2018-07-05"), "csrf_token": token_in(client.get(address))}
        came = client.post(address, data={**form, "copy": (io.BytesIO(b"moo"), "deed.pdf")})
        assert came.status_code == 422
        assert "expected a PDF, PNG or JPEG file" in came.text

    def test_a_copy_of_nothing_is_not_found(self, client_of: ClientOf) -> None:
        for place in ("SC-9", "SC-9/file", "SC-9/confirm", "SC-9/take-back"):
            assert client_of("cora").get(f"{PAGE}/signed/{place}").status_code == 404


class TestChangesAndEnds:
    """On a guarantee in force."""

    @pytest.fixture
    def rehearsal(self, begin: Begin) -> Rehearsal:
        """Signed by all; 1 October 2018."""
        return begin(in_force)

    def test_a_change_is_decided_by_another_person(self, client_of: ClientOf) -> None:
        ann, abe = client_of("ann"), client_of("abe")
        form = {"kind": "joint_tenant", "detail": "A friend moves in", "on": boxes("2018-10-01")}
        came = sent(ann, f"{PAGE}/changes/new", form)
        assert came.location == f"{PAGE}/changes/CH-1"
        assert "You opened this change, so another approver decides it" in ann.get(came.location).text
        decision = {"decision": "no_effect", "reason": "The deed stands", "on": boxes("2018-10-01")}
        refused = sent(ann, f"{came.location}/decide", decision)
        assert refused.status_code == 409
        assert sent(abe, f"{came.location}/decide", decision).status_code == 303
        assert "The deed stands" in abe.get(came.location).text

    def test_consent_to_a_higher_rent_names_its_terms(self, client_of: ClientOf) -> None:
        sent(
            client_of("cora"),
            f"{PAGE}/changes/new",
            {"kind": "rent_above_ceiling", "detail": "£600 from November", "on": boxes("2018-10-01")},
        )
        abe = client_of("abe")
        decision = {"decision": "consented", "reason": "Fair", "on": boxes("2018-10-01")}
        bare = sent(abe, f"{PAGE}/changes/CH-1/decide", decision)
        assert bare.status_code == 422
        terms = {**decision, "share": "600", "from_on": boxes("2018-11-01")}
        assert sent(abe, f"{PAGE}/changes/CH-1/decide", terms).status_code == 303
        assert "£480.00 added to the cap" in abe.get(f"{PAGE}/changes/CH-1").text
        assert "£3,600.00" in abe.get(PAGE).text

    def test_an_open_change_stands_on_the_list_until_it_is_decided(self, client_of: ClientOf) -> None:
        cora = client_of("cora")
        sent(cora, f"{PAGE}/changes/new", {"kind": "other", "detail": "x", "on": boxes("2018-10-01")})
        assert "CH-1" in cora.get("/guarantees/changes").text
        decision = {"decision": "no_effect", "reason": "None", "on": boxes("2018-10-01")}
        sent(client_of("abe"), f"{PAGE}/changes/CH-1/decide", decision)
        assert "CH-1" not in cora.get("/guarantees/changes").text

    def test_an_early_end_waits_for_a_second_person(self, client_of: ClientOf, rehearsal: Rehearsal) -> None:
        form = {
            "reason": "tenancy_ended",
            "ended": boxes("2018-09-30"),
            "evidence": "Keys handed back",
            "on": boxes("2018-10-01"),
        }
        cal = client_of("cal")
        assert sent(cal, f"{PAGE}/end", form).status_code == 303
        assert "You proposed it, so another approver confirms it" in cal.get(PAGE).text
        assert "Look at it and confirm" in client_of("abe").get(PAGE).text
        assert "An approver confirms it" in client_of("cora").get(PAGE).text
        assert showing.guarantee(rehearsal.office, "RG-0001/1")["status"] == "active"

    def test_an_end_that_the_record_does_not_bear_is_refused(self, client_of: ClientOf) -> None:
        came = sent(client_of("ann"), f"{PAGE}/end", {"reason": "term_reached", "on": boxes("2018-10-01")})
        assert came.status_code == 409

    def test_a_caseworker_is_offered_no_end_that_takes_one_approver(self, client_of: ClientOf) -> None:
        assert "The term is over" not in client_of("cora").get(f"{PAGE}/end").text
        assert "The term is over" in client_of("ann").get(f"{PAGE}/end").text

    def test_the_term_is_over_on_the_day_after_its_last(
        self, client_of: ClientOf, rehearsal: Rehearsal
    ) -> None:
        at_work_on(rehearsal, "2019-07-31")
        assert "The daily run writes the end down" not in client_of("ann").get(PAGE).text
        at_work_on(rehearsal, "2019-08-01")
        assert "The daily run writes the end down" in client_of("ann").get(PAGE).text

    def test_a_move_hands_the_case_in_with_the_new_home(
        self, client_of: ClientOf, rehearsal: Rehearsal
    ) -> None:
        form = {
            "because": "move",
            "address": "9 Sample Lane, Canterbury",
            "postcode": "CT2 1ZZ",
            "kind": "private",
            "rooms": "1-bed",
            "area": "kent",
            "brma": "Canterbury",
            "starts_on": boxes("2018-11-01"),
            "monthly_rent": "520",
            "rent_share": "520",
            "landlord": "Nell Example",
            "landlord_address": "4 Sample Road, Canterbury, CT2 2ZZ",
            "on": boxes("2018-10-01"),
        }
        came = sent(client_of("cora"), f"{PAGE}/move", form)
        assert came.status_code == 303, came.text
        held = showing.case(rehearsal.office, "RG-0001")
        assert held["status"] == "submitted"
        assert held["property"]["postcode"] == "CT2 1ZZ"
        assert held["young_person"]["name"] == "Tam Synthetic"
        assert "A move was asked for on 1 October 2018" in client_of("cora").get(PAGE).text


class TestLists:
    """With several guarantees."""

    @pytest.fixture
    def rehearsal(self, begin: Begin) -> Rehearsal:
        """One in force, one in arrears, one offered."""
        return begin(several)

    def test_a_list_is_narrowed_by_status_area_and_open_warnings(self, rehearsal: Rehearsal) -> None:
        assert listed(rehearsal) == ["RG-0003/1", "RG-0002/1", "RG-0001/1"]
        assert listed(rehearsal, status="offered") == ["RG-0003/1"]
        assert listed(rehearsal, area="medway") == ["RG-0003/1"]
        assert listed(rehearsal, warned=Warned.ANY) == ["RG-0002/1"]
        assert listed(rehearsal, warned=Warned.SILENT) == []

    @pytest.mark.parametrize(
        ("today", "found"), [("2019-06-04", []), ("2019-06-05", ["RG-0001/1", "RG-0002/1"])]
    )
    def test_what_ends_within_eight_weeks_is_soon(
        self, rehearsal: Rehearsal, today: str, found: list[str]
    ) -> None:
        soon = guarantee_lists.listed(rehearsal.office, rehearsal.cora, day(today), Chosen(soon=True))
        assert [each.ref for each in soon.guarantees] == found

    def test_arrears_stand_in_the_list_as_in_the_record(self, rehearsal: Rehearsal) -> None:
        found = guarantee_lists.listed(rehearsal.office, rehearsal.cora, day("2018-10-01"), Chosen())
        for each in found.guarantees:
            statement = rent.statement(rehearsal.office, each.ref, day("2018-10-01"))
            assert (each.stage, each.days) == (statement["stage"], statement["days"])
            assert f"{each.arrears_pence / 100:.2f}" == statement["arrears"]

    def test_a_longer_list_asks_no_more_questions(self, rehearsal: Rehearsal) -> None:
        def ask() -> None:
            guarantee_lists.listed(rehearsal.office, rehearsal.cora, day("2018-10-01"), Chosen())

        ask()
        before = questions(rehearsal, ask)
        for number in range(4, 8):
            rehearsal.active_guarantee(f"RG-{number:04d}")
        assert questions(rehearsal, ask) == before

    @pytest.mark.parametrize("words", ["uma", "RG-0002", "2", "rg-0002/1"])
    def test_one_is_found_by_name_and_reference(self, client_of: ClientOf, words: str) -> None:
        came = sent(client_of("cora"), "/guarantees/search", {"words": words})
        assert "RG-0002/1</a>" in came.text
        assert "RG-0001/1</a>" not in came.text

    def test_each_link_to_a_rent_record_says_whose_it_is(self, client_of: ClientOf) -> None:
        page = client_of("cora").get("/guarantees").text
        for ref in ("RG-0001/1", "RG-0002/1", "RG-0003/1"):
            assert page.count(f'<span class="govuk-visually-hidden">: rent of {ref}</span></a>') == 1

    def test_a_restricted_case_shows_its_reference_alone(
        self, client_of: ClientOf, rehearsal: Rehearsal
    ) -> None:
        restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0002")
        page = client_of("cal").get("/guarantees").text
        assert "RG-0002/1" in page
        assert "Uma" not in page
        found = sent(client_of("cal"), "/guarantees/search", {"words": "uma"}).text
        assert "RG-0002/1" not in found
        assert client_of("cal").get("/guarantees/RG-0002-1").status_code == 403

    def test_an_unknown_filter_is_left_out(self, client_of: ClientOf) -> None:
        page = client_of("cora").get("/guarantees?status=moon&area=mars&warned=x&order=y&page=-3")
        assert page.status_code == 200
        assert "RG-0001/1" in page.text


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Everybody at work, no guarantee."""
    return begin(with_accounts)


def test_an_empty_list_says_so(client_of: ClientOf) -> None:
    assert "No guarantee has been issued yet" in client_of("cora").get("/guarantees").text
    assert "No guarantee is like that" in client_of("cora").get("/guarantees?status=active").text
    assert "No change waits" in client_of("cora").get("/guarantees/changes").text
