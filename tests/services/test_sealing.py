"""Bank details are sealed: they open with their key, for their case and entry, and unaltered; else they do not."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.refusals import SealBroken
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.paying.sealing import BankDetails, SealedFor, seal, unseal
from guarantor.settings import Settings

DETAILS = BankDetails("608371", "31926819")
HERE = SealedFor("RG-0001", 10)


def key(seed: str) -> str:
    return base64.b64encode(seed.encode().ljust(32, b".")).decode()


def keyed(folder: Path, *keys: str) -> Settings:
    file = folder / "payee-key"
    file.write_text("".join(f"{each}\n" for each in keys))
    return Settings(payee_key_file=file)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return keyed(tmp_path_factory.mktemp("keys"), key("one"))


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_what_is_sealed_opens_as_it_was(settings: Settings, sort_code: str, account: str) -> None:
    details = BankDetails(sort_code, account)
    sealed = seal(settings, HERE, details, rehearsal=False)
    assert unseal(settings, HERE, sealed, rehearsal=False) == details
    assert sort_code.encode() not in sealed
    assert account.encode() not in sealed


def test_the_same_details_are_sealed_otherwise_each_time(settings: Settings) -> None:
    assert len({seal(settings, HERE, DETAILS, rehearsal=False) for _ in range(20)}) == 20


@pytest.mark.parametrize("place", [SealedFor("RG-0002", 10), SealedFor("RG-0001", 11)])
def test_a_seal_moved_to_another_case_or_entry_does_not_open(settings: Settings, place: SealedFor) -> None:
    sealed = seal(settings, HERE, DETAILS, rehearsal=False)
    with pytest.raises(SealBroken, match=place.case_ref):
        unseal(settings, place, sealed, rehearsal=False)


def test_a_seal_with_any_one_bit_altered_does_not_open(settings: Settings) -> None:
    sealed = seal(settings, HERE, DETAILS, rehearsal=False)
    for place in range(len(sealed)):
        for bit in range(8):
            altered = bytearray(sealed)
            altered[place] ^= 1 << bit
            # Nine bytes say how and with which key it was sealed; altered, they name a key that is not there.
            with pytest.raises(WrongInput if 1 <= place <= 8 else SealBroken):
                unseal(settings, HERE, bytes(altered), rehearsal=False)


@pytest.mark.parametrize("length", [0, 1, 9, 20, 21, 40])
def test_a_seal_cut_short_does_not_open(settings: Settings, length: int) -> None:
    sealed = seal(settings, HERE, DETAILS, rehearsal=False)
    with pytest.raises(SealBroken):
        unseal(settings, HERE, sealed[:length], rehearsal=False)


def test_another_key_is_told_apart_from_a_broken_seal(tmp_path: Path) -> None:
    sealed = seal(keyed(tmp_path, key("one")), HERE, DETAILS, rehearsal=False)
    with pytest.raises(WrongInput) as caught:
        unseal(keyed(tmp_path, key("two")), HERE, sealed, rehearsal=False)
    assert str(caught.value) == (
        "GUARANTOR_PAYEE_KEY_FILE: expected the key that the bank details of RG-0001 were sealed with."
    )


def test_a_new_key_put_first_seals_and_the_old_one_still_opens(tmp_path: Path) -> None:
    old = seal(keyed(tmp_path, key("old")), HERE, DETAILS, rehearsal=False)
    both = keyed(tmp_path, key("new"), "", key("old"))
    new = seal(both, HERE, DETAILS, rehearsal=False)
    assert [unseal(both, HERE, each, rehearsal=False) for each in (old, new)] == [DETAILS, DETAILS]
    assert unseal(keyed(tmp_path, key("new")), HERE, new, rehearsal=False) == DETAILS
    with pytest.raises(WrongInput):
        unseal(keyed(tmp_path, key("old")), HERE, new, rehearsal=False)


@pytest.mark.parametrize("rehearsal", [True, False])
@pytest.mark.parametrize(
    "content", ["", "\n", "not base64!", base64.b64encode(b"31 bytes".ljust(31)).decode(), "é"]
)
def test_a_file_without_good_keys_is_wrong_input(tmp_path: Path, content: str, rehearsal: bool) -> None:
    file = tmp_path / "payee-key"
    file.write_text(content)
    with pytest.raises(WrongInput, match="GUARANTOR_PAYEE_KEY_FILE: expected keys of 32 random bytes"):
        seal(Settings(payee_key_file=file), HERE, DETAILS, rehearsal=rehearsal)


def test_a_live_database_insists_on_the_setting_and_on_its_file(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="GUARANTOR_PAYEE_KEY_FILE"):
        seal(Settings(payee_key_file=None), HERE, DETAILS, rehearsal=False)
    missing = tmp_path / "missing"
    with pytest.raises(WrongInput, match="GUARANTOR_PAYEE_KEY_FILE"):
        seal(Settings(payee_key_file=missing), HERE, DETAILS, rehearsal=False)
    assert not missing.exists()


def test_a_rehearsal_makes_its_own_key_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(payee_key_file=tmp_path / "keys" / "payee-key")
    sealed = seal(settings, HERE, DETAILS, rehearsal=True)
    assert unseal(settings, HERE, sealed, rehearsal=True) == DETAILS
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["payee-key"]
    assert stat.S_IMODE((tmp_path / "keys" / "payee-key").stat().st_mode) == 0o600


def test_two_who_make_the_rehearsals_key_at_once_end_with_one(tmp_path: Path) -> None:
    settings = Settings(payee_key_file=tmp_path / "keys" / "payee-key")
    together = Barrier(8)

    def sealed(_number: int) -> bytes:
        together.wait(timeout=60)
        return seal(settings, HERE, DETAILS, rehearsal=True)

    with ThreadPoolExecutor(8) as pool:
        seals = list(pool.map(sealed, range(8)))
    assert [unseal(settings, HERE, each, rehearsal=True) for each in seals] == [DETAILS] * 8
    assert len(list((tmp_path / "keys").iterdir())) == 1


def test_neither_details_nor_seals_show_themselves_in_words() -> None:
    assert "31926819" not in f"{DETAILS!r} {DETAILS}"
    assert "608371" not in f"{DETAILS!r} {DETAILS}"
