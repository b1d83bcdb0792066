"""The rule of the way to work."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from features.facts import PersonFacts
from features.vocabulary import RuleCode, WhoCanChange
from matching.rules.base import BROKEN, MET, UNKNOWN, Finding, Pair, Request, Status, either


class Travel:
    """Some mode the person has reaches the site within the minutes they gave for it."""

    code = RuleCode.TRAVEL

    def key(self, person: PersonFacts) -> Hashable | None:
        """Every home is its own: checked on what is left."""
        return None

    def check(self, request: Request) -> Status:
        """Broken where every mode is known to be too slow."""
        status = either(request.journeys.reached, MET, BROKEN)
        status[request.journeys.unknown] = UNKNOWN
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """The minutes missing on the mode that comes closest, or what is not known."""
        found = pair.journeys()
        if found.reached[0]:
            return []
        if pair.person.point is None:
            return [Finding(self.code, UNKNOWN, "ask_home", "participant.home", WhoCanChange.PARTICIPANT)]
        if not pair.person.participant.transport:
            field = "participant.transport"
            return [Finding(self.code, UNKNOWN, "ask_transport", field, WhoCanChange.PARTICIPANT)]
        if pair.opening.point is None and found.unknown[0]:
            return [Finding(self.code, UNKNOWN, "ask_site", "vacancy.site", WhoCanChange.EMPLOYER)]
        field, who = "participant.transport", WhoCanChange.PARTICIPANT
        if found.unknown[0] and not found.unheard[0]:
            longer = {"minutes": int(np.ceil(found.excess[0]))}
            return [Finding(self.code, UNKNOWN, "ask_longer_travel", field, who, longer)]
        if found.unknown[0]:
            return [Finding(self.code, UNKNOWN, "ask_bus", field, WhoCanChange.CONSULTANT)]
        if np.isnan(found.excess[0]):
            return [Finding(self.code, BROKEN, "no_bus_at_that_hour", field, who)]
        if np.isinf(found.excess[0]):
            return [Finding(self.code, BROKEN, "far_too_far", field, who)]
        missing = int(np.ceil(found.excess[0]))
        change = {"participant.transport.max_minutes": missing}
        return [Finding(self.code, BROKEN, "too_far", field, who, {"minutes": missing}, change)]
