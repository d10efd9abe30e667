"""Words that a landlord will read, judged when they are written and not only once the letter is made.

Knows what a person who writes them is told. Which words tell a landlord too much is for the letters to know.
"""

from guarantor.domain.wrong_input import WrongInput
from letters import discretion


def telling(text: str | None) -> list[str]:
    """The words in a text that may not go to a landlord, each once; none where there is no text."""
    return discretion.told(text or "")


def check(field: str, text: str | None) -> None:
    """Raise WrongInput naming `field` and every word in the text that may not go to a landlord."""
    if words := telling(text):
        raise WrongInput.at(
            field,
            f"expected words that the landlord may read, without {', '.join(repr(word) for word in words)}",
        )
