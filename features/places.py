"""Where things are and how long it takes to get there: places in Danish text, distance, travel time.

    minutes = fixed + straight line (km) × detour ÷ speed (km/h) × 60

No road network and no timetable stands behind this. The constants are assumptions and live, with their source and
the dates they are valid for, in ``data/travel_rules.json``. What is not known stays unknown: NaN, never 0.

A name is a place only when it is written as one: a capital first letter, or a word such as "i" before it. Town names
that are also common words ("Them", "Løsning", "Give") always need both, and a four-digit number is a postcode only
with its town after it or such a word before it.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from features.vocabulary import TransportMode

DATA: Final = Path(__file__).parent / "data"
EARTH_KM: Final = 6371.0
GRID: Final = 200
"""Parts of a degree a home point is rounded to: 1/200 = 0.005°, about 500 m north-south and 300 m east-west."""

Point: TypeAlias = tuple[float, float]
"""Latitude and longitude in degrees (WGS84); NaN when unknown."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, with its postcode and town where known; degrees, WGS84, rounded to 0.01°."""

    postcode: str | None
    town: str | None
    lat: float
    lon: float


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────


def place_of(postcode: str) -> Place | None:
    """The town of a four-digit postcode, or None when the table does not hold it."""
    return _towns().get(postcode.strip())


@lru_cache(maxsize=1)
def towns() -> tuple[Place, ...]:
    """Every town once, without the part that tells districts apart, in the order of the postcodes: for drawing."""
    named = (replace(place, town=name) for name, place in _bare_names().items())
    return tuple(sorted(named, key=lambda place: (place.postcode or "", place.town or "")))


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, Place]:
    return MappingProxyType({row["postcode"]: _place(row, row["town"]) for row in _rows("postcodes.csv")})


@lru_cache(maxsize=1)
def _villages() -> tuple[Place, ...]:
    return tuple(_place(row, row["name"]) for row in _rows("villages.csv"))


def _place(row: Mapping[str, str], name: str) -> Place:
    return Place(row["postcode"], name, float(row["lat"]), float(row["lon"]))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ── Places in text ───────────────────────────────────────────────────────────────────────────────

CONTEXT: Final = frozenset({"i", "ved", "fra", "på", "nær", "omkring", "in", "near"})
"""Words after which a name or a number may be read as a place."""

# fmt: off
COMMON_WORDS: Final = frozenset([
    "als", "ans", "assing", "balle", "barde", "beder", "birk", "brande", "bur", "farre", "faster", "fur", "give",
    "hald", "hem", "hove", "laven", "lading", "lem", "lind", "linde", "løsning", "mammen", "mors", "mørke", "odder",
    "resen", "ry", "sahl", "selling", "skals", "solbjerg", "tange", "them", "thise", "thorning", "tørring", "vils",
    "vinkel", "vissing", "vium", "voel",
])
# fmt: on
"""Town names that are also words or surnames: places only with a capital letter and a context word or a postcode."""

FIRST_NAMES: Final = frozenset({"flemming", "tim"})
"""Town names that are people's names: "fra Tim" is a person, so only "i" or a postcode makes them a place."""

# fmt: off
NOT_POSTCODES: Final = frozenset([
    "kr", "kroner", "dkk", "timer", "time", "minutter", "stk", "kg", "km", "m", "m2", "ansatte", "medarbejdere",
    "kolleger", "elever", "personer", "mennesker", "kunder", "borgere", "indbyggere", "til", "og",
])
# fmt: on
"""Words after a number that make it an amount, not a postcode."""

POSTCODE_WORDS: Final = frozenset({"postnr", "postnummer", "postcode", "dk"})
ROADS: Final = frozenset({"landevej", "hovedvej", "vej", "gade"})
YEARS: Final = range(1900, 2100)
POSTCODE_DIGITS: Final = 4
MOST_WORDS: Final = 3
"""The longest name in the tables, in words."""

# fmt: off
_SUFFIXES: Final = frozenset([
    "C", "N", "V", "Ø", "S", "K", "F", "M", "J", "NV", "NØ", "SV", "SØ", "Øst", "St", "Jyll", "By", "Thy", "Djurs",
])
# fmt: on
_SAME_TOWN_KM: Final = 15.0
_SHORTEST_GENITIVE: Final = 5
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")

