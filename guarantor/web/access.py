"""Who may see each page: declared beside its view, and read by the gate before the view runs.

Knows declarations, not sessions. A rule without a declaration stops the application from starting. Which role may see
or do what stands in guarantor.domain.access alone; a page names a view or an act of that table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY, MAY_SEE, Act, Role, View

Page = TypeVar("Page", bound=Callable[..., ResponseReturnValue])
_MARK = "admission"


class Undeclared(Exception):
    """A route says nowhere who may use it."""


@dataclass(frozen=True)
class Admission:
    """Who may use a page. `public`: nobody is asked who they are; else whoever holds one of `roles`.

    `acts` are what the page does; none for a page that changes nothing.
    """

    public: bool
    roles: frozenset[Role]
    acts: tuple[Act, ...] = ()

    def admits(self, roles: frozenset[Role]) -> bool:
        """Whether somebody with these roles may use the page."""
        return self.public or bool(roles & self.roles)


@dataclass(frozen=True, order=True)
class Section:
    """An entry of the navigation, shown to whoever may see the page it leads to."""

    order: int
    text: str
    endpoint: str = field(compare=False)


class Pages(Blueprint):
    """The pages of one noun. Each module of guarantor.web.pages makes one and names it `pages`."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name)
        self.sections: list[Section] = []

    def page(
        self,
        rule: str,
        *,
        sees: View | Sequence[View] = (),
        does: Act | Sequence[Act] = (),
        anyone: bool = False,
        public: bool = False,
        methods: Sequence[str] | None = None,
        section: tuple[int, str] | None = None,
    ) -> Callable[[Page], Page]:
        """Declare a view's address and who may use it, in exactly one way.

        `sees`: whoever may see one of these views; answers GET. `does`: whoever may do one of these acts; answers GET
        with the form and POST. `anyone`: every role, once signed in. `public`: everybody. `methods` where that is not
        right: a search by name is `sees=View.CASES, methods=("GET", "POST")`. `section` is a place and a text in the
        navigation. Raises Undeclared where no way or more than one is named.
        """
        admission = _admission(_each(sees), _each(does), anyone=anyone, public=public)

        def declare(view: Page) -> Page:
            setattr(view, _MARK, admission)
            takes = methods or (("GET", "POST") if admission.acts else ("GET",))
            self.add_url_rule(rule, view_func=view, methods=list(takes))
            if section is not None:
                self.sections.append(Section(*section, f"{self.name}.{view.__name__}"))
            return view

        return declare


def admission_of(app: Flask, endpoint: str) -> Admission:
    """The declaration of a page. Raises Undeclared where there is none."""
    found = getattr(app.view_functions[endpoint], _MARK, None)
    if not isinstance(found, Admission):
        raise Undeclared(f"{endpoint} does not say who may use it: declare it with Pages.page")
    return found


def check_all_declared(app: Flask) -> None:
    """Raise Undeclared for a route that does not say who may use it."""
    for rule in app.url_map.iter_rules():
        admission_of(app, rule.endpoint)


def _each(given: Any) -> tuple[Any, ...]:
    return (given,) if isinstance(given, (View, Act)) else tuple(given)


def _admission(views: tuple[View, ...], acts: tuple[Act, ...], *, anyone: bool, public: bool) -> Admission:
    if [bool(views), bool(acts), anyone, public].count(True) != 1:
        raise Undeclared("a page is declared in one way: sees, does, anyone or public")
    if public:
        return Admission(public=True, roles=frozenset())
    if anyone:
        return Admission(public=False, roles=frozenset(Role))
    granted = [MAY_SEE[view] for view in views] + [MAY[act] for act in acts]
    return Admission(public=False, roles=frozenset().union(*granted), acts=acts)
