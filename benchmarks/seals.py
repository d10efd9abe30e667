"""Sealing and examining a thousand papers, against bare signing of the same bytes, and the memory that it takes.

Knows papers of synthetic people. What cannot be less is a signature by `cryptography` of the file's SHA-256: a seal is
that, the signature's own form, and the part of the PDF that carries it.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from benchmarks import memory
from letters import agreement
from letters.content import AgreementContent, DeedContent
from letters.pdf import render
from letters.seal.credentials import SealingKey, demo_key
from letters.seal.examination import examine
from letters.seal.sealer import Sealer

COUNCIL = "Kent County Council"
AT = datetime(2018, 7, 9, 9, 30, tzinfo=UTC)
MEMORY_FROM = 100
STEP = 100
# A paper's code is written without the digits that are taken for letters.
_CODE_LETTERS = str.maketrans("01", "45")


class NotGenuine(RuntimeError):
    """A paper just sealed was not found genuine, so its figures mean nothing."""


@dataclass
class Laps:
    """Processor seconds of each paper, by what was done."""

    of: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def lap(self, doing: str) -> Iterator[None]:
        """Time what is done inside."""
        started = time.process_time()
        yield
        self.of.setdefault(doing, []).append(time.process_time() - started)


@dataclass(frozen=True)
class Contender:
    """One kind of key: our sealer, and the same key without us."""

    name: str
    sealer: Sealer
    certificate: x509.Certificate
    sign: Callable[[bytes], bytes]
    verify: Callable[[bytes, bytes], None]


def contents(number: int) -> DeedContent | AgreementContent:
    """A deed, then an agreement, in turn; no two with the same tenant, rent and home."""
    rent = Decimal(600 + number % 700)
    both: dict[str, Any] = {
        "reference": f"RG-{number:04}/1",
        "made_on": date(2018, 7, 9),
        "code": f"{number:b}".rjust(14, "0").translate(_CODE_LETTERS),
        "rehearsal": True,
        "council": {
            "name": COUNCIL,
            "address": "County Hall, Maidstone, ME14 1XQ",
            "from_on": date(1974, 4, 1),
        },
        "contact": {"name": "Rent guarantee team", "telephone": "01632 960001", "email": "rent@example.org"},
        "home": {"address": f"{number} Example Street, Canterbury", "postcode": "CT1 2ZZ"},
        "tenancy": {
            "kind": "private",
            "starts_on": date(2018, 8, 1),
            "monthly_rent": rent,
            "rent_share": rent / 2,
        },
        "cover": {
            "starts_on": date(2018, 8, 1),
            "ends_on": date(2019, 7, 31),
            "months": 12,
            "cap": rent * 3,
        },
        "deposit": {"amount": "600.00", "rent_in_advance": rent / 2, "paid_by": "council"},
        "terms": {
            "claim_after_months": 2,
            "report_within_days": 14,
            "decide_within_working_days": 10,
            "pay_within_days": 28,
            "claim_window_days": 29,
            "offer_lapses_after_days": 27,
            "rent_ceiling_percent": 110,
        },
    }
    if number % 2:
        landlords = [{"name": f"Orla Example {number}", "address": "3 Sample Road, Whitstable, CT5 1ZZ"}]
        return DeedContent(**both, landlords=landlords, tenant_name=f"Tam Sample {number}")
    return AgreementContent(
        **both,
        young_person_name=f"Tam Sample {number}",
        landlord_names=["Orla Example"],
        personal_adviser="Sam Specimen",
        repayment="none",
        complaints={"name": "Customer feedback team", "telephone": "01632 960003"},
        advocacy={"name": "Example Advocacy", "telephone": "01632 960004"},
    )


def paper(number: int) -> bytes:
    """The content's PDF, not sealed."""
    given = contents(number)
    made = agreement.deed(given) if isinstance(given, DeedContent) else agreement.agreement(given)
    return render(made)


def contenders() -> tuple[Contender, ...]:
    """A rehearsal's key on P-256, and an RSA key of 3,072 bits such as a council buys."""
    on_curve = demo_key(COUNCIL, AT)
    curve_key = ec.generate_private_key(ec.SECP256R1())
    rsa_key = rsa.generate_private_key(65537, 3072)
    bought = SealingKey(rsa_key, _certificate(rsa_key))
    return (
        Contender(
            "P-256",
            Sealer(on_curve),
            on_curve.certificate,
            lambda data: curve_key.sign(data, ec.ECDSA(hashes.SHA256())),
            lambda signature, data: curve_key.public_key().verify(signature, data, ec.ECDSA(hashes.SHA256())),
        ),
        Contender(
            "RSA-3072",
            Sealer(bought),
            bought.certificate,
            lambda data: rsa_key.sign(data, padding.PKCS1v15(), hashes.SHA256()),
            lambda signature, data: rsa_key.public_key().verify(
                signature, data, padding.PKCS1v15(), hashes.SHA256()
            ),
        ),
    )


def measured(count: int) -> tuple[Laps, int, int]:
    """Every paper made, sealed and examined with each key: laps, and memory in kB after the first and at most since."""
    laps, taking_part, after_first = Laps(), contenders(), 0
    for number in range(1, count + 1):
        with laps.lap("render"):
            file = paper(number)
        for each in taking_part:
            _one(each, file, laps)
        if number == min(MEMORY_FROM, count):
            after_first = memory.begin_the_peak()
        if number % STEP == 0:
            print(f"seals: {number:,} of {count:,} papers", file=sys.stderr)
    return laps, after_first, memory.peak_kb()


def _one(by: Contender, file: bytes, laps: Laps) -> None:
    with laps.lap(f"seal, {by.name}"):
        sealed = by.sealer.seal(file, AT, f"Sealed by {COUNCIL}")
    with laps.lap(f"examine, {by.name}"):
        found = examine(sealed, [by.certificate])
    if not found.genuine:
        raise NotGenuine(found.says)
    with laps.lap(f"bare signature, {by.name}"):
        signature = by.sign(sealed)
    with laps.lap(f"bare verification, {by.name}"):
        by.verify(signature, sealed)


def _certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, COUNCIL)])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(AT).not_valid_after(AT + timedelta(days=365))
    return builder.sign(key, hashes.SHA256())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=1_000)
    count = parser.parse_args().papers
    laps, after_first, peak = measured(count)
    print(f"{count:,} papers, deeds and agreements in turn\n")
    print(f"{'':<32}{'ms, median':>12}{'per second':>12}{'by bare':>10}")
    for doing, own in laps.of.items():
        bare = doing.replace("seal,", "bare signature,").replace("examine,", "bare verification,")
        ratio = median(own) / median(laps.of[bare])
        shown = f"{ratio:>9.1f}x" if doing != bare else ""
        print(f"{doing:<32}{median(own) * 1_000:>12.3f}{1 / median(own):>12,.0f}{shown}")
    first = min(MEMORY_FROM, count)
    print(f"\nMemory: {after_first:,} kB after the first {first:,} papers, at most {peak:,} kB since", end="")
    print(f": {peak - after_first:+,} kB, ratio {peak / after_first:.3f}")


if __name__ == "__main__":
    main()
