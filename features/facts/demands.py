"""What an opening asks of a body and mind, stated or typical of its occupation, and when a need collides with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from features.occupations import Occupation
from features.profiles import Demand, FunctionalNeed, Vacancy
from features.vocabulary import LIMIT_UNITS, REMOVED_BY, Adaptation, Need, Setting


def stated_demands(vacancy: Vacancy) -> dict[Need, Demand]:
    """The highest stated demand per code over the job itself and the tasks that cannot be left out."""
    bound = (task.demands for task in vacancy.tasks if not task.detachable)
    return _highest([vacancy.demands, *bound])


def loose_demands(vacancy: Vacancy) -> dict[Need, Demand]:
    """The highest stated demand per code over the tasks that can be left out when the employer agrees."""
    return _highest(task.demands for task in vacancy.tasks if task.detachable)


def _highest(stated: Iterable[Mapping[Need, Demand]]) -> dict[Need, Demand]:
    found: dict[Need, Demand] = {}
    for code, demand in (item for demands in stated for item in demands.items()):
        found[code] = _higher(found.get(code), demand)
    return found


def _higher(one: Demand | None, other: Demand) -> Demand:
    if one is None:
        return other
    values = [item.value for item in (one, other) if item.value is not None]
    return Demand(level=max(one.level, other.level), value=max(values) if values else None)


def typical_demands(occupation: Occupation | None) -> dict[Need, Demand]:
    """What an occupation usually asks; nothing when it is unknown."""
    if occupation is None:
        return {}
    return {need: Demand(level=item.level, value=item.value) for need, item in occupation.demands.items()}


def typical_settings(occupation: Occupation | None) -> frozenset[Setting]:
    """The settings that an occupation clearly has: only ends of a scale count."""
    if occupation is None:
        return frozenset()
    setting = occupation.setting
    found = {
        Setting.INSIDE: setting.place == "inside",
        Setting.OUTSIDE: setting.place == "outside",
        Setting.DRIVING: setting.place == "vehicle",
        Setting.ALONE: setting.company == "alone",
        Setting.TOGETHER: setting.company == "together",
        Setting.QUIET: setting.noise <= 1,
        Setting.LIVELY: setting.noise >= 3,
        Setting.CALM_PACE: setting.pace <= 1,
        Setting.FAST_PACE: setting.pace >= 3,
        Setting.CUSTOMERS: setting.customers >= 3,
        Setting.NO_CUSTOMERS: setting.customers == 0,
    }
    return frozenset(name for name, holds in found.items() if holds)


def helpful(need: FunctionalNeed) -> frozenset[Adaptation]:
    """The adaptations that remove a collision on ``need``: those known to help this person, else all that can."""
    can = REMOVED_BY.get(need.code, frozenset())
    return can & frozenset(need.adaptations) if need.adaptations else can


def adapted(need: FunctionalNeed, support: frozenset[Adaptation]) -> Adaptation | None:
    """The site's adaptation that removes a collision on ``need``, or None."""
    return min(helpful(need) & support, default=None)


def collides(need: FunctionalNeed, demand: Demand) -> bool:
    """Need and demand collide: by amount when both state one, else when their levels add up to more than 4."""
    if need.limit is not None and demand.value is not None and need.code in LIMIT_UNITS:
        return demand.value > need.limit
    return need.level + demand.level > 4


def colliding_tasks(need: FunctionalNeed, vacancy: Vacancy, *, detachable: bool) -> tuple[str, ...]:
    """The names of the tasks that by themselves collide with a need; only those (not) detachable."""
    stated = ((task, task.demands.get(need.code)) for task in vacancy.tasks if task.detachable is detachable)
    return tuple(task.name for task, demand in stated if demand is not None and collides(need, demand))
