"""What the pages of policies share: their addresses' noun, and the list of policies to choose from."""

from guarantor.services.adoption import known_policies, programmes
from guarantor.services.adoption.known_policies import Known
from guarantor.web.access import Pages
from guarantor.web.desk import office

pages = Pages("policies", "guarantor.web.pages.policies")


def standing() -> list[Known]:
    """Every policy that can be tried, replayed and adopted: all but the proposals that were withdrawn."""
    return [each for each in known_policies.known(office()) if each.state != "withdrawn"]


def choices() -> list[tuple[str, str]]:
    """As `standing`, each with its key and what tells it apart, for a list to choose from."""
    return [(each.key, each.said) for each in standing()]


def chosen(key: str, otherwise: str) -> str:
    """The key of a policy that stands, as an address gives it or by its fingerprint; else another one."""
    return next((each.key for each in standing() if key in (each.key, each.fingerprint)), otherwise)


def in_force_now() -> str:
    """The key of the policy that the programme in force goes by; the first known one where there is none."""
    known = standing()
    running = programmes.shown(office())
    fingerprint = running[-1]["policy_fingerprint"] if running else ""
    return next((each.key for each in known if each.fingerprint == fingerprint), known[0].key)
