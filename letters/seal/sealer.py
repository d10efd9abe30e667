"""Sealing: one key, many papers.

Knows what may be sealed and when. Does not know the form of the seal, nor where papers go.
"""

from datetime import UTC, datetime

from cryptography.x509 import Certificate

from letters.seal.credentials import SealingKey, valid_at
from letters.seal.place import has_trace


class NotSealable(ValueError):
    """This paper cannot be sealed with this key at this time; the message says why in one sentence."""


class Sealer:
    """Seals finished papers with one key, read once. Threads may share it. Raises SealingKeyRefused as the key does."""

    def __init__(self, key: SealingKey) -> None:
        from letters.seal.signature import SignatureMaker  # noqa: PLC0415 (half a second that few commands need)

        self._key = key
        self._maker = SignatureMaker(key)

    @property
    def certificate(self) -> Certificate:
        """The certificate that the seal names."""
        return self._key.certificate

    @property
    def is_demo(self) -> bool:
        """Whether the seal is for rehearsals only."""
        return self._key.is_demo

    def seal(self, pdf_bytes: bytes, at: datetime, reason: str, location: str | None = None) -> bytes:
        """The paper with the seal appended; all its own bytes stay in front, unchanged.

        `at` is the time that the seal claims, with its time zone; whole seconds are kept. `reason` and `location` can
        be read by whoever has the file, so they say nothing of the person in it. Raises NotSealable when the file is
        no PDF, is encrypted or has a seal already, or when `at` is outside the certificate's validity.
        """
        from letters.seal import update  # noqa: PLC0415 (see above)

        if at.tzinfo is None:
            raise NotSealable("A seal's time must carry its time zone.")
        if not valid_at(self._key.certificate, at):
            starts, ends = (
                self._key.certificate.not_valid_before_utc,
                self._key.certificate.not_valid_after_utc,
            )
            raise NotSealable(
                f"The sealing certificate is valid from {starts:%-d %B %Y} to {ends:%-d %B %Y}, "
                f"and the seal would be dated {at:%-d %B %Y}."
            )
        if has_trace(pdf_bytes):
            raise NotSealable("This file carries a seal or signature already, and a paper is sealed once.")
        try:
            return update.sealed(
                pdf_bytes, at.astimezone(UTC), reason, location, self._maker.longest, self._maker.sign
            )
        except update.Encrypted:
            raise NotSealable("An encrypted PDF cannot be sealed.") from None
        except update.Unreadable as unreadable:
            raise NotSealable(
                "This file is not a PDF that can be read, so it cannot be sealed."
            ) from unreadable
