"""The parts of the application about the home: the let, its rent, its landlord, what stands beside the guarantee."""

from guarantor.services.casework import applications
from guarantor.web.application.questions import Answers, Part, Question, never_needed


def _in_kent(answers: Answers) -> bool:
    return answers.get("tenancy.area") in ("kent", "medway")


HOME = Part(
    "home",
    "The home",
    (
        Question(
            "tenancy.kind",
            "choice",
            "What kind of letting is it?",
            "Kind of letting",
            choices=(
                ("private", "Private landlord"),
                ("university", "University"),
                ("social", "Social housing"),
                ("supported", "Supported housing"),
                ("lodging", "Lodging"),
            ),
        ),
        Question("property.address", "address", "Address of the home", "Address", "Without the postcode"),
        Question("property.postcode", "line", "Postcode", "Postcode"),
        Question(
            "tenancy.area",
            "choice",
            "Where is it?",
            "Area",
            choices=(
                ("kent", "Kent"),
                ("medway", "Medway"),
                ("london", "London"),
                ("elsewhere", "Elsewhere"),
            ),
        ),
        Question(
            "tenancy.brma",
            "list",
            "If in Kent or Medway: which rental market area?",
            "Rental market area",
            "The Broad Rental Market Area of the postcode, for Local Housing Allowance",
            choices=tuple((area, area) for area in applications.market_areas()),
            needed=_in_kent,
        ),
        Question(
            "tenancy.rooms",
            "choice",
            "How many rooms does it have?",
            "Rooms",
            "Of the home that is let, whatever the young person is entitled to",
            choices=(
                ("shared", "A room in a shared home"),
                ("1-bed", "One bedroom"),
                ("2-bed", "Two bedrooms"),
            ),
            needed=_in_kent,
        ),
        Question("property.joint", "yes_no", "Do others rent it under the same tenancy?", "Joint tenancy"),
        Question(
            "property.licence",
            "yes_no",
            "Is it let by licence and not by a tenancy?",
            "Licence",
            "Such as a room in the landlord's own home",
        ),
    ),
    who="the landlord or agent",
    intro="A home may come later. Leave this open and submit the rest: the case can be approved in principle.",
)
RENT = Part(
    "rent",
    "Rent and start",
    (
        Question("tenancy.starts_on", "day", "First day of the tenancy", "First day"),
        Question(
            "tenancy.monthly_rent",
            "rent",
            "Rent for the whole home",
            "Rent a month",
            "The rent alone. Leave out a service charge, bills or meals that are asked for beside it: the guarantee "
            "covers rent and no charges",
        ),
        Question(
            "tenancy.rent_share",
            "rent",
            "The young person's share of it",
            "Rent share",
            "The same if they live alone. This is what the council would guarantee",
        ),
    ),
    who="the landlord or agent",
    after="home",
)
LANDLORD = Part(
    "landlord",
    "Landlord and who is paid",
    (
        Question("landlord.name", "line", "Landlord", "Landlord", "A person or a company, as in the tenancy"),
        Question("landlord.address", "address", "Landlord's address", "Address"),
        Question("landlord.email", "line", "Landlord's email address", "Email", needed=never_needed),
        Question("landlord.agent", "line", "Agent, if there is one", "Agent", needed=never_needed),
        Question(
            "landlord.payee",
            "line",
            "Who would be paid?",
            "Payee",
            "The landlord or the agent, by name; finance asks for the bank details",
        ),
    ),
    who="the landlord or agent",
    after="home",
)
BESIDE = Part(
    "deposit",
    "Deposit and rent in advance",
    (
        Question("deposit", "sum", "Deposit that the landlord asks for", "Deposit", "0 if none"),
        Question("rent_in_advance", "sum", "Rent asked for in advance", "Rent in advance", "0 if none"),
    ),
    who="the landlord or agent",
    intro="The service offers these separately: the guarantee covers neither.",
    after="home",
)
