"""What can be wrong with a policy although each of its entries reads well.

Knows how parameters, conditions, sentences and needed fields must fit together. Whether a criterion can
come out each way is tried, not argued: every combination of values beside its thresholds is weighed.
"""

from collections.abc import Iterator, Sequence

from rules.conditions import Condition, alternatives, comparisons
from rules.provisions import Criterion, Policy
from rules.reach import conditions_of, outcomes
from rules.sentences import Sentence
from rules.sheet import SheetFault
from rules.terms import TERMS
from rules.vocabulary import FACTS

MOST_ALTERNATIVES = 24
MOST_RULES = 190


def unsound(
    policy: Policy,
    torn: Sequence[Criterion] = (),
    mentioned: frozenset[str] = frozenset(),
    unreadable: frozenset[str] = frozenset(),
) -> list[SheetFault]:
    """Every contradiction within the policy, in no particular order.

    Of a file that is faulty already: `torn` are criteria of which a part could not be read, `mentioned` their words,
    `unreadable` the parameters that could not be read; what only follows from those faults is not told again.
    """
    faults = [*_terms(policy, unreadable), *_unused_parameters(policy, mentioned)]
    for criterion in (*policy.criteria, *torn):
        faults += _unlisted_fields(criterion)
        faults += _too_many_alternatives(criterion)
        faults += _missing_placeholders(criterion, unreadable.union(FACTS, policy.parameters))
    for criterion in policy.criteria:
        faults += _order_of_cases(criterion)
        faults += _idle_fields(criterion)
        faults += _unused_placeholders(criterion)
        if not unreadable & _parameters_of(criterion):
            faults += outcomes(criterion, policy)
    faults += _too_large_for_the_engine(policy)
    return faults


def _terms(policy: Policy, unreadable: frozenset[str]) -> Iterator[SheetFault]:
    """Every term that code outside the criteria reads must be there, in its unit."""
    for name, term in TERMS.items():
        parameter = policy.parameters.get(name)
        if parameter is None:
            if not term.optional and name not in unreadable:
                yield SheetFault(1, f'the policy lacks the parameter "{name}"')
        elif parameter.unit != term.unit or not set(parameter.choices) <= set(term.choices):
            expected = f"one of {', '.join(term.choices)}" if term.choices else term.unit.replace("_", " ")
            yield SheetFault(
                parameter.line, f'the parameter "{name}" has a wrong type or unit: it must be {expected}'
            )


def _unused_parameters(policy: Policy, mentioned: frozenset[str]) -> Iterator[SheetFault]:
    used = mentioned.union(TERMS, *(_parameters_of(criterion) for criterion in policy.criteria))
    used |= {name for criterion in policy.criteria for name in _placeholders_of(criterion)}
    for name, parameter in policy.parameters.items():
        if name not in used:
            yield SheetFault(parameter.line, f'the parameter "{name}" is used by nobody')
        if name in FACTS:
            yield SheetFault(parameter.line, f'the parameter "{name}" has the name of a fact')


def _parameters_of(criterion: Criterion) -> set[str]:
    """The parameters that the criterion's conditions compare with."""
    return {
        one.parameter
        for condition in conditions_of(criterion)
        for one in comparisons(condition)
        if one.parameter
    }


def _placeholders_of(criterion: Criterion) -> Iterator[str]:
    for case in criterion.cases:
        yield from case.says.placeholders()
    yield from criterion.what_helps.placeholders()


def _too_many_alternatives(criterion: Criterion) -> Iterator[SheetFault]:
    """The engine takes flat rules: each way in which a condition can hold is one of them."""
    if sum(alternatives(condition) for condition in conditions_of(criterion)) > MOST_ALTERNATIVES:
        says = f'the conditions of "{criterion.id}" have more than {MOST_ALTERNATIVES} alternatives'
        yield SheetFault(criterion.line, says)


