"""Everything a flow may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from features.profiles import Employer, Vacancy
from service.access import Limiter
from service.engine import Engine
from service.store import Store


@dataclass(frozen=True)
class Services:
    """Everything a flow may use; made once by ``service.app``. ``explore``: lists may hold a try-out."""

    store: Store
    engine: Engine
    clock: Callable[[], datetime]
    limiter: Limiter
    explore: bool = False

    @property
    def today(self) -> date:
        """The day it is."""
        return self.clock().date()

    def named(self, tenant: str, vacancy_id: str) -> tuple[str, str]:
        """(title, employer's name) of a vacancy, from the index or, when it is closed, from the store."""
        known = self.engine.named(tenant, vacancy_id)
        if known is not None:
            return known
        with self.store.reader(tenant) as reader:
            vacancy = reader.get(Vacancy, vacancy_id)
            if vacancy is None:
                return "", ""
            employer = reader.get(Employer, vacancy.record.employer_id)
        return vacancy.record.title, employer.record.name if employer else ""
