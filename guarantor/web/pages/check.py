"""The landlord's check, open to everybody: a paper's code and the home's postcode, and what stands of the paper.

The page asks for nothing else and names nobody. Only failed checks count against a network address.
"""

from flask import g, request
from flask.typing import ResponseReturnValue

from guarantor.services.correspondence import checking_page
from guarantor.services.correspondence.checking_page import MOST_BYTES
from guarantor.web import fields, security
from guarantor.web.access import Pages
from guarantor.web.desk import office
from guarantor.web.forms import Form
from guarantor.web.pages.entrance import counting
from guarantor.web.showing import show

pages = Pages("check", __name__)


class Check(Form):
    """What is printed on the paper, where the home is, and the file if there is one."""

    code = fields.line(
        "Code on the paper",
        hint="14 letters and digits, such as 2345-6789-ABCD-EF. Capitals, dashes and spaces do not matter",
        needed="Enter the code that is printed on the paper",
        width=20,
        autocomplete="off",
        spellcheck=False,
    )
    postcode = fields.line(
        "Postcode of the home",
        hint="The home that is let, such as CT1 2ZZ",
        needed="Enter the postcode of the home",
        width=10,
        autocomplete="off",
        spellcheck=False,
    )
    file = fields.upload(
        "The file you were sent, if you have it as a PDF (optional)",
        hint="We compare it with the one we issued, up to 5 MB. We do not open it or keep it",
    )


@pages.page("/check", public=True, methods=("GET", "POST"))
@counting
def check() -> ResponseReturnValue:
    """The form; once it is sent, what stands. A code in the address, as from a QR code, is filled in and no more."""
    form = Check(code=request.args.get("code", "")[:40])
    if "refused" in g:
        security.count_against()
    if form.sent():
        given = form.file.data
        # One byte more than is taken tells that it is too large; the rest is not read.
        content = given.stream.read(MOST_BYTES + 1) if given and given.filename else None
        found = checking_page.check(office(), str(form.code.data), str(form.postcode.data), content)
        if found is None:
            security.count_against()
        return show(
            "check/found.html" if found else "check/not_found.html",
            title=_TITLES[found.outcome] if found else "We cannot find this paper",
            caption="Check a paper",
            found=found,
            held=office().settings,
        )
    return show("check/check.html", title="Check a deed or a letter", form=form, held=office().settings)


_TITLES = {
    checking_page.Outcome.IN_FORCE: "This guarantee is in force",
    checking_page.Outcome.NOT_YET_SIGNED: "This guarantee is not yet signed by everybody",
    checking_page.Outcome.ENDED: "This guarantee has ended",
    checking_page.Outcome.NEVER_SIGNED: "This guarantee never came into force",
    checking_page.Outcome.WITHDRAWN: "This paper was withdrawn",
    checking_page.Outcome.LETTER: "This letter is ours",
}
