"""Rules about the employer's side: is the vacancy open, does the employer want to be contacted now?"""

from __future__ import annotations

from collections.abc import Hashable

from features.facts import PersonFacts
from features.vocabulary import CONTACT_BUDGET, RuleCode, SizeBand, VacancyStatus, WhoCanChange
from matching.rules.base import BROKEN, MET, UNKNOWN, Finding, Pair, Request, Status, either

NO_BUDGET = -1000
_SMALLEST = CONTACT_BUDGET[SizeBand.SMALL]


class Open:
    """The vacancy is open, has a position left and has not expired."""

    code = RuleCode.OPEN

    def key(self, person: PersonFacts) -> Hashable | None:
        """The day."""
        return person.today

    def check(self, request: Request) -> Status:
        """Met where open today."""
        columns = request.columns
        return either(columns.open & (columns.valid_until >= request.person.today.toordinal()), MET, BROKEN)

    def explain(self, pair: Pair) -> list[Finding]:
        """Closed, or without positions and expired, each with what would make it open again."""
        vacancy, today = pair.opening.vacancy, pair.person.today
        who, findings = WhoCanChange.EMPLOYER, []
        if vacancy.status is not VacancyStatus.OPEN:
            return [Finding(self.code, BROKEN, "vacancy_closed", "vacancy.status", who)]
        if vacancy.positions == 0:
            change = {"vacancy.positions": 1}
            findings.append(Finding(self.code, BROKEN, "no_positions", "vacancy.positions", who, {}, change))
        if vacancy.valid_until is not None and vacancy.valid_until < today:
            field, params = "vacancy.valid_until", {"date": vacancy.valid_until}
            findings.append(Finding(self.code, BROKEN, "vacancy_expired", field, who, params, {field: today}))
        return findings


class Pause:
    """The employer has not asked to be left alone for now."""

    code = RuleCode.PAUSE

    def key(self, person: PersonFacts) -> Hashable | None:
        """Employers change from day to day: not kept."""
        return None

    def check(self, request: Request) -> Status:
        """Broken while the pause lasts."""
        pause = request.employers.pause_until[request.columns.employer]
        return either(pause <= request.person.today.toordinal(), MET, BROKEN)

    def explain(self, pair: Pair) -> list[Finding]:
        """The day the pause ends."""
        until = pair.opening.employer.pause_until
        if until is None or until <= pair.person.today:
            return []
        field = "employer.pause_until"
        return [Finding(self.code, BROKEN, "employer_paused", field, WhoCanChange.EMPLOYER, {"date": until})]


class Budget:
    """The employer has contacts left this month; without a known budget two contacts are safe, more are a question."""

    code = RuleCode.BUDGET

    def key(self, person: PersonFacts) -> Hashable | None:
        """Employers change from day to day: not kept."""
        return None

    def check(self, request: Request) -> Status:
        """Broken where the budget is used up."""
        left = request.employers.budget_left[request.columns.employer]
        used = request.employers.contacts[request.columns.employer]
        status = either(left > 0, MET, BROKEN)
        unknown = left == NO_BUDGET
        status[unknown] = either(used[unknown] < _SMALLEST, MET, UNKNOWN)
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """How many contacts were made, and how many the employer takes."""
        employer, left = pair.opening.employer, pair.opening.budget_left
        used = {"used": employer.contacts_this_month}
        field = "employer.contact_budget"
        if left is None:
            if employer.contacts_this_month < _SMALLEST:
                return []
            return [Finding(self.code, UNKNOWN, "ask_contact_budget", field, WhoCanChange.CONSULTANT, used)]
        if left > 0:
            return []
        change = {field: employer.contacts_this_month + 1}
        return [Finding(self.code, BROKEN, "contact_budget_used", field, WhoCanChange.CONSULTANT, used, change)]
