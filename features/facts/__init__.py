"""What the rules and features read: the facts of one person, and of one opening (a vacancy at its employer's site).

Records say what people wrote; facts are what follows from it and from nothing else: bits of the week, sets of
licences, the highest demand of the tasks that cannot be left out. What an *occupation* usually asks is kept apart
(``typical_*``): it may raise a question or lower a rank, never decide.

Times and dates come in as arguments; nothing here reads a clock.
"""

from features.facts.asked import GROUPS, asks_credential, gathered, is_hard, least_binding, skill_levels
from features.facts.demands import adapted, collides, colliding_tasks, helpful, typical_settings
from features.facts.opening import OpeningFacts, budget_left
from features.facts.person import USUAL_MINUTES, PersonFacts
from features.facts.times import (
    DAY,
    FULL_TIME,
    LONG_ENOUGH_FOR_A_BREAK,
    LONGEST_SHIFT,
    SHORTEST_VISIT,
    daytime_bits,
    regularity_demand,
)
from features.facts.where import point_of

__all__ = [
    "DAY",
    "FULL_TIME",
    "GROUPS",
    "LONGEST_SHIFT",
    "LONG_ENOUGH_FOR_A_BREAK",
    "SHORTEST_VISIT",
    "USUAL_MINUTES",
    "OpeningFacts",
    "PersonFacts",
    "adapted",
    "asks_credential",
    "budget_left",
    "collides",
    "colliding_tasks",
    "daytime_bits",
    "gathered",
    "helpful",
    "is_hard",
    "least_binding",
    "point_of",
    "regularity_demand",
    "skill_levels",
    "typical_settings",
]
