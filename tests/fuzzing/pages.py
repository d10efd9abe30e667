"""Hostile requests to every page of the application, and what is claimed of each answer.

Claimed: it is no failure of the server; nothing of ours comes back unescaped; a refused form leaves no row behind; an
act that gets through leaves a journal that verifies and a clean ledger.
"""

import io
import logging
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from guarantor.services.acting.office import Office
from guarantor.services.proof import checking
from guarantor.storage.tables import Table
from guarantor.storage.tables.accounts import FLEETING
from guarantor.web.access import admission_of
from guarantor.web.app import create_app
from tests.databases import file_of
from tests.fuzzing import hostile
from tests.fuzzing.page_forms import Box, PageForm, asked, forms_in, listen
from tests.rehearsing import ROLES, Rehearsal
from tests.web.entering import PASSWORD, signed_in, token_in
from tests.web.walking import addresses

Pairs = list[tuple[str, Any]]
"""Names and what is sent under them: a text, or a file as its name and its content."""

KEPT = tuple(sorted(set(Table.metadata.tables) - FLEETING - {"case_look"}))
PUBLIC = ""
NOT_ATTACKED = {"token", "csrf_token"}
"""Without them every form is refused at the door (tests/web/test_every_page.py)."""


@dataclass(frozen=True)
class Target:
    """An address, who comes to it, and what it takes: the boxes of its form, the names in its query."""

    endpoint: str
    address: str
    who: str
    form: PageForm | None = None
    query: tuple[str, ...] = ()


