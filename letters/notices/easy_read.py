"""The agreement explained in easy words, beside the agreement and never instead of it.

Knows which parts the explanation has. The easy-read editions of letters are made where those letters are.
"""

from letters import agreement, assembly, kinds, particulars
from letters.content import AgreementContent
from letters.document import Block, Document, Heading, Paragraph
from letters.notices import advice
from letters.notices.advice import Help

_TITLE = "Your agreement in easy words"
_SAID_WITH_LINKS = {"contact", "complaints", "advocacy"}
"""Values of the agreement that the explanation says under its clauses and not in them."""


def agreement_easy_read(content: AgreementContent) -> Document:
    """What the agreement means, one idea a sentence. Nobody signs it.

    Raises NoClauseInForce before the first clause, PlaceholdersDisagree when a clause and its values differ.
    """
    told = Help(complaints=content.complaints, advocacy=content.advocacy)
    switches = {
        **agreement.shared_switches(content),
        "repayment_asked": content.repayment == "instalments",
        **advice.switches(told, content.personal_adviser),
    }
    values = {
        name: value
        for name, value in particulars.agreement_values(content).items()
        if name not in _SAID_WITH_LINKS
    }
    chosen = assembly.clauses(kinds.easy_read("agreement"), content.made_on, switches, values)
    after = advice.easily(advice.ending(content.contact, told, content.personal_adviser, content.made_on))
    blocks: tuple[Block, ...] = (
        Heading(_TITLE, 1),
        Paragraph("This explains your agreement. It does not replace it.", "lead"),
        *assembly.notes(chosen, content),
        *assembly.plain(chosen, after),
        *assembly.editions(chosen, content),
    )
    return Document(
        title=f"{_TITLE} {content.reference}",
        reference=content.reference,
        author=content.council.name,
        made_on=content.made_on,
        blocks=blocks,
        clause_versions=tuple(clause.edition for clause in chosen),
        mark=content.mark,
        setting="easy",
        code=content.code,
    )
