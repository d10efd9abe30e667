"""The papers of a guarantee: what the record says becomes a deed and an agreement, made once and stored."""

from decimal import Decimal

from pydantic import ValidationError

from guarantor.domain.practice import figure
from guarantor.services.acting.acts import Doing
from guarantor.services.correspondence import files
from guarantor.services.correspondence.letterhead import advocacy, complaints, letterhead, told_wrongly
from guarantor.services.correspondence.said import in_pounds
from guarantor.storage import case_files
from guarantor.storage.tables.cases import Circumstances, Home, YoungPerson
from guarantor.storage.tables.guarantees import Guarantee, Paper
from letters import agreement
from letters import content as told
from letters.document import Document
from letters.seal import fingerprint
from rules.facts import Application
from rules.policy import Policy


def make(act: Doing, guarantee: Guarantee, policy: Policy, application: Application) -> list[str]:
    """Make, seal and store the deed and the agreement; answers with their codes.

    Raises WrongInput where a name, an address or a setting cannot stand on a paper.
    """
    try:
        deed = _deed_content(act, guarantee, policy, application)
        young_persons = _agreement_content(act, guarantee, policy, application)
    except ValidationError as error:
        raise told_wrongly(error) from None
    return [
        _store(act, guarantee, "deed", agreement.deed(deed), deed),
        _store(act, guarantee, "agreement", agreement.agreement(young_persons), young_persons),
    ]


def _store(act: Doing, guarantee: Guarantee, kind: str, document: Document, inputs: told.Guaranteed) -> str:
    content = files.drawn_and_sealed(act, kind, document)
    act.add(
        Paper(
            code=inputs.code,
            guarantee_ref=guarantee.ref,
            kind=kind,
            sha256=fingerprint(content),
            clause_versions=files.clause_versions(document),
            inputs=inputs.model_dump_json(),
            content_bytes=content,
            made_at=act.at,
        )
    )
    return inputs.code


def _shared(act: Doing, guarantee: Guarantee, policy: Policy, application: Application) -> dict[str, object]:
    home = case_files.latest(act.session, Home, guarantee.case_ref)
    around = case_files.latest(act.session, Circumstances, guarantee.case_ref)
    assert home is not None, "a case has a row for its home"
    tenancy = application.tenancy
    assert tenancy.monthly_rent_pence is not None, "the gate asked for the rent of the whole home"
    return {
        **letterhead(act, act.on),
        "reference": guarantee.ref,
        "home": told.Home(address=home.address or "", postcode=home.postcode or ""),
        "tenancy": told.Tenancy(
            kind="university" if tenancy.kind == "university" else "private",
            starts_on=guarantee.starts_on,
            monthly_rent=in_pounds(tenancy.monthly_rent_pence),
            rent_share=in_pounds(guarantee.share_pence),
            joint=bool(around and around.joint),
            licence=bool(around and around.licence),
        ),
        "cover": told.Cover(
            starts_on=guarantee.starts_on,
            ends_on=guarantee.ends_on,
            months=guarantee.months,
            cap=in_pounds(guarantee.cap_pence),
        ),
        "deposit": told.Deposit(
            amount=_decimal_or_none(around.deposit_pence if around else None),
            rent_in_advance=_decimal_or_none(around.rent_in_advance_pence if around else None),
        ),
        "terms": terms(policy),
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
            "complaints": complaints(act.office.settings),
            "advocacy": advocacy(act.office.settings),
        }
    )


def terms(policy: Policy) -> told.Terms:
    """What papers say of the policy's own terms."""
    return told.Terms(
        claim_after_months=policy.parameter("call_after_months"),
        report_within_days=policy.parameter("missed_report_days"),
        decide_within_working_days=policy.parameter("decide_within_working_days"),
        pay_within_days=policy.parameter("pay_within_days"),
        claim_window_days=policy.parameter("claim_window_days"),
        offer_lapses_after_days=policy.parameter("offer_lapses_after_days"),
        rent_ceiling_percent=policy.parameter("rent_ceiling_percent"),
        covers_damage=policy.switch("covers_damage"),
        covers_deposit=policy.switch("covers_deposit"),
        council_notice_days=figure("council_notice_days").value,
    )


def _decimal_or_none(amount_pence: int | None) -> Decimal | None:
    return None if amount_pence is None else in_pounds(amount_pence)
