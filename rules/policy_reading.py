"""From a policy file's text to a policy, with every fault and its line.

Knows the order of the work: cells, the policy it is based on, the head, parameters, criteria, and last whether the
whole is sound. Nothing is guessed: what is not understood is a fault, and then there is no policy.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from rules.criterion_reading import CriterionReader
from rules.inheritance import laid_over
from rules.parameter_reading import read_parameters
from rules.provisions import STATUSES, Policy
from rules.sections import Section, is_name
from rules.sheet import Cell, SheetFault, UnreadableSheet, canonical, fingerprint, read_sheet
from rules.soundness import unsound

_REQUIRED = ("policy", "title", "status", "in_force_from", "sources", "parameters", "criteria")


def read_policy(
    text: str, text_of: Callable[[str], str | None]
) -> tuple[Policy | None, tuple[SheetFault, ...]]:
    """The policy, or None with the faults that keep it from being one, in the order of their lines.

    `text_of` gives the text of another policy by name, for a file that is based on one.
    """
    faults: list[SheetFault] = []
    try:
        cell = read_sheet(text, faults)
        if "based_on" in cell.named():
            cell = _with_its_base(cell, text_of, faults)
    except UnreadableSheet as unreadable:
        return None, (unreadable.fault,)
    policy = _policy(cell, faults)
    in_order = tuple(sorted(set(faults), key=lambda fault: (fault.line, fault.says)))
    return (None if in_order else policy), in_order


def _with_its_base(own: Cell, text_of: Callable[[str], str | None], faults: list[SheetFault]) -> Cell:
    named = own.named()["based_on"]
    text = text_of(named.value) if isinstance(named.value, str) else None
    if text is None:
        raise UnreadableSheet(SheetFault(named.line, f'"{named.value}" is not a policy to be based on'))
    base = read_sheet(text, [])
    if "based_on" in base.named():
        raise UnreadableSheet(SheetFault(named.line, "the other policy is itself based on another"))
    return laid_over(own, base, faults)


def _policy(cell: Cell, faults: list[SheetFault]) -> Policy:
    """The policy as far as it reads; where something does not, a fault is added and a stand-in taken."""
    top = Section(cell, "the policy", faults)
    top.refuse_unknown(_REQUIRED)
    name, title = top.text("policy") or "", top.text("title") or ""
    if name and not is_name(name, "-"):
        top.fault(top.line_of("policy"), "needs a name of small letters, digits and hyphens")
    status, in_force_from = top.one_of("status", STATUSES), top.day("in_force_from")
    sources = _sources(top)
    parameters, units = read_parameters(top.section("parameters"), in_force_from, sources, faults)
    criteria, torn = CriterionReader(sources, units, faults).criteria(top.cells("criteria"))
    if "criteria" in cell.named() and not (criteria or torn):
        top.fault(top.line_of("criteria"), "has no criteria")
    content = cell.plain()
    policy = Policy(
        name=name,
        title=title,
        status=status or "draft",
        in_force_from=in_force_from or date.min,
        sources=sources,
        parameters=parameters,
        criteria=tuple(criteria),
        fingerprint=fingerprint(content),
        resolved_text=canonical(content),
        version_from=in_force_from or date.min,
    )
    lines = {criterion.line for criterion in torn}
    words = [canonical(one.plain()) for one in top.cells("criteria") if one.line in lines]
    mentioned = frozenset(re.findall("[a-z_]+", " ".join(words)))
    faults += unsound(policy, torn, mentioned, frozenset(units) - frozenset(parameters))
    return policy


def _sources(top: Section) -> Mapping[str, str]:
    sources = {}
    for name, cell in top.section("sources").items():
        if not isinstance(cell.value, str) or not cell.value:
            top.fault(cell.line, f'must describe the source "{name}" in words')
        sources[name] = str(cell.value)
    return sources
