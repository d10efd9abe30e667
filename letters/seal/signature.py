"""The signature inside a seal: CMS (RFC 5652) as PAdES baseline B-B wants it (ETSI EN 319 142-1), by pyHanko.

Knows one form of signature only, and calls every other form altered: SHA-256, one signer, no unsigned attribute, and
every certificate in it named by a signed attribute, so that not one byte of it can be changed unseen.
"""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence

from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import Signer
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator.registry import SimpleCertificateStore

from letters.seal.credentials import PrivateKey, SealingKey, SealingKeyRefused

DIGEST = "sha256"
# Signatures on an elliptic curve differ by some bytes from one to the next; this is more than they differ.
_ROOM = 16


class SignatureMaker:
    """Signs digests with one key. Holds no state of a signature, so threads may share it.

    Raises SealingKeyRefused when a trial signature is not known again: no paper is sealed in vain.
    """

    def __init__(self, key: SealingKey) -> None:
        # A file of certificates may hold one twice, the key's own among its issuers'.
        each_once = dict.fromkeys((key.certificate, *key.chain))
        own, *chain = map(translate_pyca_cryptography_cert_to_asn1, each_once)
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple(chain)
        self._signer = _KeyInMemory(key.private_key, own, registry)
        self._signer.signed_attr_prov_spec = _EveryCertificate([own, *chain])
        trial = hashlib.sha256().digest()
        signature = self.sign(trial)
        if signer_of(signature, trial) != key.certificate:
            raise SealingKeyRefused("The sealing key's certificates do not make a seal that can be examined.")
        self.longest = len(signature) + _ROOM
        """No signature of this key is longer, in bytes."""

    def sign(self, digest: bytes) -> bytes:
        """The signature of a document's SHA-256, as DER."""
        signed = asyncio.run(self._signer.async_sign(digest, DIGEST, use_pades=True))
        return bytes(signed.dump())


class _KeyInMemory(Signer):
    """Signs with a key that was read once: pyHanko's own signer reads and proves it again for every signature."""

    def __init__(self, key: PrivateKey, own: asn1_x509.Certificate, registry: SimpleCertificateStore) -> None:
        super().__init__(signing_cert=own, cert_registry=registry)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002
        """The bare signature; the digest is always SHA-256."""
        match self._key:
            case rsa.RSAPrivateKey():
                return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
            case ec.EllipticCurvePrivateKey():
                return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


class _EveryCertificate(SignedAttributeProviderSpec, CMSAttributeProvider):
    """Signs the digest of every certificate along, where pyHanko would name the signer's alone."""

    attribute_type = "signing_certificate_v2"

    def __init__(self, certificates: Sequence[asn1_x509.Certificate]) -> None:
        named = [as_signing_certificate_v2(certificate)["certs"][0] for certificate in certificates]
        # Read back from its bytes, so that asn1crypto does not put it together again for every signature.
        self._value = tsp.SigningCertificateV2.load(tsp.SigningCertificateV2({"certs": named}).dump())

    def signed_attr_providers(
        self,
        data_digest: bytes,  # noqa: ARG002
        digest_algorithm: str,  # noqa: ARG002
    ) -> Iterable[CMSAttributeProvider]:
        """The one attribute beyond the content's type and digest."""
        return [self]

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:  # noqa: ARG002
        """Which certificates may vouch for this signature, the signer's first."""
        return self._value


def signer_of(contents: bytes, digest: bytes) -> x509.Certificate | None:
    """Who signed this digest, or None when `contents` is not one of our signatures of it, byte for byte.

    `contents` is the signature with the zeros that fill its room. Whatever the readers raise on bytes made to hurt
    them passes through: the caller answers for that.
    """
    signed = cms.ContentInfo.load(contents)["content"]
    (info,) = signed["signer_infos"]
    attributes = cms.CMSAttributes.load(info["signed_attrs"].untag().dump())
    signature = info["signature"].native
    held = {hashlib.sha256(choice.chosen.dump()).digest(): choice.chosen for choice in signed["certificates"]}
    named = _certificates_named(attributes)
    if not named or set(named) != set(held):
        return None
    own = held[named[0]]
    if contents != _packed(own, held.values(), attributes, signature).ljust(len(contents), b"\0"):
        return None
    if validate_sig_integrity(info, own, "data", digest) != (True, True):
        return None
    return x509.load_der_x509_certificate(own.dump())


def _certificates_named(attributes: cms.CMSAttributes) -> list[bytes]:
    """The SHA-256 of each certificate that the signed attributes name, the signer's first."""
    for attribute in attributes:
        if attribute["type"].native == "signing_certificate_v2":
            (value,) = attribute["values"]
            return [name["cert_hash"].native for name in value["certs"]]
    return []


def _packed(
    own: asn1_x509.Certificate,
    held: Iterable[asn1_x509.Certificate],
    attributes: cms.CMSAttributes,
    signature: bytes,
) -> bytes:
    """The only way in which our seals put these parts together, so that unsigned bytes have one value too."""
    info = Signer(signing_cert=own).signer_info(DIGEST, attributes, signature)
    return bytes(
        cms.ContentInfo(
            {
                "content_type": "signed_data",
                "content": cms.SignedData(
                    {
                        "version": "v1",
                        "digest_algorithms": [info["digest_algorithm"]],
                        "encap_content_info": {"content_type": "data"},
                        "certificates": [cms.CertificateChoices("certificate", each) for each in held],
                        "signer_infos": [info],
                    }
                ),
            }
        ).dump()
    )
