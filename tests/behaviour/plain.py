"""The hard limits once more, as plainly as they can be said, without the rules, the facts or the week as bits.

Only what is stated on both sides can break a limit here. Written against ``DOMAIN.md``, not against ``matching.rules``.
"""

from features.columns import LANGUAGES
from features.places import place_of
from features.vocabulary import CONTACT_BUDGET, DAY_TIMES, IMPLIES, REMOVED_BY, SCHOOLINGS

DAY = 1440


def breaks_a_limit(person, job, firm, today):
    """The name of a hard limit that the pair breaks, or an empty string."""
    checks = (closed, left_alone, hours, times, too_far, licences, language, body, clock_needs, unwanted)
    return next((check.__name__ for check in checks if check(person, job, firm, today)), "")


def closed(person, job, firm, today):
    expired = job.valid_until is not None and job.valid_until < today
    return job.status != "open" or job.positions == 0 or expired


def left_alone(person, job, firm, today):
    budget = firm.contact_budget if firm.contact_budget is not None else CONTACT_BUDGET.get(firm.size_band)
    used_up = budget is not None and firm.contacts_this_month >= budget
    return used_up or (firm.pause_until is not None and firm.pause_until > today)


def hours(person, job, firm, today):
    too_many = person.hours_max is not None and job.hours_min is not None and job.hours_min > person.hours_max
    too_few = person.hours_min is not None and job.hours_max is not None and job.hours_max < person.hours_min
    return too_many or too_few


def minutes_of(windows):
    """Every minute of the week inside some (weekday, start, end)."""
    return {(day - 1) * DAY + minute for day, start, end in windows for minute in range(start, end)}


def must_work(job):
    """Windows in which the job certainly works: rotating ones, or fixed ones that are no more than the weekly hours."""
    fixed = [(day, one.start, one.end) for one in job.shifts if one.kind != "flexible" for day in one.weekdays]
    most = job.hours_max if job.hours_max is not None else max(37, job.hours_min or 0)
    rotating = any(one.kind == "rotating" for one in job.shifts)
    return fixed if rotating or len(minutes_of(fixed)) <= most * 60 else []


def times(person, job, firm, today):
    if not any(one.kind == "can" for one in person.availability):
        return False
    free = minutes_of([(one.weekday, one.start, one.end) for one in person.availability])
    if minutes_of(must_work(job)) - free:
        return True
    if job.shifts or not job.daytimes:
        return False
    none_free = [
        not minutes_of([(day, *DAY_TIMES[part][1:]) for day in DAY_TIMES[part][0]]) & free for part in job.daytimes
    ]
    return all(none_free) if job.daytimes_choice else any(none_free)


def point(place):
    if place is None:
        return None
    if place.lat is not None and place.lon is not None:
        return place.lat, place.lon
    known = place_of(place.postcode) if place.postcode else None
    return (known.lat, known.lon) if known else None


def too_far(person, job, firm, today):
    """No way is quick enough even at twice the speed assumed, as the crow flies."""
    home, site = point(person.home), point(job.site) or point(firm.site)
    if home is None or site is None or not person.transport:
        return False
    km = max(abs(home[0] - site[0]) * 111, abs(home[1] - site[1]) * 61)
    fastest = {"walk": 10, "bike": 30, "moped": 55, "bus": 80, "car": 120, "ride": 120}
    return all(km / fastest[way.mode] * 60 > way.max_minutes for way in person.transport)


def holds(person, today):
    held = {one.code for one in person.credentials if one.expires is None or one.expires >= today}
    while more := {implied for code in held for implied in IMPLIES.get(code, ())} - held:
        held |= more
    return held


def licences(person, job, firm, today):
    """A legal or safety licence, or a kept schooling, asked for by itself that the person certainly lacks."""
    held, coded = holds(person, today), ("licence", "certificate", "background_check")
    lacks = set(person.credentials_missing) - held
    hard = [one for one in bound(job) if one.kind in coded or (one.kind == "education" and one.code in SCHOOLINGS)]
    return any(one.code not in held and (person.credentials_complete or one.code in lacks) for one in hard)


def bound(job):
    """What law or safety asks by itself of whoever does the job; asked for a task to be left out, it falls with it."""
    loose = {task.name for task in job.tasks if task.detachable}
    hard = [one for one in job.requirements if one.necessity in ("legal", "safety") and not one.any_of]
    return [one for one in hard if one.task not in loose]


def language(person, job, firm, today):
    """A level that law or safety asks for by itself and the person is known not to have (rarer languages are asked)."""
    for one in bound(job):
        spoken = person.language(one.code) if one.code in LANGUAGES else None
        if one.kind == "language" and spoken:
            levels = [(level, spoken.level(skill)) for skill, level in one.levels.items()]
            if any(has is not None and has.rank < level.rank for level, has in levels):
                return True
    return False


def needs_of(person, today):
    alive = [one for one in person.functional_needs if one.expires_at is None or one.expires_at >= today]
    return [one for one in alive if one.level > 0 and one.hard]


def helped(need, job, firm):
    offered = {*job.site_support, *firm.site_support} & set(REMOVED_BY.get(need.code, ()))
    return offered & set(need.adaptations) if need.adaptations else offered


def body(person, job, firm, today):
    asked = [job.demands, *(task.demands for task in job.tasks if not task.detachable)]
    for need in needs_of(person, today):
        stated = [one[need.code] for one in asked if need.code in one]
        if need.code in ("start_not_before", "shift_length", "night", "regularity") or helped(need, job, firm):
            continue
        amounts = [one.value for one in stated if one.value is not None]
        measured = need.limit is not None and need.code in ("lift", "carry", "stand", "sit", "walk", "group_size")
        if measured and amounts:
            if max(amounts) > need.limit:
                return True
        elif any(one.level + need.level > 4 for one in stated):
            return True
    return False


def clock_needs(person, job, firm, today):
    working = must_work(job)
    for need in needs_of(person, today):
        if helped(need, job, firm):
            continue
        if need.code == "night" and any(start < 300 or end > 1380 for _, start, end in working):
            return True
        if need.code == "start_not_before" and need.limit is not None and any(s < need.limit for _, s, _ in working):
            return True
        if (
            need.code == "shift_length"
            and need.limit is not None
            and any(e - s > need.limit * 60 for _, s, e in working)
        ):
            return True
        irregular = 4 if job.contract == "on_call" else 3 if any(one.kind == "rotating" for one in job.shifts) else 0
        if need.code == "regularity" and irregular + need.level > 4:
            return True
    return False


def unwanted(person, job, firm, today):
    text = " ".join([job.title, *(task.name for task in job.tasks if not task.detachable)]).casefold()
    for one in person.do_not_want:
        digits = one.value.isascii() and one.value.isdigit()
        if one.kind == "setting" and one.value in job.settings:
            return True
        if one.kind == "company_size" and one.value == firm.size_band:
            return True
        if one.kind == "branch" and digits and firm.branch and firm.branch[:2] == one.value[:2]:
            return True
        if one.kind in ("task", "occupation") and digits and job.disco08 and job.disco08.startswith(one.value):
            return True
        if one.kind == "task" and not digits and one.value and f" {one.value.casefold()} " in f" {text} ":
            return True
    return False
