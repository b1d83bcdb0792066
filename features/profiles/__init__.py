"""Participant, Employer and Vacancy: frozen values that check themselves when made.

A record is made from keyword arguments or, with ``make``, from a mapping such as a JSON object. Either way *all* its
faults are reported at once in one ``InvalidRecord``: each names the field, the value (never free text, never a CPR
number) and a code with parameters, from which ``service/texts`` makes the sentence with the cure.

Only ordinary terms can become a ``Vacancy``; a diagnosis, a CPR number or an address has no field to stand in.
Everything unknown is ``None`` or empty: nothing is guessed here.
"""

from features.profiles.employer import Agreement, Contact, Employer, Responsiveness
from features.profiles.faults import HIDDEN, SHOWN_LENGTH, Fault, InvalidRecord, shown
from features.profiles.fields import (
    Clock,
    Disco,
    Id,
    Level,
    Line,
    OfferedHours,
    Text,
    Weekday,
    WeeklyHours,
    Weight,
    clock_text,
)
from features.profiles.participant import Participant
from features.profiles.parts import (
    Availability,
    DoNotWant,
    Experience,
    FunctionalNeed,
    HeldCredential,
    LanguageLevel,
    Location,
    Part,
    Provenance,
    RampStep,
    Skill,
    Transport,
    Window,
    Wish,
)
from features.profiles.placement import Agreed, Ended, FollowedUp
from features.profiles.record import Record, make
from features.profiles.vacancy import Demand, FairCheck, Requirement, Shift, Task, Vacancy, Wage

__all__ = [
    "HIDDEN",
    "SHOWN_LENGTH",
    "Agreed",
    "Agreement",
    "Availability",
    "Clock",
    "Contact",
    "Demand",
    "Disco",
    "DoNotWant",
    "Employer",
    "Ended",
    "Experience",
    "FairCheck",
    "Fault",
    "FollowedUp",
    "FunctionalNeed",
    "HeldCredential",
    "Id",
    "InvalidRecord",
    "LanguageLevel",
    "Level",
    "Line",
    "Location",
    "OfferedHours",
    "Part",
    "Participant",
    "Provenance",
    "RampStep",
    "Record",
    "Requirement",
    "Responsiveness",
    "Shift",
    "Skill",
    "Task",
    "Text",
    "Transport",
    "Vacancy",
    "Wage",
    "Weekday",
    "WeeklyHours",
    "Weight",
    "Window",
    "Wish",
    "clock_text",
    "make",
    "shown",
]
