"""The parts of the application in their order, with every question that is asked of a caseworker."""

from collections.abc import Mapping, Sequence

from guarantor.domain.case_document import TABLE_4
from guarantor.web.application.home_parts import BESIDE, HOME, LANDLORD, RENT
from guarantor.web.application.questions import Answers, Part, Question, never_needed


def _has_earlier(answers: Answers) -> bool:
    return bool(answers.get("person.previous_guarantees"))


def _limited(answers: Answers) -> bool:
    return answers.get("person.right_to_rent") == "limited"


PERSON = Part(
    "young-person",
    "Name and date of birth",
    (
        Question("young_person.name", "line", "Full name", "Name", "As it should stand in the agreement"),
        Question("person.date_of_birth", "day", "Date of birth", "Date of birth", past=True),
        Question("young_person.address", "address", "Where do they live now?", "Address now"),
        Question(
            "person.group",
            "choice",
            "Which group are they counted in?",
            "Group",
            "For the pilot's figures only; no criterion asks for it",
            choices=(("citizen", "Citizen"), ("uasc", "Came as an unaccompanied child")),
        ),
    ),
    who="the young person",
)
CONTACT = Part(
    "contact",
    "Contact, language and adviser",
    (
        Question(
            "young_person.safe_contact",
            "line",
            "How is it safe to reach them?",
            "Safe contact",
            "One word lets letters go out by themselves: letter, email, phone or text. Anything longer is a note that "
            "a person has to read first",
        ),
        Question("young_person.phone", "line", "Telephone", "Telephone", needed=never_needed),
        Question("young_person.email", "line", "Email address", "Email", needed=never_needed),
        Question(
            "young_person.language",
            "line",
            "Which language do they read best?",
            "Language",
            suggested="English",
        ),
        Question("personal_adviser", "line", "Personal adviser", "Personal adviser"),
    ),
    who="the young person",
)
VIEW = Part(
    "view",
    "Their view and agreement",
    (
        Question(
            "young_persons_view",
            "words",
            "What do they say about it, in their own words?",
            "Their view",
            "Why this home, what they worry about, what help they want. They may read this",
        ),
        Question(
            "young_person_agreed_on",
            "day",
            "When did they say that they want to apply?",
            "Agreed to apply on",
            "Nobody is entered without their say",
            past=True,
        ),
    ),
    who="the young person",
)
CARE = Part(
    "care",
    "Leaving care",
    (
        Question(
            "person.leaving_care_status",
            "choice",
            "Leaving care status",
            "Leaving care status",
            choices=(
                ("former_relevant", "Former relevant"),
                ("relevant", "Relevant"),
                ("eligible", "Eligible"),
                ("qualifying", "Qualifying"),
                ("none", "None: not a care leaver"),
            ),
        ),
        Question(
            "person.responsible_authority",
            "line",
            "Which council is responsible?",
            "Responsible council",
            suggested="Kent",
        ),
        Question(
            "person.last_contact_on",
            "day_or_never",
            "When was the service last in touch?",
            "Last contact",
            never="Never in touch",
            past=True,
        ),
        Question(
            "person.pathway_plan_reviewed_on",
            "day_or_never",
            "When was the pathway plan last reviewed?",
            "Pathway plan reviewed",
            never="Never reviewed",
            past=True,
        ),
        Question(
            "person.support_requested_on",
            "day_or_never",
            "If they are 21 or older: when did they ask for support?",
            "Support asked for",
            never="Never asked",
            past=True,
            needed=never_needed,
        ),
    ),
)
_READY = "with the support or adjustment they have"
READINESS = Part(
    "readiness",
    "Readiness",
    (
        Question("readiness.budgeting", "yes_no", "Can they budget?", "Budgeting"),
        Question("readiness.cooking", "yes_no", "Can they cook for themselves?", "Cooking"),
        Question("readiness.home_care", "yes_no", "Can they look after a home?", "Looking after a home"),
        Question("readiness.asks_for_help", "yes_no", "Do they ask for help?", "Asking for help"),
    ),
    intro=f"Answer yes where they can {_READY}.",
)
ACTIVITY = Part(
    "activity",
    "Work or learning",
    (
        Question(
            "activity",
            "choice",
            "What do they do?",
            "Work or learning",
            choices=(
                ("employment", "Employment"),
                ("apprenticeship", "Apprenticeship"),
                ("education", "Education"),
                ("training", "Training"),
                ("none", "None of these"),
            ),
        ),
    ),
)
MONEY = Part(
    "money",
    "Money",
    (
        Question(
            "money.monthly_income",
            "sum",
            "How much do they have a month?",
            "Income a month",
            "After tax, everything that comes regularly, with help for housing; student money spread over 12 months",
        ),
    ),
    who="the young person",
)
HOUSING = Part(
    "previous-housing",
    "Previous housing",
    (
        Question(
            "person.current_rent_arrears",
            "sum",
            "How much rent do they owe now?",
            "Rent owed now",
            "0 if none",
        ),
        Question(
            "person.evicted_on",
            "day_or_never",
            "When were they evicted?",
            "Evicted",
            "For arrears or antisocial behaviour only: not a notice without fault, not flight from violence",
            never="Never evicted",
            past=True,
        ),
        Question(
            "person.previous_guarantees",
            "count",
            "How many guarantees has a council given them before?",
            "Earlier guarantees",
            "Those in this service are added by themselves: count others only, 0 if none",
        ),
        Question(
            "person.previous_calls",
            "count",
            "On how many of them did a landlord call?",
            "Earlier calls",
            "Only if there were any",
            needed=_has_earlier,
        ),
    ),
)
RIGHT = Part(
    "right-to-rent",
    "Right to rent",
    (
        Question(
            "person.right_to_rent",
            "choice",
            "What right to rent do they have?",
            "Right to rent",
            choices=(("unlimited", "Unlimited"), ("limited", "For a limited time"), ("none", "None")),
        ),
        Question(
            "person.right_to_rent_expires_on",
            "day",
            "If limited: when does it end?",
            "Right to rent ends",
            "Somebody who applied in time keeps the right: name the evidence at the decision",
            needed=_limited,
        ),
    ),
    who="the young person",
)
_CATEGORIES = tuple((category, category) for category in TABLE_4)
INSTEAD = Part(
    "accommodation",
    "Where they lived, and would live otherwise",
    (
        Question(
            "accommodation_before",
            "list",
            "Where do they live now, before this home?",
            "Before",
            choices=_CATEGORIES,
        ),
        Question(
            "would_otherwise",
            "list",
            "Where would they live without it?",
            "Otherwise",
            "What the pilot saves is counted against this",
            choices=_CATEGORIES,
        ),
    ),
)

GROUPS: Sequence[tuple[str, Sequence[Part]]] = (
    ("The young person", (PERSON, CONTACT, VIEW)),
    ("Their circumstances", (CARE, READINESS, ACTIVITY, MONEY, HOUSING, RIGHT, INSTEAD)),
    ("The home", (HOME, RENT, LANDLORD, BESIDE)),
)
"""The parts as the list of tasks shows them."""

PARTS: Sequence[Part] = tuple(part for _, parts in GROUPS for part in parts)
BY_CODE: Mapping[str, Part] = {part.code: part for part in PARTS}
BY_PATH: Mapping[str, Question] = {each.path: each for part in PARTS for each in part.questions}
