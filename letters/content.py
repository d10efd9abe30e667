"""What the papers of one guarantee are told: typed, frozen contents, one for each kind of paper.

Knows names, dates, sums and the policy's terms as a paper needs them, and refuses what cannot stand on one.
Does not know wording, layout or where the facts came from. A landlord's content has no field for a date of
birth, an age, a care status or the grounds of a decision, so such a fact cannot reach a landlord's paper.
"""

from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from letters import discretion, formats, printable, tenant_fees
from letters.document import DEMO_MARK, REHEARSAL_MARK

Line = Annotated[str, Field(max_length=200), AfterValidator(printable.grouped_line)]
PersonName = Annotated[Line, AfterValidator(printable.in_latin_letters_too)]
WebAddress = Annotated[Line, AfterValidator(printable.web_address)]
Words = Annotated[str, Field(max_length=2000), AfterValidator(printable.grouped_line)]
Address = Annotated[
    str, Field(max_length=400), BeforeValidator(printable.in_one_line), AfterValidator(printable.one_line)
]
_Sum = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2, allow_inf_nan=False)]
Pounds = Annotated[_Sum, BeforeValidator(printable.exact_pounds)]
Positive = Annotated[int, Field(ge=1)]


class Content(BaseModel):
    """Base of every content: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Council(Content):
    """The guarantor as it stands from one day to another: a county may be reorganised."""

    name: Line
    address: Address
    from_on: date
    until_on: date | None = None


class Contact(Content):
    """Whom to write to or ring."""

    name: Line
    telephone: Line | None = None
    email: Line | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.telephone or self.email):
            raise ValueError("expected a telephone number or an email address")
        return self

    @property
    def in_words(self) -> str:
        """`"Rent guarantee team, telephone 01622 000000, email rent@example.org"`."""
        telephone = f", telephone {self.telephone}" if self.telephone else ""
        email = f", email {self.email}" if self.email else ""
        return f"{self.name}{telephone}{email}"


class Landlord(Content):
    """One person or company that lets the home."""

    name: PersonName
    address: Address


class Home(Content):
    """The property that is let."""

    address: Address
    postcode: Line

    @property
    def in_full(self) -> str:
        """Address and postcode in one line, the postcode once."""
        if self.address.casefold().endswith(self.postcode.casefold()):
            return self.address
        return f"{self.address}, {self.postcode}"


class Tenancy(Content):
    """The letting: whole monthly rent and the tenant's share of it, in pounds.

    `joint`: others are tenants under the same tenancy. `licence`: a university lets the home by a licence.
    """

    kind: Literal["private", "university"]
    starts_on: date
    monthly_rent: Pounds
    rent_share: Pounds
    joint: bool = False
    licence: bool = False

    @model_validator(mode="after")
    def _licensed_by_a_university(self) -> Self:
        if self.licence and self.kind != "university":
            raise ValueError(f"expected kind university where licence is true, got {self.kind}")
        return self

    @model_validator(mode="after")
    def _share_within_rent(self) -> Self:
        if not 0 < self.rent_share <= self.monthly_rent:
            raise ValueError(
                f"expected a rent_share above zero and at most the monthly_rent of {self.monthly_rent}, "
                f"got {self.rent_share}"
            )
        return self


class Cover(Content):
    """What the decision offered: period, length in whole months, and the maximum guarantee in pounds."""

    starts_on: date
    ends_on: date
    months: Positive
    cap: Pounds

    @model_validator(mode="after")
    def _length_agrees(self) -> Self:
        days = (self.ends_on - self.starts_on).days + 1
        if not 28 * self.months <= days <= 31 * self.months:
            raise ValueError(
                f"expected months to fit starts_on to ends_on, got {self.months} months for {days} days"
            )
        if self.cap == 0:
            raise ValueError("expected a cap above zero")
        return self


class Deposit(Content):
    """Deposit and rent in advance, in pounds. None: as the tenancy agreement says."""

    amount: Pounds | None = None
    rent_in_advance: Pounds | None = None
    paid_by: Literal["council", "tenant"] | None = None


class Terms(Content):
    """Parameters of the policy that the papers state. A deposit is covered within the maximum guarantee."""

    claim_after_months: Positive
    report_within_days: Positive
    decide_within_working_days: Positive
    pay_within_days: Positive
    claim_window_days: Positive
    offer_lapses_after_days: Positive
    rent_ceiling_percent: Annotated[int, Field(ge=100, le=1000)]
    covers_damage: bool = False
    covers_deposit: bool = False
    council_notice_days: Positive | None = None


class Wording(Content):
    """Who confirmed the wording for the council, and when; without them it stays for a lawyer to confirm."""

    confirmed_by: Line | None = None
    confirmed_on: date | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.confirmed_by is None) != (self.confirmed_on is None):
            raise ValueError("expected both confirmed_by and confirmed_on, or neither")
        return self


class Issued(Content):
    """What every paper is told.

    `made_on` chooses clauses and law. `code` is the paper's own, and `check_at` the address of the page where a
    landlord checks a paper by it. `rehearsal` and `demo_seal` print their marks on every page.
    """

    reference: Line
    made_on: date
    code: Annotated[str, Field(pattern=r"^[2-9A-HJKMNP-TV-Z]{14}$")]
    check_at: WebAddress | None = None
    rehearsal: bool
    demo_seal: bool = False
    council: Council
    contact: Contact
    wording: Wording = Wording()

    @property
    def mark(self) -> str | None:
        """What stands on every page, None for a live paper under the council's own seal."""
        marks = ((self.rehearsal, REHEARSAL_MARK), (self.demo_seal, DEMO_MARK))
        return " - ".join(mark for shown, mark in marks if shown) or None

    def check_discreet(self, *fields: str) -> None:
        """Raise ValueError where what a landlord would read tells of the tenant's age or care.

        Judges what every paper prints besides names and addresses, and the fields named.
        """
        told = {
            "council.name": self.council.name,
            "contact": self.contact.in_words,
            "wording.confirmed_by": self.wording.confirmed_by,
            "check_at": self.check_at,
            "reference": self.reference,
            **{field: getattr(self, field) for field in fields},
        }
        for field, text in told.items():
            discretion.check(field, text)

    @model_validator(mode="after")
    def _council_exists(self) -> Self:
        until_on = self.council.until_on or date.max
        if not self.council.from_on <= self.made_on <= until_on:
            raise ValueError(f"expected a council that exists on made_on, {self.made_on}")
        return self


