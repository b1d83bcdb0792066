"""What a consultant writes about an invented participant: experience, motivation and resources, in plain Danish.

Sentences come from the knowledge base (what people say) and from ``data/people.toml`` (consultants' phrases). Hours
and times are filled in from the fields, and a knowledge-base sentence that says anything the fields might contradict
(times, family, a foreign place, the other pronoun) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from features.occupations import occupations
from features.profiles import Experience, LanguageLevel
from features.vocabulary import AvailabilityKind, Evidence
from training.world.dice import Dice
from training.world.wording import hour_text, number_text, patterns, sentence

_SECRET: Final = re.compile(
    r"\d|timer|aften|morgen|\bnat|natten|weekend|fuldtid|deltid|formiddag|eftermiddag|lørdag|søndag|skiftehold|sæson|"
    r"bus|\bbil\b|kørekort|\btog\b|cykel|min mand|min kone|børn|datter|søn|unger|løntilskud|praktik|kirke|moské|halal|"
    r"kursus|tidlig|hele dagen|ryg|knæ|smerte|syg|\bMax\b|hold\b"
)
_OTHER: Final = re.compile(r"\b(hun|hendes|hende|kvinde|moster)\b"), re.compile(r"\b(han|hans|ham|mand)\b")
_YEARS: Final = re.compile(r"(\d+|et|to|tre|fire|fem|seks|syv|otte|ni|ti) år")
_HOME: Final = re.compile(r"min mor|min far|familie|derhjemme|hjemme|bedste|svigermor|naboer|landsby|lejren")
_UNPAID: Final = re.compile(r"praktik|frivillig|asylcent|flygtninge|hjalp")
_INITIALS: Final = re.compile(r"^[A-ZÆØÅ]{3}(?=[ :])")
NUMBERS: Final = dict(
    zip(["et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"], range(1, 11), strict=True)
)


def experience(dice: Dice, done: Mapping[int, float], places: str, woman: bool) -> tuple[Experience, ...]:
    """What the person has done, one or two sentences for each occupation."""
    found = []
    for number, months in done.items():
        occupation = occupations()[number]
        fitting = [text for text in occupation.experience if _fits(text, places, woman)]
        for text in dice.some(fitting or [occupation.tasks[0]], dice.whole(1, 2)):
            found.append(
                Experience(
                    text=_INITIALS.sub("BGR", text),
                    evidence=evidence_of(text),
                    disco08=occupation.disco08 if dice.happens(0.6) else None,
                    months=months_of(text, months),
                )
            )
    return tuple(found)


@lru_cache(maxsize=1)
def _all_places() -> re.Pattern[str]:
    rows = patterns("people")["origin"].values()
    return re.compile("|".join(row["places"] for row in rows))


def _fits(text: str, places: str, woman: bool) -> bool:
    """Whether a sentence may stand in this person's notes: the right pronoun, and no place they do not come from."""
    other = _OTHER[1 if woman else 0]
    stranger = any(not re.search(places, hit) for hit in _all_places().findall(text))
    return not other.search(text.casefold()) and not stranger


def evidence_of(text: str) -> Evidence:
    """Home, unpaid or paid, by the words of the sentence."""
    if _HOME.search(text.casefold()):
        return Evidence.HOME
    return Evidence.UNPAID if _UNPAID.search(text.casefold()) else Evidence.PAID


def months_of(text: str, months: float) -> int | None:
    """Months as the sentence says them, None when it says another length, else ``months``."""
    years = _YEARS.search(text.casefold())
    if years:
        return 12 * int(years[1] if years[1].isdigit() else NUMBERS[years[1]])
    return None if re.search(r"måned|uge|år", text.casefold()) else int(months)


def spoken_danish(languages: Sequence[LanguageLevel]) -> int:
    """The CEFR rank of spoken Danish, 0 when it is not known."""
    level = next((item.speak for item in languages if item.language == "da"), None)
    return level.rank if level else 0


def notes(
    dice: Dice, fields: Mapping[str, Any], done: Mapping[int, float], wanted: Mapping[int, float], woman: bool
) -> dict[str, str]:
    """Motivation and resources as a consultant writes them."""
    texts = patterns("people")
    slots = _slots(fields, woman)
    motivation = [dice.pick(texts["motivation"]["open"]), *_said_wishes(dice, wanted, woman)]
    if dice.happens(0.6):
        motivation.append(dice.pick(texts["motivation"]["ramp" if fields["ramp_plan"] else "hours"]))
    if dice.happens(0.4) and slots["from"]:
        motivation.append(dice.pick(texts["motivation"]["window"]))
    resources = [dice.pick(texts["resources"]["open"])]
    resources += [
        dice.pick(texts["resources"]["skill"]).replace("{task}", dice.pick(occupations()[number].tasks))
        for number in list(done)[:2]
        if dice.happens(0.7)
    ]
    danish = spoken_danish(fields["languages"])
    if danish < 5 and dice.happens(0.6):
        resources.append(dice.pick(texts["resources"]["danish_good" if danish > 2 else "danish_little"]))
    if dice.happens(0.5):
        resources.append(dice.pick(texts["resources"]["close"]))
    return {"motivation": _joined(motivation, slots), "resources": _joined(resources, slots)}


def _slots(fields: Mapping[str, Any], woman: bool) -> dict[str, str]:
    """Pronouns, hours, and the weekday window where all five weekdays have the same."""
    can = [item for item in fields["availability"] if item.kind is AvailabilityKind.CAN and item.weekday <= 5]
    spans = {(item.start, item.end) for item in can}
    same = spans.pop() if len(can) == 5 and len(spans) == 1 else None
    pronouns = ("Hun", "hun", "hende") if woman else ("Han", "han", "ham")
    return {
        **dict(zip(("He", "he", "him"), pronouns, strict=True)),
        "wish": number_text(fields["hours_wish"]),
        "low": number_text(fields["hours_min"]),
        "from": hour_text(same[0]) if same else "",
        "to": hour_text(same[1]) if same else "",
    }


def _joined(parts: Sequence[str], slots: Mapping[str, str]) -> str:
    return " ".join(sentence(part.format_map(slots)) for part in parts)


def _said_wishes(dice: Dice, wanted: Mapping[int, float], woman: bool) -> list[str]:
    """Knowledge-base wishes that say nothing the fields might contradict, some with a few words before them."""
    said = []
    for number in wanted:
        fitting = [text for text in occupations()[number].wishes if _neutral(text, woman)]
        if fitting and dice.happens(0.75):
            text = _INITIALS.sub("BGR", dice.pick(fitting))
            link = dice.pick(patterns("people")["motivation"]["link"])
            said.append(f"{link} {text}" if text.startswith("Jeg") and dice.happens(0.5) else text)
    return said[:2]


def _neutral(text: str, woman: bool) -> bool:
    other = _OTHER[1 if woman else 0]
    return not (_SECRET.search(text.casefold()) or other.search(text.casefold()) or _all_places().search(text))
