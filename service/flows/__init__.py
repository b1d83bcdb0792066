"""What people do with the service, one function each, the same behind the API and the pages.

A flow takes the services, the caller and plain arguments; it knows nothing of the web. It checks what the caller may
see, works in one unit of the store and hands back frozen values. What stops it is a ``Problem``.
"""

from service.flows.aftercare import (
    Course,
    ToDo,
    end_placement,
    follow_up,
    follow_ups_due,
    list_placements,
    place,
    read_placement,
)
from service.flows.base import Listing
from service.flows.companies import (
    change_employer,
    contacts_of,
    create_employer,
    list_employers,
    note_contact,
    pause_employer,
    read_employer,
)
from service.flows.fairness import Advised, check_advert
from service.flows.importing import Imported, import_file
from service.flows.needs import change_vacancy, close_vacancy, create_vacancy, list_vacancies, read_vacancy
from service.flows.once import Made, Once
from service.flows.people import (
    change_participant,
    create_participant,
    list_participants,
    read_participant,
    set_status,
)
from service.flows.services import Services
from service.flows.suggesting import Asked, Why, list_reviews, read_run, review, suggest, why_not

__all__ = [
    "Advised",
    "Asked",
    "Course",
    "Imported",
    "Listing",
    "Made",
    "Once",
    "Services",
    "ToDo",
    "Why",
    "change_employer",
    "change_participant",
    "change_vacancy",
    "check_advert",
    "close_vacancy",
    "contacts_of",
    "create_employer",
    "create_participant",
    "create_vacancy",
    "end_placement",
    "follow_up",
    "follow_ups_due",
    "import_file",
    "list_employers",
    "list_participants",
    "list_placements",
    "list_reviews",
    "list_vacancies",
    "note_contact",
    "pause_employer",
    "place",
    "read_employer",
    "read_participant",
    "read_placement",
    "read_run",
    "read_vacancy",
    "review",
    "set_status",
    "suggest",
    "why_not",
]
