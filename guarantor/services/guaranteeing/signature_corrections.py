"""What was written down wrong of a signature, put as it stands on the paper: who, as what, before whom, how.

The day stays: other acts stand on it. Nothing of the guarantee changes, and the first words stay in the record.
"""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import Party
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.storage import guarantee_files, signature_files
from guarantor.storage.tables.signatures import SignatureCorrection


def correct(
    office: Office,
    person: Person,
    ref: str,
    party: Party,
    on: dt.date,
    *,
    why: str,
    name: str,
    capacity: str,
    witness: str | None,
    how: str,
) -> dict[str, Any]:
    """Put a party's signature in the words of the paper; all of them are given, as they count from now on.

    Raises NotFound unless the party signed, and WrongInput where a word or the reason is missing, where nothing is
    other than it stands, or for a day before the signature.
    """
    for field, said in {"name": name, "capacity": capacity, "how": how}.items():
        if not said.strip():
            raise WrongInput.at(f"--{field}", "expected what stands on the paper")
    if not why.strip():
        raise WrongInput.at("--reason", "expected what was wrong")
    words = (name.strip(), capacity.strip(), (witness or "").strip() or None, how.strip())
    with doing(office, person, Act.CORRECT_SIGNATURE, on) as act:
        guarantee_files.held(act.session, ref, to_change=True)
        act.subject = ref
        signed = {Party(each.party): each for each in signature_files.standing(act.session, ref)}.get(party)
        if signed is None:
            raise NotFound("PARTY", "a party that signed", party)
        not_before(act, signed.signed_on, "signed")
        if words == (signed.name, signed.capacity, signed.witness, signed.how):
            raise WrongInput.at("--name", "expected something other than what stands there already")
        act.add(
            SignatureCorrection(
                guarantee_ref=ref,
                signature=signed.id,
                name=words[0],
                capacity=words[1],
                witness=words[2],
                how=words[3],
                why=why.strip(),
                corrected_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(party=party)
        return {"guarantee_ref": ref, "party": party, "name": words[0]}
