"""What was erased stays erased: a list outside the database names it, and a backup of before is erased again."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.access import Act
from guarantor.domain.refusals import CaseIsHeld
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office
from guarantor.services.casework import notes, showing
from guarantor.services.data_protection import erasure, erasure_list, legal_holds
from guarantor.services.proof import checking
from guarantor.services.safekeeping.backups import back_up
from guarantor.services.safekeeping.restores import restore
from guarantor.storage import erasures, personal
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.databases import Databases
from tests.rehearsing import Rehearsal, after, opened
from tests.services import stories
from tests.services.stories import day
from tests.storage.conftest import outside
from tests.watching import contents

LATER = day("2026-01-01")
NAMES = ("Zebra", "Quagga")


@after(stories.declined)
def noted(rehearsal: Rehearsal) -> None:
    """Two cases; a note on each says something that stands nowhere else."""
    rehearsal.assessed_case("RG-0002")
    for number, name in enumerate(NAMES, start=1):
        notes.add(rehearsal.office, rehearsal.cora, f"RG-000{number}", f"{name} rang us", day("2018-07-04"))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A refused and an open case."""
    return begin(noted)


def _list(rehearsal: Rehearsal) -> Path:
    file = rehearsal.office.settings.erasure_list_file
    assert file is not None
    return file


def _erase(rehearsal: Rehearsal, ref: str = "RG-0001") -> dict[str, Any]:
    return erasure.erase_person(rehearsal.office, rehearsal.ada, ref, LATER)


Restored = Callable[..., tuple[dict[str, Any], Rehearsal]]


@pytest.fixture
def restored(
    databases: Databases, database_kind: str, rehearsal: Rehearsal, tmp_path: Path
) -> Iterator[Restored]:
    """Restores a backup into an empty place of the same kind; answers with the certificate and what stands there."""
    with ExitStack() as at_the_end:

        def restoring(file: Path, **said: Any) -> tuple[dict[str, Any], Rehearsal]:
            url = databases.empty(database_kind, tmp_path)
            at_the_end.callback(databases.drop, url)
            place = at_the_end.enter_context(opened(url, tmp_path))
            office = _with_list(place.office, said.pop("list_file", _list(rehearsal)))
            found = restore(office, file, **said)
            return found, Rehearsal(url, office, rehearsal.clock)

        yield restoring


def _with_list(office: Office, file: Path | None) -> Office:
    return replace(office, settings=office.settings.model_copy(update={"erasure_list_file": file}))


def test_the_list_names_rows_and_digests_and_nothing_that_was_erased(rehearsal: Rehearsal) -> None:
    done = _erase(rehearsal)
    listed = erasure_list.read(_list(rehearsal))
    assert (done["listed"], len(listed.rows)) == (True, done["erased"])
    assert {label.partition(":")[0] for label, _ in listed.rows} >= {"young_person", "home", "case_note"}
    first, *rows = [json.loads(line) for line in _list(rehearsal).read_text().splitlines()]
    assert set(first) == {"erased_of"}
    assert all(set(row) == {"row", "digest"} for row in rows[:-1])
    assert _list(rehearsal).stat().st_mode & 0o077 == 0


def test_a_restored_backup_is_erased_again_and_no_word_comes_back(
    rehearsal: Rehearsal, restored: Restored, tmp_path: Path
) -> None:
    back_up(rehearsal.office, tmp_path / "before")
    erased = _erase(rehearsal)["erased"]
    found, place = restored(tmp_path / "before")
    assert found["erasures"] == {
        "list": _list(rehearsal).name,
        "listed": erased,
        "erased": erased,
        "erased_before": 0,
    }
    assert (found["clean"], found["checks"]["erasures"]) == (True, "as the list says")
    held = repr(contents(place.url))
    assert ("Zebra" in held, "Quagga" in held) == (False, True)
    assert checking.verify_journal(place.office) == []
    assert showing.case(place.office, "RG-0001") == showing.case(rehearsal.office, "RG-0001")