class Guaranteed(Issued):
    """What both papers of one guarantee are told."""

    home: Home
    tenancy: Tenancy
    cover: Cover
    deposit: Deposit
    terms: Terms

    @property
    def rent_ceiling(self) -> Decimal:
        """The highest monthly share the guarantee follows, rounded down to the penny, never above it."""
        ceiling = self.tenancy.rent_share * self.terms.rent_ceiling_percent / 100
        return ceiling.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)

    @property
    def last_claim_on(self) -> date:
        """The last day to claim if the guarantee runs its full time."""
        return self.cover.ends_on + timedelta(days=self.terms.claim_window_days)

    @property
    def covered_deposit(self) -> Decimal | None:
        """The deposit that the guarantee covers, None where it covers none or none is taken."""
        return (self.deposit.amount or None) if self.terms.covers_deposit else None

    @property
    def highest_deposit(self) -> tuple[int, Decimal] | None:
        """The most that may be taken as a deposit, in weeks of the whole rent and in pounds; None: no limit yet."""
        return tenant_fees.highest_deposit(self.tenancy.monthly_rent, self.made_on)

    @model_validator(mode="after")
    def _deposit_can_be_covered(self) -> Self:
        if not self.terms.covers_deposit:
            return self
        if self.deposit.amount is None:
            raise ValueError("expected deposit.amount, since terms.covers_deposit is true")
        weeks, highest = self.highest_deposit or (0, self.deposit.amount)
        if self.deposit.amount > highest:
            raise ValueError(
                f"expected a deposit.amount of at most {formats.money(highest)}, {weeks} weeks' rent "
                f"({tenant_fees.SOURCE}), got {formats.money(self.deposit.amount)}"
            )
        if self.deposit.amount > self.cover.cap:
            raise ValueError(
                f"expected a deposit.amount within cover.cap, {formats.money(self.cover.cap)}, since "
                f"terms.covers_deposit is true, got {formats.money(self.deposit.amount)}"
            )
        return self

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        if self.made_on > self.cover.ends_on:
            raise ValueError(f"expected made_on no later than cover.ends_on, {self.cover.ends_on}")
        if self.cover.starts_on < self.tenancy.starts_on:
            raise ValueError(f"expected cover.starts_on no earlier than {self.tenancy.starts_on}")
        return self


class DeedContent(Guaranteed):
    """The deed of guarantee with the landlord."""

    landlords: Annotated[tuple[Landlord, ...], Field(min_length=1, max_length=12)]
    agent: Line | None = None
    tenant_name: PersonName

    @model_validator(mode="after")
    def _discreet(self) -> Self:
        self.check_discreet()
        return self


class AgreementContent(Guaranteed):
    """The agreement with the young person."""

    young_person_name: PersonName
    landlord_names: Annotated[tuple[PersonName, ...], Field(min_length=1, max_length=12)]
    personal_adviser: Line | None = None
    repayment: Literal["none", "instalments"]
    complaints: Contact
    advocacy: Contact | None = None