def _too_large_for_the_engine(policy: Policy) -> Iterator[SheetFault]:
    """All rules together must fit one rule set: one for each alternative and for each field that can be missing."""
    rules = sum(alternatives(one) for criterion in policy.criteria for one in conditions_of(criterion))
    rules += sum(len(criterion.needs) for criterion in policy.criteria)
    rules += sum(
        alternatives(need.when) * len(need.needs)
        for criterion in policy.criteria
        for need in criterion.needs_if
    )
    if rules > MOST_RULES:
        yield SheetFault(1, f"the policy's conditions come to {rules} rules; at most {MOST_RULES} fit")


def _order_of_cases(criterion: Criterion) -> Iterator[SheetFault]:
    """Only the last case stands without a condition, and it is never `met`: the unforeseen does not pass."""
    for case in criterion.cases[:-1]:
        if case.when is None:
            yield SheetFault(
                case.line, f'a case of "{criterion.id}" has empty conditions but is not the last'
            )
    for case in criterion.cases[-1:]:
        if case.when is not None:
            yield SheetFault(case.line, f'the last case of "{criterion.id}" must stand without conditions')
        elif case.result == "met":
            yield SheetFault(case.line, f'the last case of "{criterion.id}" is met without conditions')


def _unlisted_fields(criterion: Criterion) -> Iterator[SheetFault]:
    """Conditions and sentences may use only facts that come from the fields the criterion lists."""
    listed = _listed(criterion)
    for need in criterion.needs_if:
        for field in sorted(_fields_of(need.when) - set(criterion.needs)):
            says = f'needs_if of "{criterion.id}" reads {field}, which is not always needed'
            yield SheetFault(need.line, says)
    for case in criterion.cases:
        in_condition = _fields_of(case.when) if case.when else set()
        for field in sorted(in_condition - listed):
            yield SheetFault(case.line, f'a needed fact is not listed in "{criterion.id}": {field}')
        for field in sorted(_fields_in(case.says) - in_condition - listed):
            yield SheetFault(case.line, f'a sentence of "{criterion.id}" uses an unlisted fact: {field}')
    for field in sorted(_fields_in(criterion.what_helps) - listed):
        yield SheetFault(criterion.line, f'a sentence of "{criterion.id}" uses an unlisted fact: {field}')


def _idle_fields(criterion: Criterion) -> Iterator[SheetFault]:
    """A listed field must be read by some condition or sentence."""
    read = {field for condition in conditions_of(criterion) for field in _fields_of(condition)}
    for sentence in (*(case.says for case in criterion.cases), criterion.what_helps):
        read |= _fields_in(sentence)
    for field in sorted(_listed(criterion) - read):
        says = f'"{criterion.id}" lists the needed fact {field}, which nothing uses'
        yield SheetFault(criterion.line, says)


def _listed(criterion: Criterion) -> set[str]:
    return set(criterion.needs).union(*(need.needs for need in criterion.needs_if))


def _fields_in(sentence: Sentence) -> set[str]:
    return {field for name in sentence.placeholders() if name in FACTS for field in FACTS[name].needs}


def _fields_of(condition: Condition) -> set[str]:
    return {field for one in comparisons(condition) for field in FACTS[one.fact].needs}


def _missing_placeholders(criterion: Criterion, known: frozenset[str]) -> Iterator[SheetFault]:
    """Each placeholder must be a fact or a parameter."""
    sentences = [(case.line, case.says) for case in criterion.cases]
    for line, sentence in [*sentences, (criterion.line, criterion.what_helps)]:
        for name in sentence.placeholders():
            if name not in known:
                says = f'missing placeholder: "{name}" in "{criterion.id}" is no fact and no parameter'
                yield SheetFault(line, says)


def _unused_placeholders(criterion: Criterion) -> Iterator[SheetFault]:
    """Each threshold must be said in some sentence, and each fact shown must be read somewhere."""
    used = {one.fact for condition in conditions_of(criterion) for one in comparisons(condition)}
    said = set(_placeholders_of(criterion))
    for name in sorted(_parameters_of(criterion) - said):
        says = f'unused placeholder: no sentence of "{criterion.id}" says the threshold "{name}"'
        yield SheetFault(criterion.line, says)
    for name in criterion.shows:
        if name not in used | said:
            says = f'unused placeholder: "{criterion.id}" shows "{name}", which nothing reads'
            yield SheetFault(criterion.line, says)
