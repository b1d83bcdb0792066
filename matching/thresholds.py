"""What the law and the employer's agreement mean for so few hours: said before anybody is called, not after.

Notes never keep a job off a list: the hours may be agreed otherwise. The limits are dated data
(``features.rule_sets``), an agreement's least hours are the employer's own field.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Agreement
from features.rule_sets import in_force
from features.vocabulary import WhoCanChange
from matching.suggestion import Reason

FEW_HOURS: Final = 15.0
"""Weekly hours from which a contract and a salaried employee's rights surprise nobody: there they are not noted."""
FRESH: Final = timedelta(days=365)
"""After a year somebody should look again whether an agreement still says the same."""
Hours = tuple[float, float]


def notes(opening: OpeningFacts, person: PersonFacts | None, today: date) -> tuple[Reason, ...]:
    """What to know before calling about an opening, perhaps for one person; nothing where the hours are not known."""
    hours = _agreed(opening, person)
    if hours is None:
        return ()
    return (*_agreement(opening, hours, today), *_contract(hours, today), *_salaried(opening, hours, today))


def _agreed(opening: OpeningFacts, person: PersonFacts | None) -> Hours | None:
    """The hours that can be agreed on: those offered, as far as the person can work them."""
    offered, wanted = opening.hours, person.hours if person else None
    if offered is None or wanted is None:
        return offered
    low, high = max(offered[0], wanted[0]), min(offered[1], wanted[1])
    return (low, high) if low <= high else offered


def _contract(hours: Hours, today: date) -> Iterator[Reason]:
    rule = in_force("written_contract", today)
    if rule is None or hours[0] >= FEW_HOURS:
        return
    limit = float(rule.values["hours_over"])
    code = "contract_written" if hours[0] > limit else "contract_none" if hours[1] <= limit else "contract_from"
    yield Reason(code, "vacancy.hours_min", {"limit": limit}, who=WhoCanChange.EMPLOYER)


def _salaried(opening: OpeningFacts, hours: Hours, today: date) -> Iterator[Reason]:
    rule = in_force("salaried_employees", today)
    if rule is None or hours[0] >= FEW_HOURS or opening.disco is None:
        return
    limit = float(rule.values["hours_from"])
    if hours[1] >= limit and opening.disco.startswith(tuple(rule.values["occupations"])):
        yield Reason("salaried_from", "vacancy.hours_max", {"limit": limit}, who=WhoCanChange.EMPLOYER)


def _agreement(opening: OpeningFacts, hours: Hours, today: date) -> Iterator[Reason]:
    agreement = opening.employer.agreement
    if agreement is None:
        return
    least, named = agreement.min_weekly_hours, {"agreement": agreement.name}
    if least is None:
        if hours[0] < FEW_HOURS:
            yield Reason("ask_agreement_hours", "employer.agreement", named, who=WhoCanChange.CONSULTANT)
        return
    if hours[0] < least:
        code = "agreement_under" if hours[1] < least else "agreement_least"
        params = {**named, "least": least, "most": hours[1]}
        yield Reason(code, "employer.agreement", params, who=WhoCanChange.EMPLOYER, change=_mending(opening, least))
        yield from _stale(agreement, today)


def _mending(opening: OpeningFacts, least: float) -> dict[str, float]:
    """The hours the job would have to offer; empty where it does and only the person's hours are too few."""
    return {"vacancy.hours_max": least} if opening.hours and opening.hours[1] < least else {}


def _stale(agreement: Agreement, today: date) -> Iterator[Reason]:
    if agreement.checked is None or today - agreement.checked > FRESH:
        params = {"agreement": agreement.name, "date": agreement.checked}
        code = "ask_agreement_again" if agreement.checked else "ask_agreement_checked"
        yield Reason(code, "employer.agreement", params, who=WhoCanChange.CONSULTANT)


NOTE_CODES: Final = (
    "agreement_under",
    "agreement_least",
    "ask_agreement_hours",
    "ask_agreement_again",
    "ask_agreement_checked",
    "contract_written",
    "contract_from",
    "contract_none",
    "salaried_from",
)
