"""Feasibility: may this person be suggested this opening at all?

Each rule is a pure function in two forms that a property test holds together: ``check`` looks at all rows of the
columns at once, ``explain`` at one pair, in words that name the field it read, who can change it and the smallest
change. The answer of a rule is one of five, worst first; a rule with several parts gives the worst of them:

=============  ==================================================================================================
BROKEN         not met, and nothing the employer could give would mend it: the pair is never suggested
NEGOTIABLE     not met, but it is the employer's to give (a task-based demand, a start date): at most two make a *near*
LIKELY_NOT     unknown, and the occupation usually asks more than the person can give: ask, and rank low
UNKNOWN        a field is missing on one side: becomes a question, never a silent pass or fail
MET            met
=============  ==================================================================================================

A person's own limits (hours, availability, travel, hard needs, do-not-want) are never NEGOTIABLE; a task that can be
left out is: what it asks of body, language, licence or will falls with it when the employer agrees. That terms are
ordinary is no rule here: another kind of job cannot be made into a ``Vacancy`` at all.
"""

from matching.rules.base import (
    BROKEN,
    LIKELY_NOT,
    MET,
    MOST_NEGOTIABLE,
    NEGOTIABLE,
    UNKNOWN,
    Finding,
    Pair,
    Request,
    Rule,
)
from matching.rules.clock import Clock
from matching.rules.employer import Budget, Open, Pause
from matching.rules.hours_and_start import Hours, Start
from matching.rules.needs import Needs
from matching.rules.person import Language, Licences
from matching.rules.times import Times
from matching.rules.travel import Travel
from matching.rules.unwanted import DoNotWant

RULES: tuple[Rule, ...] = (
    Open(),
    Pause(),
    Budget(),
    Hours(),
    Clock(),
    Travel(),
    Licences(),
    Language(),
    Needs(),
    Times(),
    DoNotWant(),
    Start(),
)
"""Every rule, in the order of ``vocabulary.RuleCode``; column ``i`` of a status table belongs to rule ``i``."""
DAILY = frozenset({Pause.code, Budget.code})
"""Rules that read what changes about an employer from day to day: their answers are never kept."""
UNSEEN = frozenset({Hours.code, Times.code, DoNotWant.code, Start.code})
"""Rules that can be NEGOTIABLE and that no feature speaks about: unanswered, each may still be one more miss.

What is unknown of licences, language and demands is in a feature's own low end already, or what is usual stands in.
"""

__all__ = [
    "BROKEN",
    "DAILY",
    "LIKELY_NOT",
    "MET",
    "MOST_NEGOTIABLE",
    "NEGOTIABLE",
    "RULES",
    "UNKNOWN",
    "UNSEEN",
    "Finding",
    "Pair",
    "Request",
    "Rule",
]
