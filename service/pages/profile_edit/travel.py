"""Transport: the ways somebody can travel, how long each may take, and the town they start from; never an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from features.places import place_of
from features.profiles import Fault, Participant
from features.vocabulary import TransportMode
from service.pages.form import Form
from service.pages.profile_edit.section import Raw, Section, as_they_stood, options


def read(form: Form, person: Participant) -> Raw:
    """Modes that are ticked or have minutes, and the home; a known point stays while its postcode does."""
    ticked = form.all("modes")
    travels = [
        {"mode": mode.value, "max_minutes": form.text(f"minutes.{mode.value}") or None}
        for mode in TransportMode
        if mode.value in ticked or form.text(f"minutes.{mode.value}")
    ]
    before = person.model_dump(mode="json")["transport"]
    return {
        "transport": as_they_stood(travels, before, lambda one: one["mode"]),
        "home": _home(form.text("postcode"), form.text("town"), person),
    }


def _home(postcode: str, town: str, person: Participant) -> dict[str, Any] | None:
    before = person.home.model_dump(mode="json") if person.home else {}
    if not postcode and not town:
        return None
    if postcode == (before.get("postcode") or ""):
        return {**before, "town": town or before.get("town")}
    spot = place_of(postcode)
    point = {"lat": spot.lat, "lon": spot.lon} if spot else {}
    return {"postcode": postcode or None, "town": town or (spot.town if spot else None), **point}


def choices(raw: Raw, language: str) -> Mapping[str, Any]:
    """Every mode with whether it is used and its minutes, and the home."""
    used = {one["mode"]: one["max_minutes"] for one in raw["transport"]}
    modes = [(code, name, code in used, used.get(code) or "") for code, name in options(TransportMode, language)]
    home = raw["home"] or {}
    return {"modes": modes, "postcode": home.get("postcode") or "", "town": home.get("town") or ""}


def place(fault: Fault, raw: Raw) -> str:
    """A fault of a mode belongs to its minutes, one of the home to postcode or town."""
    name, _, rest = fault.field.partition(".")
    if name == "home":
        return rest or "postcode"
    at = rest.partition(".")[0]
    return f"minutes.{raw['transport'][int(at)]['mode']}" if name == "transport" and at.isdecimal() else fault.field


SECTION: Final = Section("transport", ("transport", "home"), read, choices, place)
