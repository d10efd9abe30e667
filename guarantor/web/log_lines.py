"""The log: one JSON object a line, of which every part is from a closed list, so that nothing a person typed is in it.

A message is never written as it came, since it may repeat what somebody typed, and neither is the text of an error: of
our own records the fields of FIELDS stand in the line, of an error its kind and where in the code it came up, of
anybody else's record only who wrote it and where. What a request is about is a reference; who made it is a role.
"""

import datetime as dt
import json
import logging
import logging.handlers
import os
import re
import socket
import traceback
from pathlib import Path
from typing import Any

from flask import g, has_request_context

from guarantor.settings import Settings

OURS = "guarantor"
FIELDS = ("event", "method", "route", "status", "ms", "roles", "acts", "act", "about")
"""What a record of ours may say in its `extra`, in this order."""
_DEEPEST = 12
_REFERENCE = re.compile(
    r"(RG-\d{4,9}(/[1-9]\d{0,3}(/C[1-9]\d{0,3})?|/K[1-9]\d{0,3})?|[A-Z]{1,2}-[1-9]\d{0,8})"
)


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; the same whatever the record's message holds."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if has_request_context() and "request_id" in g:
            line["request_id"] = g.request_id
        if record.name.split(".")[0] == OURS:
            said = {name: record.__dict__.get(name) for name in FIELDS}
            said["about"] = reference(said["about"])
            line.update({name: value for name, value in said.items() if value is not None})
        else:
            line["where"] = f"{Path(record.pathname).name}:{record.lineno}"
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            line["error"] = f"{kind.__module__}.{kind.__qualname__}"
            line["came_up"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(trace)[-_DEEPEST:]
            ]
        return json.dumps(line)


def reference(text: object) -> str | None:
    """What was given if it is a reference of ours, such as RG-0001/1/C1 or P-12; else None."""
    return text if isinstance(text, str) and _REFERENCE.fullmatch(text) else None


def begin(settings: Settings) -> logging.Handler:
    """Write the log where the settings say, from now on; answers with what writes it.

    Raises OSError where the file or the address cannot be opened.
    """
    handler = _handler(settings.log_to)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    return handler


def _handler(log_to: str) -> logging.Handler:
    kind, _, where = log_to.partition(":")
    if kind == "file":
        return _OwnersFile(where, encoding="utf-8")
    if kind == "syslog":
        host, _, port = where.rpartition(":")
        address = (host.strip("[]"), int(port)) if host else where
        handler = logging.handlers.SysLogHandler(address, socktype=socket.SOCK_DGRAM)
        # A collector takes the first word for the program's name, and a zero byte at the end for a part of the line.
        handler.ident, handler.append_nul = f"{OURS}: ", False
        return handler
    return logging.StreamHandler()


class _OwnersFile(logging.handlers.WatchedFileHandler):
    """A file that is opened anew after it was moved away, as logrotate does; others cannot read it."""

    def _open(self) -> Any:
        opened = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
        return os.fdopen(opened, self.mode, encoding=self.encoding)
