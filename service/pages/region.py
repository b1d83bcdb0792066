"""The region as a picture: home, the places of work on a list, how far a person's own ways of travelling reach.

Drawn from our own tables of places and nothing else: towns are dots with names, rings are straight lines' worth of a
person's minutes (``features.places.reach_km``), and no shape of land or road is known. Points are of a sheet ``WIDE``
by ``TALL``; east is to the right, north is up, and a kilometre is as long both ways.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt
from typing import Final

from features.facts.where import point_of
from features.places import Place, Point, reach_km, towns, travel_rules
from features.profiles import Location, Participant
from features.vocabulary import TransportMode
from service.pages.labels import Area, Layout, beside, centred, on_top
from service.texts import say, show

WIDE: Final = 300
TALL: Final = 280
EDGE: Final = 26
KM_A_DEGREE: Final = 111.2
LEAST_KM: Final = 4.0
"""Half of the least that is shown: one's own street is no map."""
RING_ROOM: Final = 1.5
"""A ring belongs on the sheet when it reaches at most so many times as far as the farthest place of work."""
SAME_PLACE: Final = 14.0
"""Places of work closer than so many points share a mark."""
MOST_TOWNS: Final = 12
SCALES: Final = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work: its number on the list, where it is, and minutes on the way (None: not known)."""

    number: int
    where: Location
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Ring:
    """How far a way of travelling reaches: its radius in points, which of the dash patterns, its name and its place."""

    radius: float
    kind: int
    text: str
    area: Area | None
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The numbers of places of work that lie together, where they stand, and the point itself."""

    text: str
    area: Area
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Town:
    """A town's name and its dot."""

    name: str
    area: Area
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Region:
    """The picture, and the same in words: ``words`` town by town."""

    home: tuple[float, float] | None
    rings: tuple[Ring, ...]
    marks: tuple[Mark, ...]
    towns: tuple[Town, ...]
    scale: tuple[int, float]
    home_words: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How points of the earth become points of the picture: south-west corner and points a kilometre."""

    west: float
    north: float
    narrow: float
    points_a_km: float
    left: float
    top: float

    @classmethod
    def around(cls, points: Sequence[Point], rings: Sequence[float]) -> Sheet:
        """What shows every point, and ``rings`` (km) round the first of them."""
        narrow = cos(radians(points[0][0]))
        x, y = ([point[part] * KM_A_DEGREE * (narrow if part else 1) for point in points] for part in (1, 0))
        around = max((LEAST_KM, *rings))
        west, east = min(*x, x[0] - around), max(*x, x[0] + around)
        south, north = min(*y, y[0] - around), max(*y, y[0] + around)
        points_a_km = min((WIDE - 2 * EDGE) / (east - west), (TALL - 2 * EDGE) / (north - south))
        left, top = (WIDE - (east - west) * points_a_km) / 2, (TALL - (north - south) * points_a_km) / 2
        return cls(west, north, narrow, points_a_km, left, top)

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point of the earth is on the sheet."""
        east, north = point[1] * KM_A_DEGREE * self.narrow, point[0] * KM_A_DEGREE
        x, y = (east - self.west) * self.points_a_km + self.left, (self.north - north) * self.points_a_km + self.top
        return round(x, 1), round(y, 1)


def region(person: Participant, sites: Sequence[Site], language: str) -> Region | None:
    """The map of a list, or None when no place of work on it is known."""
    found = [(site, point) for site in sites if (point := point_of(site.where)) is not None]
    if not found:
        return None
    home, reaches = point_of(person.home), _reaches(person)
    known = [*([home] if home else []), *(point for _, point in found)]
    sheet = Sheet.around(known, _fitting(known, reaches) if home else [])
    layout = Layout(Area(2, 2, WIDE - 4, TALL - 4), [Area(0, TALL - 24, 74, 24)])
    middle = sheet.at(home) if home else None
    if middle:
        layout.taken.append(Area(middle[0] - 9, middle[1] - 9, 18, 18))
    marks = tuple(_marks(layout, [(site.number, *sheet.at(point)) for site, point in found]))
    rings = tuple(_rings(layout, middle, reaches, sheet.points_a_km, language)) if middle else ()
    theirs = {site.where.postcode for site in sites} | {person.home.postcode if person.home else None}
    named = tuple(_towns(layout, sheet, theirs))
    where = show(person.home.town if person.home else None, language)
    home_words = say("map.home" if home else "map.no_home", language, town=where)
    return Region(middle, rings, marks, named, _scale(sheet), home_words, tuple(_words(sites, language)))


def _reaches(person: Participant) -> list[tuple[TransportMode, int, float]]:
    """Ways of travelling whose minutes are known, with km in a straight line, the nearest first."""
    rules = travel_rules()
    known = [(one.mode, one.max_minutes) for one in person.transport if one.max_minutes is not None]
    reached = ((mode, minutes, reach_km(mode, minutes, rules)) for mode, minutes in known)
    return sorted((one for one in reached if one[2] > 0), key=lambda one: (one[2], one[0]))


