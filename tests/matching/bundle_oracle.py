"""The slow twin of ``matching.bundles``: every combination tried, weeks as sets of quarters, nothing shared or cut."""

import math
from functools import lru_cache
from itertools import combinations, product

QUARTERS = 7 * 96


@lru_cache(maxsize=256)
def quarters_of(bits):
    """The numbers of the slots in a week of bits."""
    return {slot for slot in range(QUARTERS) if bits >> slot & 1}


def apart(one, other):
    """Quarters from one slot to another round the week."""
    away = abs(one - other)
    return min(away, QUARTERS - away)


@lru_cache(maxsize=4096)
def too_near(bits, ordered, need):
    """The slots of a week that are not more than ``need`` quarters from the ordered work of another job."""
    others = quarters_of(ordered)
    return {slot for slot in quarters_of(bits) if any(apart(slot, other) <= need for other in others)}


def free_days(jobs, i, chosen, limits):
    """weekday → quarters in a row that job ``i`` can have there, beside the ordered work of the others."""
    ordered = {j: quarters_of(jobs.jobs[j].ordered) for j in chosen}
    free = set(quarters_of(jobs.jobs[i].choice))
    for j in chosen:
        if j != i:
            free -= too_near(jobs.jobs[i].choice, jobs.jobs[j].ordered, math.ceil(jobs.between(i, j) / 15))
    days = {}
    for day in range(7):
        longest, run = 0, 0
        for slot in range(96 * day, 96 * (day + 1)):
            run = run + 1 if slot in free else 0
            longest = max(longest, run)
        busy = sum(len([slot for slot in slots if slot // 96 == day]) for slots in ordered.values())
        longest = min(longest, int(limits.a_day * 4) - busy)
        if longest >= 8:
            days[day] = longest
    return days


def weekly_hours(jobs, chosen, limits):
    """Hours for each job, or None where they do not go into one week that is wanted."""
    ones = [jobs.jobs[i] for i in chosen]
    if len({one.opening.employer.id for one in ones}) < len(ones) or sum(one.least for one in ones) > limits.most:
        return None
    for i, j in combinations(chosen, 2):
        need = math.ceil(jobs.between(i, j) / 15)
        if too_near(jobs.jobs[i].ordered, jobs.jobs[j].ordered, need):
            return None
    busy = [slot // 96 for one in ones for slot in quarters_of(one.ordered)]
    if any(busy.count(day) / 4 > limits.a_day for day in range(7)):
        return None
    free = [free_days(jobs, i, chosen, limits) if jobs.jobs[i].choice else {} for i in chosen]
    most = best_split(ones, free, limits)
    if most is None or sum(most) < limits.least:
        return None
    hours = {i: one.least for i, one in zip(chosen, ones, strict=True)}
    more = min(limits.aim, limits.most) - sum(hours.values())
    for high, i in sorted(zip(most, chosen, strict=True), key=lambda pair: (-jobs.jobs[pair[1]].worth, pair[1])):
        given = max(0.0, min(high - hours[i], more))
        hours[i], more = hours[i] + given, more - given
    return [hours[i] for i in chosen]


def best_split(ones, free, limits):
    """The most hours of each job in the split of the days that comes nearest to the aim; None where none is enough."""
    best = None
    days = sorted({day for days in free for day in days})
    for owners in product(*([place for place, mine in enumerate(free) if day in mine] for day in days)):
        most = []
        for place, one in enumerate(ones):
            mine = sum(free[place][day] for day, owner in zip(days, owners, strict=True) if owner == place)
            most.append(min(one.most, len(quarters_of(one.ordered)) / 4 + mine / 4) if one.choice else one.most)
        enough = all(one.least <= high for one, high in zip(ones, most, strict=True))
        if enough and (best is None or min(sum(most), limits.aim) > min(sum(best), limits.aim)):
            best = most
    return best


def utility(jobs, chosen, limits, weight):
    """The utility of a set by the formula of the documentation, None where it does not go."""
    hours = weekly_hours(jobs, chosen, limits)
    if hours is None:
        return None
    total = sum(hours)
    away = 0 if limits.wish is None else abs(total - limits.wish)
    shared = sum(jobs.jobs[i].worth * time / total for i, time in zip(chosen, hours, strict=True))
    return shared + weight.weight * (1 - min(away / 10, 1) - weight.usual)


def best_by_trying(jobs, limits, weight, most, floor, k):
    """The best sets by trying every combination."""
    count = range(len(jobs.jobs))
    known = {
        chosen: utility(jobs, chosen, limits, weight) for n in range(1, most + 1) for chosen in combinations(count, n)
    }
    found = []
    for chosen, own in known.items():
        if len(chosen) < 2 or own is None or own <= floor[0]:
            continue
        parts = [part for n in range(1, len(chosen) + 1) for part in combinations(chosen, n)]
        if any(known[part] is not None and known[part] >= own for part in parts[:-1]):
            continue
        score = 0.0
        for part in parts:
            says = [jobs.jobs[i].suggestion.chance.low for i in chosen]
            yes = math.prod(p if i in part else 1 - p for i, p in zip(chosen, says, strict=True))
            score += 0 if known[part] is None else yes * math.log(1 + math.exp(known[part]))
        if score > floor[1]:
            found.append((-score, chosen))
    return [chosen for _, chosen in sorted(found)[:k]]