Words: TypeAlias = list[re.Match[str]]


def find_places(text: str) -> list[tuple[int, int, Place]]:
    """Every place named in ``text`` as (start, end, place), in order and without overlap; longest name first."""
    words = list(_WORD.finditer(text))
    found: list[tuple[int, int, Place]] = []
    at = 0
    while at < len(words):
        hit = _postcode_at(text, words, at) or _name_at(text, words, at)
        if hit is None:
            at += 1
            continue
        end, used, place = hit
        found.append((words[at].start(), end, _unless_contradicted(text, words, at, place)))
        at += used
    return found


def _unless_contradicted(text: str, words: Words, at: int, place: Place) -> Place:
    """The place, without its postcode when another one is written right before it ("2300 København S")."""
    before = words[at - 1].group() if at and _only_space_between(text, words, at - 1) else ""
    return replace(place, postcode=None) if len(before) == POSTCODE_DIGITS and before.isdigit() else place


def _postcode_at(text: str, words: Words, at: int) -> tuple[int, int, Place] | None:
    """A postcode with its town, or a postcode in context, as (end, words used, place)."""
    place = place_of(words[at].group())
    if place is None:
        return None
    named = _name_at(text, words, at + 1, trusted=True) if _only_space_between(text, words, at) else None
    if named and _belongs(named[2], place):
        end, used, town = named
        return end, used + 1, town if town.postcode == place.postcode else place
    return (words[at].end(), 1, place) if _stands_as_postcode(text, words, at) else None


def _belongs(named: Place, postcode: Place) -> bool:
    """Whether a name written after a postcode is the town of that postcode, or a village in it."""
    return named.postcode == postcode.postcode or _bare(named.town or "") == _bare(postcode.town or "")


def _stands_as_postcode(text: str, words: Words, at: int) -> bool:
    """Whether the words around a lone four-digit number say that it is a postcode."""
    before = _word_before(text, words, at)
    if before in POSTCODE_WORDS:
        return True
    number = int(words[at].group())
    if before not in CONTEXT or number in YEARS or number % 1000 == 0:
        return False
    after = text[words[at].end() :]
    following = words[at + 1].group().casefold() if at + 1 < len(words) else ""
    return following not in NOT_POSTCODES and re.match(r"[.,:]?\s?[\d%]|,-", after) is None


def _name_at(text: str, words: Words, at: int, *, trusted: bool = False) -> tuple[int, int, Place] | None:
    """The longest name that starts at a word, as (end, words used, place); ``trusted`` after a postcode."""
    if at < len(words) and _key(words[at].group()) not in _first_words():
        return _genitive_at(words, at)
    for used in range(min(MOST_WORDS, len(words) - at), 0, -1):
        last = words[at + used - 1]
        written = text[words[at].start() : last.end()]
        place = _names().get(_key(written))
        if place is not None and (trusted or _written_as_place(text, words, at, written)):
            return None if _is_road(words, at + used) else (last.end(), used, place)
    return _genitive_at(words, at)


def _genitive_at(words: Words, at: int) -> tuple[int, int, Place] | None:
    """A town in the genitive ("Viborgs"), the s left outside."""
    written = words[at].group() if at < len(words) else ""
    name = written.removesuffix("s")
    if name == written or len(name) < _SHORTEST_GENITIVE or not name[0].isupper() or _needs_context(name):
        return None
    place = _names().get(_key(name))
    return None if place is None else (words[at].end() - 1, 1, place)


def _written_as_place(text: str, words: Words, at: int, written: str) -> bool:
    before = _word_before(text, words, at)
    if written.casefold() in FIRST_NAMES:
        return written[0].isupper() and before == "i"
    if _needs_context(written):
        return written[0].isupper() and before in CONTEXT
    return written[0].isupper() or before in CONTEXT


def _needs_context(written: str) -> bool:
    return written.casefold() in COMMON_WORDS | FIRST_NAMES


def _is_road(words: Words, after: int) -> bool:
    return after < len(words) and words[after].group().casefold() in ROADS


