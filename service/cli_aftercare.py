"""``follow-ups``: whom to call or visit next after a start."""

from __future__ import annotations

from service import console
from service.cli_options import Day, InLanguage, Json, day_of, language_of
from service.texts import say


def follow_ups(today: Day = None, language: InLanguage = None, json: Json = False) -> None:
    """List the follow-ups that are due, the longest overdue first; every person named is noted."""
    from service.desk import ACTOR
    from service.flows.aftercare import to_do
    from service.settings import Settings

    settings, lang, day = Settings(), language_of(language), day_of(today)
    with console.database(settings, lang) as store, store.unit(tenant=settings.tenant, actor=ACTOR) as unit:
        found = to_do(unit, day)
    names = ("participant", "placement", "employer", "week", "due", "missed")
    rows = [
        (one.participant_id, one.id, one.employer_id, item.due.week, item.due.on.isoformat(), list(item.due.missed))
        for item in found
        for one in [item.placement]
    ]
    if json:
        console.out_json([dict(zip(names, row, strict=True)) for row in rows])
    elif rows:
        headings = [say(f"aftercare.column.{name}", lang) for name in names]
        console.table(headings, [[*map(str, row[:-1]), ", ".join(map(str, row[-1]))] for row in rows])
    else:
        console.tell(say("aftercare.none", lang, day=day), "green")
