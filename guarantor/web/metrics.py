"""Figures for whoever watches the service, in the text that Prometheus reads: counts and times, of nobody.

Where several processes serve the pages they count into files of one folder, and whichever is asked answers for all.
"""

from collections.abc import Iterator

from flask import Flask
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector  # type: ignore[attr-defined,unused-ignore]
from prometheus_client.registry import Collector

from guarantor import settings
from guarantor.services.acting.readiness import Readiness

MEDIA_TYPE = CONTENT_TYPE_LATEST
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where processes that serve together count; the library reads it from the environment as it is loaded."""
_EXTENSION = "metrics"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class _Counted:
    """What one process counts of its requests."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "guarantor_requests",
            "Requests answered, by the address as it was declared.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "guarantor_request_seconds",
            "How long a request took.",
            ["method"],
            buckets=_BUCKETS,
            registry=self.registry,
        )


class _Now(Collector):
    """What was found of the database when the figures were asked for."""

    def __init__(self, found: Readiness) -> None:
        self._found = found

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures of the database."""
        found = self._found
        yield GaugeMetricFamily("guarantor_ready", "Whether the service can do its work.", int(found.ready))
        yield GaugeMetricFamily(
            "guarantor_database_reached", "Whether the database answers.", int(found.database)
        )
        yield GaugeMetricFamily(
            "guarantor_schema_current",
            "Whether the schema is this program's.",
            int(found.schema == found.needs),
        )
        if found.journal_lines is not None:
            yield GaugeMetricFamily("guarantor_journal_lines", "Lines of the journal.", found.journal_lines)


def set_up(app: Flask) -> None:
    """Begin to count."""
    app.extensions[_EXTENSION] = _Counted()


def count(app: Flask, route: str, method: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    counted: _Counted = app.extensions[_EXTENSION]
    counted.requests.labels(method, route, str(status)).inc()
    counted.seconds.labels(method).observe(seconds)


def text(app: Flask, found: Readiness) -> bytes:
    """All figures as Prometheus reads them."""
    counted: CollectorRegistry = app.extensions[_EXTENSION].registry
    if settings.stands(SHARED_FOLDER):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    now = CollectorRegistry()
    now.register(_Now(found))
    return generate_latest(counted) + generate_latest(now)
