"""Policies in words: shipped, proposed and adopted ones, and what one has otherwise than another."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting import confirming
from guarantor.services.adoption import policies as adoption
from guarantor.services.adoption import policies_shown, programmes, proposals
from guarantor.web.desk import desk, office
from guarantor.web.pages.policies.room import choices, chosen, pages
from guarantor.web.showing import show


@pages.page("/policies", sees=View.PROGRAMMES, section=(60, "Policies"))
def listing() -> ResponseReturnValue:
    """The programmes that were adopted, what waits to be, and every policy by where it comes from."""
    at = desk()
    return show(
        "policies/listing.html",
        title="Policies",
        programmes=programmes.shown(at.office),
        waiting=[each for each in confirming.waiting(at.office) if each["act"] == Act.PROPOSE_PROGRAMME],
        proposed=proposals.listed(at.office),
        stored=policies_shown.stored(at.office),
        shipped=adoption.listed(),
        may_propose=may(at.person.roles, Act.PROPOSE_POLICY),
        may_adopt=may(at.person.roles, Act.PROPOSE_PROGRAMME),
    )


@pages.page("/policies/compare", sees=View.PROGRAMMES)
def compare() -> ResponseReturnValue:
    """What one policy has otherwise than another."""
    known = choices()
    keys = [key for key, _ in known]
    before, after = (request.args.get(each, "") for each in ("before", "after"))
    both = before in keys and after in keys
    return show(
        "policies/compare.html",
        title="Compare two policies",
        back=url_for("policies.listing"),
        choices=known,
        said=dict(known),
        before=chosen(before, keys[0]),
        after=chosen(after, keys[-1]),
        chosen=both,
        differences=policies_shown.differences(office(), before, after) if both else [],
    )


@pages.page("/policies/<name>", sees=View.PROGRAMMES)
def policy(name: str) -> ResponseReturnValue:
    """A policy that comes with the program, in words."""
    if not policies_shown.is_shipped(name):
        raise NotFound("POLICY", "a policy", name)
    return _shown(policies_shown.shipped_in_words(name, None), name, stored=False)


@pages.page("/policies/stored/<fingerprint>", sees=View.PROGRAMMES)
def stored(fingerprint: str) -> ResponseReturnValue:
    """A version as it was adopted, in words."""
    found = policies_shown.stored_in_words(office(), fingerprint)
    if found is None:
        raise NotFound("POLICY", "a stored policy", fingerprint)
    return _shown(found, fingerprint, stored=True)


def _shown(found: dict[str, object], key: str, *, stored: bool) -> ResponseReturnValue:
    return show(
        "policies/policy.html",
        title=str(found["title"]),
        caption=f"Policy {found['policy']}",
        back=url_for("policies.listing"),
        policy=found,
        key=key,
        stored=stored,
    )