def test_a_backup_of_afterwards_holds_nothing_to_erase_again(
    rehearsal: Rehearsal, restored: Restored, tmp_path: Path
) -> None:
    erased = _erase(rehearsal)["erased"]
    back_up(rehearsal.office, tmp_path / "after")
    found, place = restored(tmp_path / "after")
    assert found["erasures"]["erased_before"] == erased
    assert found["journal"] == {"seq": found["journal"]["seq"], "hash": _head(rehearsal.office)}
    assert erasure_list.reapply(place.office, _list(rehearsal))["erased"] == 0


def _head(office: Office) -> str:
    return checking.signed_head(office).hash


def test_a_row_that_came_to_have_the_name_of_an_erased_one_stays(
    rehearsal: Rehearsal, restored: Restored, tmp_path: Path
) -> None:
    back_up(rehearsal.office, tmp_path / "before")
    _, place = restored(tmp_path / "before")
    for office in (rehearsal.office, place.office):
        notes.add(office, rehearsal.cora, "RG-0001", "the third note", day("2018-07-05"))
    _erase(rehearsal)
    gone = {label for label, _ in erasure_list.read(_list(rehearsal)).rows}
    with reading(rehearsal.office.engine) as session:
        theirs = {label for label, _ in erasures.erased(session)}
    assert gone == theirs
    erasure_list.reapply(place.office, _list(rehearsal))
    held = repr(contents(place.url))
    # The note of that name in the restored record is another one, written after the two went apart.
    assert ("Zebra" in held, "the third note" in held) == (False, True)


def test_the_list_only_grows(rehearsal: Rehearsal) -> None:
    first = _erase(rehearsal)["erased"]
    before = erasure_list.read(_list(rehearsal)).rows
    second = _erase(rehearsal, "RG-0002")["erased"]
    after_both = erasure_list.read(_list(rehearsal)).rows
    assert (before <= after_both, len(after_both)) == (True, first + second)


def test_what_could_not_be_written_is_caught_up_by_the_next_backup(
    rehearsal: Rehearsal, tmp_path: Path
) -> None:
    unlisted = _with_list(rehearsal.office, None)
    done = erasure.erase_person(unlisted, rehearsal.ada, "RG-0001", LATER)
    assert (done["listed"], _list(rehearsal).exists()) == (False, False)
    back_up(rehearsal.office, tmp_path / "backup")
    assert len(erasure_list.read(_list(rehearsal)).rows) == done["erased"]


def test_a_list_that_others_alone_may_read_is_not_called_broken(tmp_path: Path) -> None:
    file = tmp_path / "erased.jsonl"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "read_bytes", _nobody_may)
        with pytest.raises(WrongInput, match=r"expected a file that can be read, and .*erased\.jsonl cannot"):
            erasure_list.read(file)


def _nobody_may(_: Path) -> bytes:
    raise PermissionError


@pytest.mark.parametrize("is_kept", [True, False])
def test_an_act_that_is_not_kept_brings_nothing_into_the_list(rehearsal: Rehearsal, is_kept: bool) -> None:
    answer: dict[str, Any] = {}

    def erasing() -> None:
        with doing(rehearsal.office, rehearsal.ada, Act.ERASE_PERSON, LATER) as act:
            act.subject = "RG-0001"
            personal.erase(act.session, personal.rows(act.session, "RG-0001"), act.at)
            erasure_list.bring_up_after(act, answer)
            assert not _list(rehearsal).exists()
            if not is_kept:
                raise KeyboardInterrupt

    with nullcontext() if is_kept else pytest.raises(KeyboardInterrupt):
        erasing()
    assert (_list(rehearsal).exists(), answer) == (is_kept, {"listed": True} if is_kept else {})


def test_two_that_erase_at_once_are_both_listed(rehearsal: Rehearsal) -> None:
    erased: list[int] = []
    at_once = [
        threading.Thread(target=lambda ref=ref: erased.append(_erase(rehearsal, ref)["erased"]))  # type: ignore[misc]
        for ref in ("RG-0001", "RG-0002")
    ]
    for each in at_once:
        each.start()
    for each in at_once:
        each.join()
    assert len(erasure_list.read(_list(rehearsal)).rows) == sum(erased)


