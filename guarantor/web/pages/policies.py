"""Policies in words: those that come with the program, those that were adopted, and how one differs from another."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.domain.wrong_input import NotFound
from guarantor.services.adoption import policies as adoption
from guarantor.services.adoption import policies_shown, programmes
from guarantor.web.access import Pages
from guarantor.web.desk import office
from guarantor.web.showing import show

pages = Pages("policies", __name__)


@pages.page("/policies", sees=View.PROGRAMMES, section=(60, "Policies"))
def listing() -> ResponseReturnValue:
    """The programmes that were adopted, their policies as stored, and the policies that come with the program."""
    return show(
        "policies/listing.html",
        title="Policies",
        programmes=programmes.shown(office()),
        stored=policies_shown.stored(office()),
        shipped=adoption.listed(),
    )


@pages.page("/policies/compare", sees=View.PROGRAMMES)
def compare() -> ResponseReturnValue:
    """What one policy has otherwise than another."""
    names = [each["policy"] for each in adoption.listed()]
    before, after = (request.args.get(each, "") for each in ("before", "after"))
    chosen = before in names and after in names
    return show(
        "policies/compare.html",
        title="Compare two policies",
        back=url_for("policies.listing"),
        names=names,
        before=before if before in names else names[0],
        after=after if after in names else names[-1],
        chosen=chosen,
        differences=adoption.differences(before, after) if chosen else [],
    )


@pages.page("/policies/<name>", sees=View.PROGRAMMES)
def policy(name: str) -> ResponseReturnValue:
    """A policy that comes with the program, in words."""
    if not policies_shown.is_shipped(name):
        raise NotFound("POLICY", "a policy", name)
    return _shown(policies_shown.shipped_in_words(name, None), stored=False)


@pages.page("/policies/stored/<fingerprint>", sees=View.PROGRAMMES)
def stored(fingerprint: str) -> ResponseReturnValue:
    """A version as it was adopted, in words."""
    found = policies_shown.stored_in_words(office(), fingerprint)
    if found is None:
        raise NotFound("POLICY", "a stored policy", fingerprint)
    return _shown(found, stored=True)


def _shown(found: dict[str, object], *, stored: bool) -> ResponseReturnValue:
    return show(
        "policies/policy.html",
        title=str(found["title"]),
        caption=f"Policy {found['policy']}",
        back=url_for("policies.listing"),
        policy=found,
        stored=stored,
    )
