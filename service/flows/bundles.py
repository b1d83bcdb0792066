"""Small jobs that make one week together for a participant; nothing is kept but the look."""

from __future__ import annotations

from typing import Final

from features.profiles import Participant
from features.vocabulary import ParticipantStatus
from matching.bundles import Bundles, find_bundles
from service.access import Caller
from service.flows.base import found
from service.flows.services import Services
from service.problems import Problem

BUNDLES: Final = "bundles"


def bundles(services: Services, caller: Caller, id: str, k: int) -> Bundles:
    """The ``k`` best bundles for a participant, from everything that is committed now.

    Raises:
        Problem: ``not_found``, ``not_active``, or ``not_ready`` while the service starts.
    """
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        participant = found(unit, Participant, id).record
        if participant.status is not ParticipantStatus.ACTIVE:
            raise Problem("not_active", status=participant.status)
        unit.log_access(id, BUNDLES)
    ranker = services.engine.fresh().of(participant.tenant)
    return find_bundles(ranker, participant, k, services.today)