@pytest.mark.parametrize("what", ["cut", "altered", "no list"])
def test_a_list_that_is_not_whole_is_refused_before_anything_is_erased_or_restored(
    rehearsal: Rehearsal,
    restored: Restored,
    tmp_path: Path,
    what: str,
) -> None:
    back_up(rehearsal.office, tmp_path / "before")
    _erase(rehearsal)
    whole = _list(rehearsal).read_bytes()
    bent = {
        "cut": whole[: len(whole) // 2],
        "altered": whole.replace(b"young_person:1", b"young_person:2"),
        "no list": b"nothing\n",
    }
    _list(rehearsal).write_bytes(bent[what])
    with pytest.raises(WrongInput, match="GUARANTOR_ERASURE_LIST_FILE: expected a list of erasures"):
        _erase(rehearsal, "RG-0002")
    with pytest.raises(WrongInput, match="--erasures: expected a list of erasures"):
        restored(tmp_path / "before", erasures=_list(rehearsal))
    with reading(rehearsal.office.engine) as session:
        assert {label for label, _ in erasures.erased(session)} == _labels(whole)


def _labels(whole: bytes) -> set[str]:
    return {json.loads(line)["row"] for line in whole.splitlines()[1:-1]}


def test_the_list_of_another_database_is_not_applied(
    begin: Begin,
    rehearsal: Rehearsal,
    restored: Restored,
    tmp_path: Path,
) -> None:
    other = begin(stories.live)
    file = _list(rehearsal)
    assert erasure_list.bring_up(other.office) is True
    with pytest.raises(WrongInput, match="expected the list of this database"):
        erasure_list.reapply(rehearsal.office, _list(other))
    back_up(rehearsal.office, tmp_path / "before")
    found, _ = restored(tmp_path / "before", erasures=_list(other))
    assert (found["clean"], found["checks"]["erasures"]) == (False, "not applied")
    assert file.exists()


def test_a_live_backup_is_not_restored_without_a_list_unless_nobody_was_erased(
    begin: Begin,
    restored: Restored,
    tmp_path: Path,
) -> None:
    live = begin(stories.live)
    back_up(live.office, tmp_path / "backup")
    with pytest.raises(WrongInput, match="--erasures: expected the list"):
        restored(tmp_path / "backup", list_file=None)
    found, _ = restored(tmp_path / "backup", list_file=None, nobody_erased=True)
    assert (found["clean"], found["erasures"]) == (True, {"list": "none"})


def test_a_live_database_erases_nobody_without_a_list(begin: Begin) -> None:
    live = begin(stories.live)
    unlisted = _with_list(live.office, None)
    with pytest.raises(WrongInput, match="GUARANTOR_ERASURE_LIST_FILE: expected a file outside"):
        erasure_list.check(unlisted)
    erasure_list.check(live.office)


def test_nothing_of_a_held_case_is_erased_until_the_hold_is_lifted(rehearsal: Rehearsal) -> None:
    legal_holds.put(rehearsal.office, rehearsal.ada, "RG-0001", "announced", LATER)
    before = contents(rehearsal.url)
    with pytest.raises(CaseIsHeld, match="RG-0001 is under a legal hold"):
        _erase(rehearsal)
    assert contents(rehearsal.url) == before
    legal_holds.lift(rehearsal.office, rehearsal.bo, "RG-0001", "settled", LATER)
    assert _erase(rehearsal)["erased"] > 0


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_no_byte_of_what_was_erased_again_is_left_in_the_files(
    rehearsal: Rehearsal, restored: Restored, tmp_path: Path
) -> None:
    """The rows of PostgreSQL are looked at above; its files are the server's."""
    back_up(rehearsal.office, tmp_path / "before")
    _erase(rehearsal)
    _, place = restored(tmp_path / "before")
    with outside(place.url) as client:
        assert client.asked("SELECT count(*) FROM case_note WHERE note IS NULL") == [(1,)]
    file = Path(place.url.removeprefix("sqlite:///"))
    left = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert (b"Zebra" in left, b"Quagga" in left) == (False, True)