class _Failures(logging.Handler):
    """The failures that the application wrote to its log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record)


@dataclass
class Attack:
    """The application on a rehearsal of everything, put back as it was after whatever got through."""

    rehearsal: Rehearsal
    chance: random.Random
    tried: int = 0
    got_through: int = 0
    faults: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        office = self.rehearsal.office
        settings = office.settings.model_copy(update={"failures_from_one_address": "1000000 per hour"})
        self.office = Office(office.engine, settings, office.now, office.today)
        self.app: Flask = create_app(self.office)
        listen(self.app)
        self._failures = _Failures()
        logging.getLogger("guarantor.web").addHandler(self._failures)
        came = {name: signed_in(self.app, name) for name in ROLES} | {PUBLIC: self.app.test_client()}
        self._tokens = {
            name: token_in(client.get("/accessibility" if name else "/sign-in"))
            for name, client in came.items()
        }
        self._cookies = {name: _cookie(client) for name, client in came.items()}
        self._file = str(file_of(self.rehearsal.url))
        self._as_it_was = sqlite3.connect(":memory:")
        with sqlite3.connect(self._file) as source:
            source.backup(self._as_it_was)
        source.close()
        self._counting = sqlite3.connect(self._file)
        self._counted = self._counts()
        self._found_at_first = self._findings()
        self.targets = list(self._found())

    def close(self) -> None:
        """Let go of the files and the log."""
        self._counting.close()
        self._as_it_was.close()
        logging.getLogger("guarantor.web").removeHandler(self._failures)

    # ---- finding

    def client(self, who: str) -> FlaskClient:
        """A fresh client with somebody's session, whatever became of the last one."""
        client = self.app.test_client()
        client.set_cookie("guarantor", self._cookies[who])
        return client

    def _who_for(self, rule: Rule) -> str:
        admission = admission_of(self.app, rule.endpoint)
        if admission.public:
            return PUBLIC
        return next(name for name, role in ROLES.items() if admission.admits(frozenset({role})))

    def _found(self) -> Iterator[Target]:
        """Every page with its query, and every form of every page, by the access table and the pages themselves."""
        posted: dict[str, Target] = {}
        for rule, address in addresses(self.app, "GET"):
            who = self._who_for(rule)
            asked.clear()
            page = self.client(who).get(address, query_string={MARKER: "1"})
            names = set(asked) - NOT_ATTACKED
            forms = forms_in(page.text) if page.mimetype == "text/html" else []
            names |= {box.name for form in forms if form.method == "get" for box in form.boxes}
            yield Target(rule.endpoint, address, who, query=tuple(sorted(names)))
            for number, form in enumerate(each for each in forms if each.method == "post"):
                to = form.action or address
                if "/sign-out" not in to:
                    posted[f"{urlsplit(to).path} {number}"] = Target(rule.endpoint, to, who, form=form)
        reached = {key.split(" ")[0] for key in posted}
        for rule, address in addresses(self.app, "POST"):
            if address not in reached and rule.endpoint != "entrance.sign_out":
                form = PageForm("post", address, self._boxes_asked(rule, address))
                posted[address] = Target(rule.endpoint, address, self._who_for(rule), form=form)
        yield from posted.values()

    def _boxes_asked(self, rule: Rule, address: str) -> list[Box]:
        who = self._who_for(rule)
        asked.clear()
        self.client(who).post(address, data={"csrf_token": self._tokens[who]})
        names = sorted(set(asked) - NOT_ATTACKED)
        self._put_back()
        return [Box(name, "text") for name in names]

    # ---- sending

    def form(self, target: Target) -> None:
        """Send the form of a target once, bent in one way."""
        assert target.form is not None
        plain = [(box.name, self._plausible(box)) for box in target.form.boxes]
        self._send(target, self._bent(plain))

    def every_box(self, target: Target) -> None:
        """Send the form with something hostile in every box."""
        assert target.form is not None
        self._send(target, [(box.name, self._hostile(box)) for box in target.form.boxes])

    def broken_body(self, target: Target) -> None:
        """Send what is no form at all under some content type."""
        body, kind = self.chance.choice(BODIES)
        headers = {"X-CSRFToken": self._tokens[target.who]}
        client = self.client(target.who)
        self._judge(
            target,
            "POST",
            lambda: client.post(target.address, data=body, content_type=kind, headers=headers),
            kind,
        )

    def query(self, target: Target) -> None:
        """Ask for a page with something hostile under every name its view looks up, or under one."""
        names = target.query or ("page",)
        chosen = names if self.chance.random() < 0.4 else (self.chance.choice(names),)
        pairs: Pairs = [(name, hostile.text(self.chance)[:6_000]) for name in chosen]
        if self.chance.random() < 0.2:
            pairs += [(name, hostile.text(self.chance)[:500]) for name, _ in pairs]
        sent = urlencode(pairs, errors="surrogatepass")
        client = self.client(target.who)
        self._judge(target, "GET", lambda: client.get(target.address, query_string=sent), pairs)

    def place(self, rule: Rule) -> None:
        """Ask for an address whose places hold something hostile."""
        address = "".join(
            quote(hostile.text(self.chance)[:2_000], safe="", errors="surrogatepass") if converter else text
            for converter, text in ((dynamic, data) for dynamic, data in rule._trace)
        ).lstrip("|")
        target = Target(rule.endpoint, address or "/", self._who_for(rule))
        client = self.client(target.who)
        self._judge(target, "GET", lambda: client.get(target.address), address[:200])

    def header(self, target: Target) -> None:
        """Ask for a page with hostile headers and cookies."""
        name = self.chance.choice(HEADERS)
        # Each sign may become two bytes and each byte four signs: no browser sends more than 4,093 of a cookie.
        value = hostile.text(self.chance)[:450].encode("latin-1", "ignore").decode("latin-1")
        value = "".join(each for each in value if each not in "\r\n\0")
        client = self.client(target.who)
        if name == "Cookie":
            client.set_cookie("guarantor", value)
        self._judge(
            target,
            "GET",
            lambda: client.get(target.address, headers={} if name == "Cookie" else {name: value}),
            name,
        )

    def _send(self, target: Target, pairs: Pairs) -> None:
        pairs = [pair for pair in pairs if pair[0] not in NOT_ATTACKED]
        pairs.append(("csrf_token", self._tokens[target.who]))
        client = self.client(target.who)
        if any(isinstance(value, tuple) for _, value in pairs):
            data: dict[str, list[Any]] = {}
            for name, value in pairs:
                made = (io.BytesIO(value[1]), value[0]) if isinstance(value, tuple) else _sendable(value)
                data.setdefault(_sendable(name), []).append(made)
            self._judge(target, "POST", lambda: client.post(
                target.address, data=data, content_type="multipart/form-data"), pairs)  # fmt: skip
        else:
            body = urlencode(pairs, errors="surrogatepass")
            self._judge(target, "POST", lambda: client.post(
                target.address, data=body, content_type="application/x-www-form-urlencoded"), pairs)  # fmt: skip

    def _bent(self, plain: Pairs) -> Pairs:
        pairs = list(plain)
        places = [place for place, (name, _) in enumerate(pairs) if name not in NOT_ATTACKED]
        if not places:
            return [*pairs, (hostile.text(self.chance)[:200], "1")]
        at = self.chance.choice(places)
        name, value = pairs[at]
        way = self.chance.random()
        if way < 0.6:
            pairs[at] = (
                name,
                hostile.file(self.chance) if isinstance(value, tuple) else hostile.text(self.chance),
            )
        elif way < 0.7:
            del pairs[at]
        elif way < 0.8:
            pairs.insert(at, (name, hostile.text(self.chance)))
        elif way < 0.87:
            pairs[at] = (name, "no file" if isinstance(value, tuple) else hostile.file(self.chance))
        elif way < 0.93:
            pairs.append((hostile.text(self.chance)[:200], hostile.text(self.chance)[:200]))
        else:
            self.chance.shuffle(pairs)
        return pairs

    def _hostile(self, box: Box) -> Any:
        return hostile.file(self.chance) if box.kind == "file" else hostile.text(self.chance)

    def _plausible(self, box: Box) -> Any:
        """What somebody might well send in a box."""
        made = {"file": ("a.pdf", hostile.A_PDF), "password": PASSWORD, "hidden": box.value}
        if box.name == "once":
            return f"{self.chance.getrandbits(64):x}"
        if box.kind in made:
            return made[box.kind]
        if box.choices and not box.value:
            return self.chance.choice([each for each in box.choices if each] or [""])
        of_a_day = {"day": "1", "month": "7", "year": "2018"}.get(box.id.rpartition("-")[2])
        return box.value or of_a_day or {"decimal": "10.00", "numeric": "1"}.get(box.inputmode, "Plain words")

    # ---- judging

    def _judge(self, target: Target, method: str, send: Any, sent: object) -> None:
        self.tried += 1
        self._failures.seen.clear()
        response: TestResponse = send()
        self.answers[f"{method} {response.status_code}"] += 1
        found = list(self._wrong(target, method, response))
        if found:
            shown = repr(sent)
            cut = shown if len(shown) < 700 else f"{shown[:500]}…{shown[-200:]}"
            self.faults += [
                f"{method} {target.address[:200]} as {target.who or 'nobody'}: {each}; sent {cut}"
                for each in found
            ]

    def _wrong(self, target: Target, method: str, response: TestResponse) -> Iterator[str]:
        page = response.get_data(as_text=True) if response.mimetype.startswith("text/html") else ""
        if response.status_code >= 500 or self._failures.seen:
            why = next(
                (str(each.exc_info[1])[:300] + _where(each) for each in self._failures.seen if each.exc_info),
                "",
            )
            yield f"answered {response.status_code} {why}"
        if hostile.unescaped(page):
            at = min(page.find(sign + hostile.MARK) % 10**9 for sign in "<\"'")
            yield f"something came back unescaped: {page[max(0, at - 80) : at + 40]!r}"
        if "Traceback (most recent call last)" in page:
            yield "showed a traceback"
        if hostile.MARK in urlsplit(response.location or "").netloc:
            yield f"led to {response.location}"
        yield from self._left_behind(method, response)

    def _left_behind(self, method: str, response: TestResponse) -> Iterator[str]:
        counts = self._counts()
        if counts == self._counted:
            return
        changed = [
            name for name, before, after in zip(KEPT, self._counted, counts, strict=True) if before != after
        ]
        if method == "GET" or (response.status_code >= 400):
            yield f"answered {response.status_code} and left rows in {', '.join(changed)}"
        self.got_through += 1
        yield from (f"left {finding}" for finding in sorted(self._findings() - self._found_at_first))
        if response.status_code == 303 and urlsplit(response.location or "").netloc == "":
            yield from self._afterwards(response)
        self._put_back()

    def _afterwards(self, response: TestResponse) -> Iterator[str]:
        """What was kept is shown again somewhere: on the page that comes next, for one."""
        client = self.app.test_client()
        cookie = response.headers.get("Set-Cookie", "").partition(";")[0].partition("=")[2]
        if cookie:
            client.set_cookie("guarantor", cookie)
        for address in ("RG-0001", response.location or "/"):
            came = client.get(address if address.startswith("/") else f"/cases/{address}")
            if came.status_code >= 500:
                yield f"{address} answers {came.status_code} afterwards"
            if came.mimetype == "text/html" and hostile.unescaped(came.text):
                yield f"{address} shows something unescaped afterwards"

    def _findings(self) -> set[str]:
        found = [*checking.verify_journal(self.office), *checking.check_ledger(self.office)]
        return {f"{each.invariant}: {each.says}" for each in found}

    def _counts(self) -> tuple[int, ...]:
        every = " UNION ALL ".join(f"SELECT {n}, COUNT(*) FROM {name}" for n, name in enumerate(KEPT))
        return tuple(count for _, count in sorted(self._counting.execute(every).fetchall()))

    def _put_back(self) -> None:
        with sqlite3.connect(self._file, timeout=60) as target:
            self._as_it_was.backup(target)
        target.close()