def _word_before(text: str, words: Words, at: int) -> str:
    """The word before another in lower case, or "" when more than spaces, a full stop, a colon or a dash is between."""
    if at == 0 or re.fullmatch(r"\.?:?\s+|[-.]", text[words[at - 1].end() : words[at].start()]) is None:
        return ""
    word = words[at - 1].group().casefold()
    plain_gap = text[words[at - 1].end() : words[at].start()].isspace()
    return word if plain_gap or word in POSTCODE_WORDS else ""


def _only_space_between(text: str, words: Words, at: int) -> bool:
    return at + 1 < len(words) and re.fullmatch(r",?\s+", text[words[at].end() : words[at + 1].start()]) is not None


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Place]:
    """Every way a place is written (``_key``) → the place; a full name wins over the bare name of another town."""
    names = {_key(name): place for name, place in _bare_names().items()}
    names.update({_key(place.town or ""): place for place in (*_towns().values(), *_villages())})
    return MappingProxyType(names)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The first word of every name: nearly every word of a text is none, so no longer name is looked for there."""
    return frozenset(match[0] for match in map(_WORD.match, _names()) if match)


def _bare_names() -> dict[str, Place]:
    """Town names without the part that tells districts apart ("Randers C"); left out where they name two towns."""
    groups: dict[str, list[Place]] = {}
    for _, place in sorted(_towns().items()):
        groups.setdefault(_bare(place.town or ""), []).append(place)
    return {name: places[0] for name, places in groups.items() if _one_town(places)}


def _one_town(places: Iterable[Place]) -> bool:
    first, *others = places
    return all(distance_km(first.lat, first.lon, other.lat, other.lon) <= _SAME_TOWN_KM for other in others)


def _bare(town: str) -> str:
    *name, last = town.split()
    return " ".join(name) if name and last in _SUFFIXES else town


def _key(written: str) -> str:
    """How a name is looked up: lower case, single spaces, å for aa ("Aalborg" and "Ålborg" are one town)."""
    return " ".join(written.replace(".", " ").split()).casefold().replace("aa", "å")


# ── Distance ─────────────────────────────────────────────────────────────────────────────────────


def distance_km(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> NDArray[np.float64]:
    """Great-circle distance in km (haversine, sphere of 6,371 km) between points in degrees; the shapes broadcast.

    NaN in any coordinate gives NaN.
    """
    north1, east1, north2, east2 = (np.radians(np.asarray(part, dtype=np.float64)) for part in (lat1, lon1, lat2, lon2))
    square = np.sin((north2 - north1) / 2) ** 2 + np.cos(north1) * np.cos(north2) * np.sin((east2 - east1) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(square, 0.0, 1.0))))


def rounded(lat: float, lon: float) -> Point:
    """A home point on the 0.005° grid, so that no address can be read from it."""
    return round(round(lat * GRID) / GRID, 3), round(round(lon * GRID) / GRID, 3)


# ── Travel time ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ModeRule:
    """One way to travel: road km per straight km, km/h on the way, minutes around it, longest sensible road km.

    ``fixed_minutes`` is walking to a stop, waiting, locking a bike or parking.
    """

    detour: float
    speed_kmh: float
    fixed_minutes: float
    max_km: float


@dataclass(frozen=True, slots=True)
class TravelRules:
    """The constants of travel time, with where they come from and when they hold (ISO dates).

    ``bus_hours`` says for ISO weekday 1–7 between which minutes after midnight buses are taken to run.
    """

    source: str
    valid_from: str
    valid_to: str | None
    modes: Mapping[TransportMode, ModeRule]
    least_km: float
    bus_hours: Mapping[int, tuple[int, int]]
    bus_town_km: float
    bus_suburb_km: float


@lru_cache(maxsize=1)
def travel_rules() -> TravelRules:
    """The rule set of ``data/travel_rules.json``."""
    raw: dict[str, Any] = json.loads((DATA / "travel_rules.json").read_text(encoding="utf-8"))
    modes = {TransportMode(name): ModeRule(**rule) for name, rule in raw.pop("modes").items()}
    return TravelRules(**raw | {"modes": MappingProxyType(modes), "bus_hours": _bus_hours(raw["bus_hours"])})


def _bus_hours(raw: Mapping[str, list[str]]) -> Mapping[int, tuple[int, int]]:
    days = dict.fromkeys(range(1, 6), "weekday") | {6: "saturday", 7: "sunday"}
    return MappingProxyType({day: (_minute(raw[name][0]), _minute(raw[name][1])) for day, name in days.items()})


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def bus_runs(weekday: int, minute: int, rules: TravelRules | None = None) -> bool:
    """Whether buses are assumed to run on an ISO weekday (1 = Monday … 7) at a minute after midnight (0–1440).

    The hours are an assumption about the region, not a timetable. Raises ``ValueError`` outside those ranges.
    """
    if weekday not in range(1, 8) or not 0 <= minute <= 1440:
        raise ValueError(f"weekday {weekday}, minute {minute}: weekday is 1 (Monday) to 7, minute 0 to 1440")
    first, last = (rules or travel_rules()).bus_hours[weekday]
    return first <= minute <= last


def travel_minutes(
    mode: TransportMode,
    home: Point,
    lats: ArrayLike,
    lons: ArrayLike,
    rules: TravelRules,
    *,
    sites_near_town: NDArray[np.bool_] | None = None,
) -> NDArray[np.float32]:
    """Minutes door to door from ``home`` to each of n sites; shape (n,).

    NaN means unknown: a coordinate is missing, or the bus is asked for and an end is not near a town. Infinity means
    farther than anybody would go that way (``ModeRule.max_km``). Points closer than ``rules.least_km`` count as that
    far apart, because both are rounded; so the answer is never 0. ``sites_near_town`` is ``near_town`` of the sites
    where the caller has it already.
    """
    minutes = minutes_if_served(mode, home, lats, lons, rules)
    if mode is TransportMode.BUS:
        sites = near_town(lats, lons, rules) if sites_near_town is None else sites_near_town
        minutes = np.where(sites & near_town(home[0], home[1], rules), minutes, np.nan)
    return np.asarray(minutes, dtype=np.float32)


def minutes_if_served(
    mode: TransportMode, home: Point, lats: ArrayLike, lons: ArrayLike, rules: TravelRules
) -> NDArray[np.float32]:
    """``travel_minutes`` as if every place had a stop: with a longer walk to one it only takes longer; shape (n,)."""
    rule = rules.modes[mode]
    straight = np.maximum(distance_km(home[0], home[1], lats, lons), rules.least_km)
    road_km = np.atleast_1d(straight * rule.detour)
    minutes = rule.fixed_minutes + road_km / rule.speed_kmh * 60
    return np.asarray(np.where(road_km > rule.max_km, np.inf, minutes), dtype=np.float32)


def reach_km(mode: TransportMode, minutes: float, rules: TravelRules) -> float:
    """How far somebody comes in a straight line, in km: ``travel_minutes`` the other way round, at least 0."""
    rule = rules.modes[mode]
    road_km = max(0.0, minutes - rule.fixed_minutes) / 60 * rule.speed_kmh
    return min(road_km, rule.max_km) / rule.detour


def near_town(lats: ArrayLike, lons: ArrayLike, rules: TravelRules) -> NDArray[np.bool_]:
    """Whether each of n points lies within ``rules.bus_town_km`` of a town a bus is assumed to serve; shape (n,)."""
    served = _served_points(rules.bus_suburb_km)
    points = np.atleast_1d(np.asarray(lats, dtype=np.float64)), np.atleast_1d(np.asarray(lons, dtype=np.float64))
    apart = distance_km(points[0][:, None], points[1][:, None], served[:, 0], served[:, 1])
    return np.asarray((apart <= rules.bus_town_km).any(axis=1))


@lru_cache(maxsize=8)
def _served_points(suburb_km: float) -> NDArray[np.float64]:
    """Postcode towns, and the villages that are their suburbs, as rows of latitude and longitude."""
    towns = _towns()
    suburbs = [place for place in _villages() if _apart(place, towns[place.postcode or ""]) <= suburb_km]
    points = np.array([(place.lat, place.lon) for place in (*towns.values(), *suburbs)])
    points.setflags(write=False)
    return points


def _apart(a: Place, b: Place) -> float:
    return float(distance_km(a.lat, a.lon, b.lat, b.lon))
