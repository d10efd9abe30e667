"""The seal's own part of a PDF: what is appended to the file, by pyHanko. Nothing before it changes.

Knows the signature field, its dictionary and the permission that allows no change. Does not know keys.
"""

import hashlib
from collections.abc import Callable, Generator
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import cms_embedder, constants
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from letters.seal.signature import DIGEST

FIELD = "Seal"
SPOKEN_FIELD = "The council's seal"
# What pyHanko raises on a file that has no pages, no root, or no more than a beginning.
_NO_PDF = (PdfError, LookupError, TypeError, AttributeError)


class Unreadable(ValueError):
    """The file is not a PDF that can be read."""


class Encrypted(ValueError):
    """The file is encrypted."""


class _Appendix(IncrementalPdfFileWriter):
    """An update that leaves title, dates and XMP as they are: pyHanko would write the clock's time there."""

    def __init__(self, file: bytes) -> None:
        super().__init__(BytesIO(file))
        # The second half of the identity is that of this version of the file; pyHanko draws it at random.
        first, _ = self._document_id
        second = hashlib.sha256(file).digest()[:16]
        self._document_id = generic.ArrayObject([first, generic.ByteStringObject(second)])

    def _update_meta(self) -> None:
        """Nothing that the file says about itself changes."""

    def take_apart(self) -> None:
        """Free the memory now: reader and writer hold each other, so it would wait for the collector's long round."""
        vars(self.prev).clear()
        vars(self).clear()


def sealed(
    file: bytes, at: datetime, reason: str, location: str | None, longest: int, sign: Callable[[bytes], bytes]
) -> bytes:
    """The file with a certifying signature appended.

    `sign` is given the SHA-256 of all bytes but the signature's own and answers at most `longest` bytes. Raises
    Unreadable and Encrypted.
    """
    appendix = _appendix(file)
    try:
        steps = _with_field(appendix)
        signature = SignatureObject(
            at, SigSeedSubFilter.PADES, location=location, reason=reason, bytes_reserved=2 * longest
        )
        permission = cms_embedder.SigMDPSetup(DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
        steps.send(cms_embedder.SigObjSetup(signature, permission))
        prepared, output = steps.send(cms_embedder.SigIOSetup(DIGEST))
        steps.send(sign(prepared.document_digest))
        with output:
            return bytes(output.getvalue())
    finally:
        appendix.take_apart()


def _appendix(file: bytes) -> _Appendix:
    try:
        appendix = _Appendix(file)
    except _NO_PDF as unreadable:
        raise Unreadable from unreadable
    if appendix.prev.encrypted:
        raise Encrypted
    return appendix


def _with_field(appendix: _Appendix) -> Generator[Any, Any, Any]:
    """The embedder's steps, the first of them taken: the field is in its place.

    The field has no size and stands outside the page, where readers of tagged files do not look for its tag.
    """
    field = SigFieldSpec(
        FIELD, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True), readable_field_name=SPOKEN_FIELD
    )
    steps: Generator[Any, Any, Any] = cms_embedder.PdfCMSEmbedder(field).write_cms(FIELD, appendix)
    try:
        appendix.register_extension(constants.ESIC_EXTENSION_1)
        next(steps)
    except _NO_PDF as unreadable:
        raise Unreadable from unreadable
    return steps
