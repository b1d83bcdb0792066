"""What is counted for Prometheus: routes, statuses, seconds and sizes; never who or what about."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.engine import Engine

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})


class Counters:
    """The figures of one app, in a registry of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("companytrack_requests", "Requests answered.", labels, registry=self._registry)
        self._seconds = Histogram(
            "companytrack_request_seconds", "Seconds per request.", ("route",), buckets=SECONDS, registry=self._registry
        )
        self.suggestions = Counter("companytrack_suggestions", "Suggestions made.", registry=self._registry)
        self.violations = Counter(
            "companytrack_rule_violations", "Pairs taken off a list by the second check.", registry=self._registry
        )
        self.unlawful = Counter(
            "companytrack_unlawful_reasons", "Reviews with an unlawful reason.", registry=self._registry
        )
        self._vacancies = Gauge("companytrack_index_vacancies", "Vacancies in the index.", registry=self._registry)
        self._degraded = Gauge("companytrack_degraded", "1 while only spelling is compared.", registry=self._registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Everything in Prometheus' text form."""
        self._vacancies.set(self._engine.size)
        self._degraded.set(float(self._engine.degraded))
        return generate_latest(self._registry)
