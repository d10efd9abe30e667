"""The papers of a guarantee: what the record says becomes a deed and an agreement, made once and stored."""

import datetime as dt
import hashlib
import json
import secrets
from decimal import Decimal

from pydantic import ValidationError

from guarantor.domain.money import pounds
from guarantor.domain.practice import figure
from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.acts import Doing
from guarantor.settings import Settings
from guarantor.storage import case_files, officers
from guarantor.storage.tables.cases import Circumstances, Home, YoungPerson
from guarantor.storage.tables.guarantees import Guarantee, Paper
from letters import agreement, pdf
from letters import content as told
from letters.document import Document
from rules.facts import Application
from rules.policy import Policy

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = 14


def make(act: Doing, guarantee: Guarantee, policy: Policy, application: Application) -> list[str]:
    """Make and store the deed and the agreement; answers with their codes.

    Raises WrongInput where a name, an address or a setting cannot stand on a paper.
    """
    try:
        deed = _deed_content(act, guarantee, policy, application)
        young_persons = _agreement_content(act, guarantee, policy, application)
    except ValidationError as error:
        raise WrongInput(_fault(detail) for detail in error.errors()) from None
    return [
        _store(act, guarantee, "deed", agreement.deed(deed), deed),
        _store(act, guarantee, "agreement", agreement.agreement(young_persons), young_persons),
    ]


def _store(act: Doing, guarantee: Guarantee, kind: str, document: Document, inputs: told.Guaranteed) -> str:
    try:
        content = pdf.render(document)
    except ValueError as error:
        raise WrongInput.at(f"the {kind}", str(error)) from None
    # 14 letters out of 30 are 68 random bits: nobody guesses a genuine code.
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))
    versions = [{"id": each.id, "version": each.version} for each in document.clause_versions]
    act.add(
        Paper(
            code=code,
            guarantee_ref=guarantee.ref,
            kind=kind,
            sha256=hashlib.sha256(content).hexdigest(),
            clause_versions=json.dumps(versions),
            inputs=inputs.model_dump_json(),
            content_bytes=content,
            made_at=act.at,
        )
    )
    return code


def _shared(act: Doing, guarantee: Guarantee, policy: Policy, application: Application) -> dict[str, object]:
    home = case_files.latest(act.session, Home, guarantee.case_ref)
    around = case_files.latest(act.session, Circumstances, guarantee.case_ref)
    assert home is not None, "a case has a row for its home"
    tenancy = application.tenancy
    assert tenancy.monthly_rent_pence is not None, "the gate asked for the rent of the whole home"
    return {
        "reference": guarantee.ref,
        "made_on": act.on,
        "rehearsal": officers.mark(act.session).kind == "rehearsal",
        "council": _council(act.office.settings),
        "contact": _contact(act.office.settings),
        "home": told.Home(address=home.address or "", postcode=home.postcode or ""),
        "tenancy": told.Tenancy(
            kind="university" if tenancy.kind == "university" else "private",
            starts_on=guarantee.starts_on,
            monthly_rent=_decimal(tenancy.monthly_rent_pence),
            rent_share=_decimal(guarantee.share_pence),
        ),
        "cover": told.Cover(
            starts_on=guarantee.starts_on,
            ends_on=guarantee.ends_on,
            months=guarantee.months,
            cap=_decimal(guarantee.cap_pence),
        ),
        "deposit": told.Deposit(
            amount=_decimal_or_none(around.deposit_pence if around else None),
            rent_in_advance=_decimal_or_none(around.rent_in_advance_pence if around else None),
        ),
        "terms": _terms(policy),
    }


def _deed_content(
    act: Doing, guarantee: Guarantee, policy: Policy, application: Application
) -> told.DeedContent:
    home = case_files.latest(act.session, Home, guarantee.case_ref)
    young_person = case_files.latest(act.session, YoungPerson, guarantee.case_ref)
    assert home is not None, "a case has a row for its home"
    assert young_person is not None, "a case has a row for its young person"
    landlord = told.Landlord(name=home.landlord_name or "", address=home.landlord_address or "")
    return told.DeedContent.model_validate(
        {
            **_shared(act, guarantee, policy, application),
            "landlords": (landlord,),
            "agent": home.agent,
            "tenant_name": young_person.name,
        }
    )


def _agreement_content(
    act: Doing, guarantee: Guarantee, policy: Policy, application: Application
) -> told.AgreementContent:
    home = case_files.latest(act.session, Home, guarantee.case_ref)
    young_person = case_files.latest(act.session, YoungPerson, guarantee.case_ref)
    assert home is not None, "a case has a row for its home"
    assert young_person is not None, "a case has a row for its young person"
    return told.AgreementContent.model_validate(
        {
            **_shared(act, guarantee, policy, application),
            "young_person_name": young_person.name,
            "landlord_names": (home.landlord_name,),
            "personal_adviser": young_person.personal_adviser,
            "repayment": policy.choice("repayment"),
            "complaints": _complaints(act.office.settings),
            "advocacy": _advocacy(act.office.settings),
        }
    )


def _terms(policy: Policy) -> told.Terms:
    return told.Terms(
        claim_after_months=policy.parameter("call_after_months"),
        report_within_days=policy.parameter("missed_report_days"),
        decide_within_working_days=policy.parameter("decide_within_working_days"),
        pay_within_days=policy.parameter("pay_within_days"),
        claim_window_days=policy.parameter("claim_window_days"),
        offer_lapses_after_days=policy.parameter("offer_lapses_after_days"),
        rent_ceiling_percent=policy.parameter("rent_ceiling_percent"),
        covers_damage=policy.switch("covers_damage"),
        council_notice_days=figure("council_notice_days").value,
    )


def _council(settings: Settings) -> told.Council:
    return told.Council(
        name=settings.council_name, address=settings.council_address, from_on=dt.date(1889, 4, 1)
    )


def _contact(settings: Settings) -> told.Contact:
    return told.Contact(
        name=settings.scheme_contact, telephone=settings.scheme_telephone, email=settings.scheme_email
    )


def _complaints(settings: Settings) -> told.Contact:
    return told.Contact(name=settings.complaints_contact, email=settings.complaints_email)


def _advocacy(settings: Settings) -> told.Contact | None:
    if settings.advocacy_email is None:
        return None
    return told.Contact(name=settings.advocacy_service, email=settings.advocacy_email)


def _decimal(amount_pence: int) -> Decimal:
    return Decimal(pounds(amount_pence))


def _decimal_or_none(amount_pence: int | None) -> Decimal | None:
    return None if amount_pence is None else _decimal(amount_pence)


def _fault(detail: object) -> Fault:
    assert isinstance(detail, dict), "pydantic lists its errors as dictionaries"
    field = ".".join(str(part) for part in detail["loc"]) or "papers"
    message = str(detail["msg"]).removeprefix("Value error, ")
    return Fault(field, f"{field}: {message[0].lower()}{message[1:]}.")