def _fitting(known: Sequence[Point], reaches: Sequence[tuple[TransportMode, int, float]]) -> list[float]:
    """Rings that do not make everything else small."""
    (north, east), narrow = known[0], cos(radians(known[0][0]))
    far = max(hypot(lat - north, (lon - east) * narrow) for lat, lon in known) * KM_A_DEGREE
    return [km for _, _, km in reaches if km <= RING_ROOM * max(far, LEAST_KM)]


def _marks(layout: Layout, sites: Sequence[tuple[int, float, float]]) -> Iterator[Mark]:
    """One mark for what lies together; a mark for which there is no room is left to the words."""
    groups: list[list[tuple[int, float, float]]] = []
    for number, x, y in sites:
        near = (group for group in groups if hypot(group[0][1] - x, group[0][2] - y) < SAME_PLACE)
        group = next(near, None)
        if group is None:
            groups.append([(number, x, y)])
        else:
            group.append((number, x, y))
    for group in groups:
        _, x, y = group[0]
        text = in_runs([number for number, *_ in group])
        area = layout.take(on_top(x, y, text, 3))
        if area is not None:
            yield Mark(text, area, x, y)


def in_runs(numbers: Sequence[int]) -> str:
    """ "1–3, 5" for 1, 2, 3, 5: at least three in a row are drawn together."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(str(number) for number in run) for run in runs
    )


def _rings(
    layout: Layout,
    middle: tuple[float, float],
    reaches: Sequence[tuple[TransportMode, int, float]],
    points_a_km: float,
    language: str,
) -> Iterator[Ring]:
    for kind, (mode, minutes, km) in enumerate(reaches, 1):
        radius, text = round(km * points_a_km, 1), say("map.ring.name", language, mode=mode, minutes=minutes)
        area = layout.take(_on_the_ring(*middle, radius, text))
        code = "map.ring.bus" if mode is TransportMode.BUS else "map.ring"
        told = say(code, language, mode=mode, minutes=minutes, km=round(km))
        outside = radius > hypot(WIDE, TALL)
        yield Ring(radius, kind, text, area, f"{told} {say('map.ring.outside', language)}" if outside else told)


def _on_the_ring(x: float, y: float, radius: float, text: str) -> Iterator[Area]:
    """Places for a ring's name on its line: over, under, right, left, then between."""
    diagonal = radius / sqrt(2)
    for across, down in ((0, -radius), (0, radius), (radius, 0), (-radius, 0)):
        yield centred(x + across, y + down, text, 2)
    for right, under in ((1, -1), (-1, -1), (1, 1), (-1, 1)):
        yield centred(x + right * diagonal, y + under * diagonal, text, 2)


def _towns(layout: Layout, sheet: Sheet, theirs: Collection[str | None]) -> Iterator[Town]:
    """Names for finding one's way: towns with somebody of ours first, then the larger ones."""
    shown, drawn = Area(4, 4, WIDE - 8, TALL - 8), 0
    for place in sorted(towns(), key=lambda town: (town.postcode not in theirs, _size(town))):
        x, y = sheet.at((place.lat, place.lon))
        if not Area(x, y, 0, 0).within(shown):
            continue
        area = layout.take(beside(x, y, place.town or ""))
        if area is not None:
            drawn += 1
            yield Town(place.town or "", area, x, y)
        if drawn == MOST_TOWNS:
            return


def _size(place: Place) -> tuple[int, str]:
    """Danish postcodes of the larger towns end in noughts."""
    postcode = place.postcode or ""
    return len(postcode.rstrip("0")), postcode


def _scale(sheet: Sheet) -> tuple[int, float]:
    """The longest round number of km that takes at most 60 points, and its points."""
    fitting = [km for km in SCALES if km * sheet.points_a_km <= 60] or [SCALES[0]]
    return fitting[-1], round(fitting[-1] * sheet.points_a_km, 1)


def _words(sites: Sequence[Site], language: str) -> Iterator[str]:
    """Town by town in the order of the list: its numbers with their minutes; last what is not on the map."""
    by_town: dict[str, list[str]] = {}
    for site in sites:
        town = site.where.town or say("map.unknown_town", language)
        by_town.setdefault(town, []).append(_number(site, language))
    for town, numbers in by_town.items():
        yield say("map.town", language, town=town, numbers=numbers)
    lost = [str(site.number) for site in sites if point_of(site.where) is None]
    if lost:
        yield say("map.lost", language, numbers=lost)


def _number(site: Site, language: str) -> str:
    code = "minutes" if site.minutes is not None else "no_minutes"
    return say(f"map.number.{code}", language, number=site.number, minutes=round(site.minutes or 0))