MARKER = "nothing-asks-for-this"
HEADERS = (
    "Referer", "User-Agent", "Accept", "Accept-Language", "X-Forwarded-For", "Range", "Cookie", "X-Request-Id",
    "If-None-Match", "Content-Type", "X-HTTP-Method-Override",
)  # fmt: skip

BODIES: tuple[tuple[bytes, str], ...] = (
    (b"{", "application/json"),
    (b"[" * 50_000, "application/json"),
    (b"\xff\xfe\x00=\xed\xa0\x80&a=%FF%00%ZZ", "application/x-www-form-urlencoded"),
    (b"a=1&" * 50_000, "application/x-www-form-urlencoded"),
    (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    (b"--x\r\n" * 20_000, "multipart/form-data; boundary=x"),
    (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 3_000 + b"--x--",
        "multipart/form-data; boundary=x",
    ),
    (b"x", "multipart/form-data"),
    (b"x", "multipart/form-data; boundary=" + "b" * 5_000),
    (b"a=" + b"a" * 1_100_000, "application/x-www-form-urlencoded"),
    (b"<x/>", "text/xml"),
    (b"a=1", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"a=1", "\u00ff/;;;="),
    (b"", "application/x-www-form-urlencoded"),
)
"""What is no form, with what it says it is."""


def _cookie(client: FlaskClient) -> str:
    found = client.get_cookie("guarantor")
    assert found is not None
    return found.value


def _sendable(value: str) -> str:
    """What the test client can put between the parts of a form; the halves of characters it cannot."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _where(record: logging.LogRecord) -> str:
    """The innermost lines of our own in a failure."""
    assert record.exc_info is not None
    trace, lines = record.exc_info[2], []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    kind = record.exc_info[0].__name__ if record.exc_info[0] else ""
    return f" [{kind} at {' < '.join(reversed(lines[-6:]))}]"
