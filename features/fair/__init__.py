"""Fair requirements: demands an advert may not make, demands that need a reason, and the law that says so.

Forbidden demands (age, sex, origin, religion, mother tongue, health …) are refused before publishing and can never
become a filter: no requirement can hold one, reading turns none into a field, and sentences with one are left out of
what is compared. Unjustified demands (fluent Danish, a driving licence, a criminal record, a photo …) are asked
about: which task, or which law, needs this? The words and the law are data: ``demands.toml``.
"""

from features.fair.check import check_text, check_vacancy
from features.fair.finding import Finding, forbidden_in, found_in, found_in_document, without_forbidden
from features.fair.publishing import Verdict, faults_of, judged
from features.fair.table import Kind, Law, checked, demands

__all__ = [
    "Finding",
    "Kind",
    "Law",
    "Verdict",
    "check_text",
    "check_vacancy",
    "checked",
    "demands",
    "faults_of",
    "forbidden_in",
    "found_in",
    "found_in_document",
    "judged",
    "without_forbidden",
]
