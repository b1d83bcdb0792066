"""Invented employers round Viborg: a fairy-tale name, a trade, a site in a real postcode, and how they take contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from features.places import place_of
from features.profiles import Agreement, Contact, Employer, Location, Provenance, Responsiveness
from features.vocabulary import CONTACT_BUDGET, Adaptation, SizeBand, Source
from training.world.dice import Dice
from training.world.wording import patterns

LABEL: Final = "synthetic"
ROLES: Final = ("daglig leder", "indehaver", "driftsleder", "HR", "køkkenchef", "formand", "souschef", "afdelingsleder")
CHANNELS: Final = ("telefon", "mail", "sms", "besøg")
BEST_TIMES: Final = ("formiddag", "efter kl. 14", "mandag formiddag", "inden kl. 9", "når som helst", "torsdag")
LANGUAGES: Final = ("en", "ar", "uk", "pl", "ro", "de", "ti", "so")


@dataclass(frozen=True, slots=True)
class Shop:
    """A fixed employer that a showcase job needs: branch, name, postcode, size and the support of the site."""

    branch: str
    name: str
    postcode: str
    size: SizeBand
    support: tuple[Adaptation, ...] = ()


def synthetic(fields: Sequence[str], day: date) -> dict[str, Provenance]:
    """Provenance of an invented record: every field says that it was made up and when."""
    return dict.fromkeys(fields, _stamp(day))


@lru_cache(maxsize=1024)
def _stamp(day: date) -> Provenance:
    return Provenance(source=Source.IMPORT, recorded_at=day, confirmed=True, evidence=LABEL)


def location(dice: Dice, postcode: str, spread: float = 0.02) -> Location:
    """A point within ``spread`` degrees of the middle of a postcode."""
    place = place_of(postcode)
    if place is None:
        raise KeyError(f"{postcode} is not in features/data/postcodes.csv")
    lat = round(place.lat + dice.between(-spread, spread, 0.001), 3)
    lon = round(place.lon + dice.between(-spread, spread, 0.001), 3)
    return Location(postcode=postcode, town=place.town, lat=lat, lon=lon)


def invent_employers(dice: Dice, count: int, today: date, first: Sequence[Shop] = ()) -> list[Employer]:
    """``count`` employers, ``first`` those that the showcase needs; no two share a name."""
    names: set[str] = {shop.name for shop in first}
    fixed = [_fixed(dice, number, shop, today) for number, shop in enumerate(first[:count], start=1)]
    rest = [_employer(dice, number, names, today) for number in range(len(fixed) + 1, count + 1)]
    return fixed + rest


def _fixed(dice: Dice, number: int, shop: Shop, today: date) -> Employer:
    trade = patterns("firms")["branch"][shop.branch]
    return Employer(
        **_identity(number, shop.name, shop.branch, shop.size, today),
        site=location(dice, shop.postcode, 0.008),
        contact=_contact(dice),
        contact_budget=CONTACT_BUDGET[shop.size],
        responsiveness=Responsiveness(a=6, b=2),
        site_support=shop.support,
        site_support_known=True,
        agreement=_agreement(trade, today),
    )


def _employer(dice: Dice, number: int, names: set[str], today: date) -> Employer:
    firms = patterns("firms")
    branch = dice.weighted(list(firms["branch"]), [trade["weight"] for trade in firms["branch"].values()])
    trade = firms["branch"][branch]
    size = dice.weighted(list(SizeBand), trade["sizes"])
    known = dice.happens(0.7)
    support = _support(dice, trade["support"]) if known else ()
    return Employer(
        **_identity(number, _name(dice, trade["what"], names), branch, size, today),
        site=location(dice, dice.weighted(list(firms["sites"]), list(firms["sites"].values()))),
        contact=_contact(dice),
        site_support=support,
        site_support_known=known,
        onboarding_languages=tuple(dice.some(LANGUAGES, dice.whole(1, 2))) if dice.happens(0.3) else (),
        agreement=_agreement(trade, today) if trade["agreement"] and dice.happens(0.75) else None,
        **_contact_state(dice, size, today),
    )


def _identity(number: int, name: str, branch: str, size: SizeBand, today: date) -> dict[str, Any]:
    fields = ("name", "branch", "size_band", "site", "contact", "contact_budget", "responsiveness", "site_support")
    return {
        "id": f"syn-e-{number:04d}",
        "name": name,
        "branch": branch,
        "size_band": size,
        "provenance": synthetic(fields, today - timedelta(days=30)),
    }


def _name(dice: Dice, shapes: Sequence[str], names: set[str]) -> str:
    words = patterns("firms")["words"]
    name = dice.pick(shapes).format(dice.pick(words))
    while name in names:
        name = dice.pick(shapes).format(f"{dice.pick(words)} & {dice.pick(words)}")
    names.add(name)
    return name


def _contact(dice: Dice) -> Contact:
    language = "en" if dice.happens(0.05) else "da"
    return Contact(
        role=dice.pick(ROLES), channel=dice.pick(CHANNELS), language=language, best_time=dice.pick(BEST_TIMES)
    )


def _support(dice: Dice, usual: Sequence[str]) -> tuple[Adaptation, ...]:
    of_trade = [Adaptation(code) for code in usual if dice.happens(0.45)]
    others = dice.some(list(Adaptation), dice.whole(0, 2)) if dice.happens(0.3) else []
    return tuple(sorted({*of_trade, *others}))


def _agreement(trade: Mapping[str, Any], today: date) -> Agreement | None:
    if not trade["agreement"]:
        return None
    return Agreement(name=trade["agreement"], min_weekly_hours=trade["least"], checked=today - timedelta(days=120))


def _contact_state(dice: Dice, size: SizeBand, today: date) -> dict[str, Any]:
    """Budget, contacts used this month (a tenth have used all), pause (one in twenty-five) and replies so far."""
    budget = CONTACT_BUDGET[size] + (dice.whole(-1, 2) if dice.happens(0.3) else 0)
    used = budget if dice.happens(0.1) else min(budget, int(dice.rng.poisson(budget * 0.25)))
    asked = int(dice.rng.poisson(4))
    replied = int(dice.rng.binomial(asked, float(dice.rng.beta(3, 2))))
    return {
        "contact_budget": budget,
        "contacts_this_month": used,
        "pause_until": today + timedelta(days=dice.whole(5, 60)) if dice.happens(0.04) else None,
        "responsiveness": Responsiveness(a=1.0 + replied, b=1.0 + asked - replied),
    }
