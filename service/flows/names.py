"""Who stands behind an entry of a log, by name: for colleagues of the same tenant, on pages only they can open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from service.access import Caller
from service.flows.services import Services

PERSON: Final = "user:"


def names_of(services: Services, caller: Caller, actors: Iterable[str]) -> Mapping[str, str]:
    """The name of every actor that is an account of the caller's tenant, revoked ones too."""
    wanted = {actor for actor in actors if actor.startswith(PERSON)}
    if not wanted:
        return {}
    known = {f"{PERSON}{account.id}": account.name for account in services.store.accounts(caller.tenant)}
    return {actor: known[actor] for actor in wanted & known.keys()}
