"""What a PDF says about itself: title, language, dates, XMP.

Knows only what the paper's tree carries, so a landlord's paper says no more here than on its pages.
"""

import hashlib
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from letters.document import Document

CREATOR = "Rent Guarantor Pilot Manager"
_XMP = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:identifier>{reference}</dc:identifier>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<xmp:CreateDate>{made_on}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{made_on}T00:00:00Z</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def describe(canvas: Canvas, document: Document) -> None:
    """Write title, author, language, dates and XMP into the file that `canvas` makes.

    The dates are the paper's own and the file's identity is its content, so nothing depends on the clock or
    on SOURCE_DATE_EPOCH.
    """
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.reference)
    canvas.setCreator(CREATOR)
    if document.code is not None:
        # Uncompressed here, so that an altered file still says which paper it was.
        canvas.setKeywords(document.code)
    canvas.setProducer(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    file = canvas._doc
    day = document.made_on
    file._timeStamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
    file._timeStamp.dhh = file._timeStamp.dmm = 0
    file.signature = hashlib.md5(repr(document).encode(), usedforsecurity=False)
    kind = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
    file.Catalog.Metadata = PDFStream(PDFDictionary(kind), xmp(document), filters=[])


def xmp(document: Document) -> bytes:
    """The metadata packet (ISO 16684-1) as UTF-8."""
    return _XMP.format(
        reference=escape(document.reference),
        title=escape(document.title),
        author=escape(document.author),
        language=document.language,
        tool=CREATOR,
        made_on=document.made_on.isoformat(),
    ).encode()
