"""May this vacancy be published? What is forbidden stops it; what needs a reason waits until somebody gives one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from features.fair.check import check_vacancy
from features.fair.finding import Finding
from features.fair.table import checked
from features.profiles import SHOWN_LENGTH, FairCheck, Fault, Vacancy

FORBIDDEN = "forbidden_demand"
UNEXPLAINED = "unexplained_demand"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A vacancy with its ``check`` written on it, what stops it, and what still needs a reason."""

    vacancy: Vacancy
    refused: tuple[Finding, ...]
    unexplained: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What stops it and what waits, as faults of the record; the words found are shown when they are short."""
        return (*faults_of(self.refused), *faults_of(self.unexplained))


def judged(vacancy: Vacancy) -> Verdict:
    """The verdict on a vacancy. Reasons it brings along in ``check.reasons`` answer for their codes, never for
    what is refused.
    """
    reasons = vacancy.check.reasons if vacancy.check else {}
    found = check_vacancy(vacancy)
    refused = tuple(item for item in found if item.refused)
    waiting = tuple(item for item in found if not item.refused and item.code not in reasons)
    codes = tuple(sorted({item.code for item in waiting}))
    kept = {code: reason for code, reason in reasons.items() if code in {item.code for item in found}}
    check = FairCheck(law_of=checked(), unexplained=codes, reasons=kept)
    return Verdict(vacancy.model_copy(update={"check": check}), refused, waiting)


def faults_of(findings: Iterable[Finding]) -> tuple[Fault, ...]:
    """A fault per demand, with the parameters of its sentence."""
    return tuple(
        Fault(
            item.field,
            item.evidence[:SHOWN_LENGTH],
            FORBIDDEN if item.refused else UNEXPLAINED,
            {**item.told(), "reason_field": f"check.reasons.{item.code}"},
        )
        for item in findings
    )
