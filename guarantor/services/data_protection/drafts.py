"""The impact assessment and the transparency record, drafted from the rules, the model and the settings as they are."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from guarantor.domain.access import MAY, MAY_SEE, Role
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies, programmes
from guarantor.services.data_protection.clocks import EVENT_IN_WORDS, clocks
from guarantor.services.data_protection.held_in_words import held_in_words
from guarantor.services.forecasting.bases import basis_on
from guarantor.services.reporting import pilot
from guarantor.services.reporting.small_numbers import APPLICATIONS
from guarantor.settings import Settings
from guarantor.storage import held_of_case, officers
from guarantor.storage.engine import reading
from letters import formats, pdf
from letters.data_protection import assessment, transparency
from letters.data_protection.content import (
    Blank,
    Criterion,
    DataProtectionContent,
    Kept,
    MayDo,
    ProtectionRisk,
)
from letters.panel.content import AssumedLine
from risk.dated_basis import Basis
from rules import describe
from rules.policy import Policy
from rules.provisions import Parameter

ASSESSMENT, RECORD = "data-protection-impact-assessment.pdf", "transparency-record.pdf"
_HERE = Path(__file__).parent


def papers(office: Office, on: dt.date) -> Mapping[str, bytes]:
    """Both drafts by file name. Raises NoProgramme before any programme is in force."""
    drawn = content(office, on)
    return {
        ASSESSMENT: pdf.render(assessment.assessment(drawn)),
        RECORD: pdf.render(transparency.transparency(drawn)),
    }


def content(office: Office, on: dt.date) -> DataProtectionContent:
    """What both say. Counts of people as anybody may see them. Raises NoProgramme."""
    with reading(office.engine) as session:
        programme = programmes.in_force(session, on)
        first = policies.stored(session, programme.policy_fingerprint)
        policy = first.on(max(on, first.in_force_from))
        rehearsal = officers.mark(session).kind == "rehearsal"
    counts, said, basis = pilot.pilot(office, on).published, office.settings, basis_on(on)
    return DataProtectionContent(
        council_name=said.council_name,
        contact=f"{said.scheme_contact}, {said.scheme_email}",
        drawn_on=on,
        rehearsal=rehearsal,
        program=f"version {version('rent-guarantor-pilot-manager')}",
        policy=policy.name,
        policy_title=policy.title,
        policy_from=policy.version_from,
        fingerprint=policy.fingerprint,
        adopted_by=f"They were adopted as {programme.code} from {formats.day(programme.from_on)} by two approvers, on "
        f"the minute: {programme.minute}.",
        criteria=tuple(_criterion(each, policy) for each in policy.criteria),
        terms=tuple(_terms(policy)),
        held=tuple(_held()),
        kept=tuple(_kept()),
        may=tuple(_may(role) for role in Role),
        applied=counts[APPLICATIONS].says,
        departed=counts["exceptions",].says,
        sign_in=_sign_in(said),
        outside=_outside(said),
        backups=f"Backups are sealed (AES-256-GCM) and kept for {formats.count(said.backup_days, 'day')}.",
        basis=basis.name,
        rates=tuple(_rates(basis)),
        risks=tuple(ProtectionRisk.model_validate(each) for each in _read("protection_risks.yaml")),
        blanks=tuple(Blank(name=name, **each) for name, each in _read("left_blank.yaml").items()),
    )


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))


def _criterion(each: Any, policy: Policy) -> Criterion:
    return Criterion(
        title=each.title, asks=" ".join(describe.criterion_in_words(each, policy)), source=each.source
    )


def _terms(policy: Policy) -> list[AssumedLine]:
    return [
        AssumedLine(
            about=each.about,
            value=each.written(each.value_on(policy.version_from)),
            source=each.source,
            range_=_range(each),
            owner=each.owner or "-",
        )
        for each in policy.parameters.values()
    ]


def _kept() -> list[Kept]:
    return [
        Kept(
            about=each.about,
            months=each.months,
            event=EVENT_IN_WORDS[each.event],
            source=each.source,
            owner=each.owner,
        )
        for each in clocks().values()
    ]


def _rates(basis: Basis) -> list[AssumedLine]:
    return [
        AssumedLine(
            about=name.replace("_", " ").replace(".", ", "),
            value=f"{entry.value} {entry.unit}",
            source=entry.source,
            range_="-" if entry.range is None else " to ".join(map(str, entry.range)),
            owner=entry.owner,
        )
        for name, entry in basis.entries.items()
    ]


def _held() -> list[tuple[str, str]]:
    """Each kind of entry with the columns that hold what people wrote or is theirs."""
    words, found = held_in_words(), []
    for name, table in words.tables().items():
        told = held_of_case.free_text_in(name) & {*held_of_case.columns(name)} - {*table.of_others}
        listed = [called.lower() for column in sorted(told) if (called := words.called(name, column))]
        if held_of_case.free_text_in(name):
            found.append((table.title, ", ".join(listed) or "what is the landlord's, or the document itself"))
    return found


def _may(role: Role) -> MayDo:
    sees = [view.replace("_", " ") for view, roles in MAY_SEE.items() if role in roles]
    does = [act.replace("_", " ") for act, roles in MAY.items() if role in roles]
    return MayDo(role=role.value, sees=", ".join(sees) or "-", does=", ".join(does) or "-")


def _sign_in(said: Settings) -> str:
    if said.oidc_issuer is None:
        return "Staff sign in with a password and a code of their own."
    return "Staff sign in through the council's own sign-in, or with a password and a code."


def _range(of: Parameter) -> str:
    if of.lowest is None or of.highest is None:
        return "-"
    return f"{of.written(of.lowest)} to {of.written(of.highest)}"


def _outside(said: Settings) -> str:
    """What leaves the machine, by the settings."""
    goes = ["The log of the service names no young person"]
    if said.log_to.startswith("syslog:") and not said.log_to.startswith("syslog:/"):
        goes.append("it is sent to another machine")
    scanned = (
        "Files that are handed in are looked at by the council's own virus scanner."
        if said.clamd_address
        else "Files that are handed in are not scanned for viruses."
    )
    asked = (
        "The council's sign-in is asked about members of staff, and no service about young people."
        if said.oidc_issuer
        else "No other service is asked about anybody."
    )
    return f"{' and '.join(goes)}. {scanned} {asked}"
