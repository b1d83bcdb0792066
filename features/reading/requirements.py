"""What a vacancy asks for: licences, certificates, schooling, background checks, languages, experience.

How much it is asked for decides the necessity: "en fordel" is a preference; a required driving licence or an
authorised health profession is law; truck, crane, lift and welding papers are safety; the rest is the task's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from features.reading.asked import how_wanted, requirement
from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.languages import asked_languages
from features.reading.lexicon import coded
from features.reading.proposal import Proposal
from features.vocabulary import Credential, Necessity, with_implied

_LICENCES: Final = frozenset({"AM", "B", "BE", "C", "CE", "D", "T"})


_CHECKS: Final = frozenset({"criminal_record", "child_record"})


_TAKEN_IN: Final = re.compile(r"\b(?:indhent\w*|fremvis\w*|forevis\w*|aflever\w*|kræv\w*|obtained|required)\b")
"""What is done with an attest is no preference, whatever else the sentence says."""
_LEGAL: Final = _LICENCES | {
    "driver_qualification",
    "taxi",
    "adr",
    "nurse",
    "sosu_assistant",
    "guard",
    "electrician",
    "child_record",
}


_SAFETY: Final = frozenset(
    {
        "truck",
        "stacker",
        "crane",
        "telehandler",
        "lift_platform",
        "welding_26",
        "hot_work",
        "epoxy",
        "asphalt",
        "scaffold",
        "road_work",
        "chainsaw",
        "spraying",
    }
)


_COLLEAGUES: Final = re.compile(
    r"\b(?:sammen med|samarbejd\w*|kolleg\w+|består af|team(?:et)? af|bestående af|tværfaglig\w*|tæller|"
    r"hverdagen med|sparring med|ansatte (?:er|har)|vi er \d+|vores (?:sygeplejersker|pædagoger|"
    r"assistenter)|kontakt til|heraf|dygtige (?:pædagoger|sygeplejersker)|personalegruppe\w*|alongside|"
    r"afløse|teamet|medarbejderne|medhjælper til|i stedet for|lærer, pædagog)\b"
)


_SOUGHT: Final = re.compile(
    r"\b(?:uddan\w*|autoris\w*|autorisation|faglært|udlært|svendebrev|eksamen|du er|er du|vi søger|"
    r"søger (?:vi )?(?:en|\d)|søges|ansætte|baggrund som|eksamineret|trained|qualified|authori[sz]\w*|"
    r"registered|uddannelse|educated|vi mangler|looking for|må være|skal være|licen[cs]ed|har du en)\b"
)


def read_requirements(doc: Document, title_end: int) -> Iterator[Proposal]:
    """Requirement proposals, one per kind and code; a hard statement wins over a preference."""
    best: dict[tuple[str, str], Proposal] = {}
    for proposal in (*_credentials(doc), *_education(doc, title_end), *asked_languages(doc), *_experience(doc)):
        key = (proposal.value["kind"], proposal.value["code"])
        held = best.get(key)
        if held is None or _tells_more(proposal.value, held.value):
            best[key] = proposal
    _share_alternatives(doc, best)
    too_much = {key for key in best if _lower_will_do(doc, key, best)}
    yield from (proposal for key, proposal in best.items() if key not in too_much)


def _tells_more(one: dict[str, Any], held: dict[str, Any]) -> bool:
    """Whether ``one`` is asked harder than ``held``, or as hard and for more skills of a language."""
    liked, was_liked = (value["necessity"] == Necessity.PREFERENCE.value for value in (one, held))
    return was_liked if liked != was_liked else len(one.get("levels", ())) > len(held.get("levels", ()))


def _share_alternatives(doc: Document, best: dict[tuple[str, str], Proposal]) -> None:
    """Schoolings joined by "eller" get one ``any_of``: "pædagog eller sygeplejerske"."""
    taught = sorted((one for key, one in best.items() if key[0] == "education"), key=lambda one: one.start)
    for one, other in pairwise(taught):
        between = doc.text[one.end : other.start].lower()
        if len(between) < 40 and re.search(r"\b(?:eller|or)\b|/", between) and "." not in between:
            for item in (one, other):
                best["education", item.value["code"]] = replace(item, value=item.value | {"any_of": "education"})


def _lower_will_do(doc: Document, key: tuple[str, str], best: dict[tuple[str, str], Proposal]) -> bool:
    """Whether the advert takes a lower schooling as well: "sygeplejerske eller SOSU-assistent"."""
    if key[0] != "education":
        return False
    one = best[key]
    for other in with_implied(frozenset({Credential(key[1])})) - {Credential(key[1])}:
        lower = best.get(("education", other.value))
        if lower:
            first, last = sorted(((one.start, one.end), (lower.start, lower.end)))
            if last[0] - first[1] < 30 and re.search(r"\b(?:eller|or)\b|/", doc.text[first[1] : last[0]].lower()):
                return True
    return False


def _credentials(doc: Document) -> Iterator[Proposal]:
    taken: list[tuple[int, int]] = []
    for code, pattern in coded("credentials"):
        for match, clause in doc.find(pattern):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            wanted = how_wanted(doc, clause, match)
            if (
                code in _CHECKS
                and wanted == "preferred"
                and _TAKEN_IN.search(doc.low[slice(*doc.sentence_at(match.start()))])
            ):
                wanted = "required"
            if wanted == "no" or (
                code == "first_aid" and not re.search(r"bevis|kursus|certifi|skal|krav|har", clause.low)
            ):
                continue
            wanted_code = code
            if code == "CE" and re.search(
                r"\bc\W{0,2}(?:eller|or|/)\s*$", doc.low[max(0, match.start() - 12) : match.start()]
            ):
                wanted_code = "C"
            yield found(doc, "requirements", _credential(wanted_code, wanted), match.start(), match.end(), 0.88)
            for other in _letters(match[0], code):
                yield found(doc, "requirements", _credential(other, wanted), match.start(), match.end(), 0.8)


def _letters(text: str, code: str) -> Iterator[str]:
    """Further papers that one mention names: "kørekort B og C", "børne- og straffeattest"."""
    if code == "child_record" and "straffe" in text:
        yield "criminal_record"
    if code == "criminal_record" and "børne" in text:
        yield "child_record"
    if code in ("C", "CE") and re.search(r"\bb\b[ ,]*(?:og|\+|/|samt)", text):
        yield "B"


def _credential(code: str, wanted: str) -> dict[str, Any]:
    kind = "licence" if code in _LICENCES else "background_check" if code in _CHECKS else "certificate"
    if wanted == "preferred":
        return requirement(kind, code, Necessity.PREFERENCE)
    return requirement(
        kind, code, Necessity.LEGAL if code in _LEGAL else Necessity.SAFETY if code in _SAFETY else Necessity.TASK
    )


_UNTRAINED_TOO: Final = re.compile(
    r"\b(?:er du|du er|du kan (?:også )?være|også|eller|selvom du er|hvis du er|gerne)(?: \w+)? (?:ufaglært|"
    r"uuddannet|uden uddannelse)\w*|"
    r"\bufaglærte? (?:kan|er|må|opfordres|søg\w*|med)\b|\b(?:ingen|ikke) (?:et )?krav om (?:\w+ )?uddannelse|"
    r"\buddannelse(?:n)? er ikke (?:et )?krav"
)
"""The advert says somewhere that one need not be trained."""


_SAYS_SO: Final = re.compile(r"uddan|autoris|svendebrev|fagbrev|udlært|faglært|skilled|certificate")
_TEACHING_ONLY: Final = re.compile(r"pædagogisk(?:e)?$")
_NO_PEDAGOGUE: Final = re.compile(
    r"pædagog(?:medhjælper|isk assistent|isk medhjælper|studerende|isk (?:arbejde|praksis|ledelse|leder|metode|"
    r"tilgang|faglig))"
)


def _education(doc: Document, title_end: int) -> Iterator[Proposal]:
    untrained = bool(_UNTRAINED_TOO.search(doc.low))
    for code, pattern in coded("education"):
        for match, clause in doc.find(pattern):
            if not _is_asked(doc, match, clause, title_end) or (code == "pedagogue" and _of_the_work(doc, match)):
                continue
            wanted = how_wanted(doc, clause, match)
            if wanted == "no":
                continue
            if untrained or _OR_NOT.search(doc.low[slice(*doc.sentence_at(match.start()))]):
                wanted = "preferred"
            asked = Necessity.LEGAL if code in _LEGAL else Necessity.TASK
            necessity = Necessity.PREFERENCE if wanted == "preferred" else asked
            value = requirement("education", Credential(code).value, necessity)
            yield found(doc, "requirements", value, match.start(), match.end(), 0.75)


def _is_asked(doc: Document, match: re.Match[str], clause: Clause, title_end: int) -> bool:
    """Whether a schooling is asked of the reader, rather than told of colleagues or of the place."""
    if match.start() < title_end:
        return True
    sought = _SAYS_SO.search(match[0]) or _opens_the_advert(doc, match) or _SOUGHT.search(clause.low)
    return bool(sought) and not _COLLEAGUES.search(clause.low)


def _of_the_work(doc: Document, match: re.Match[str]) -> bool:
    """Whether "pædagogisk" tells of the work or of another job than the pedagogue's."""
    beside = doc.low[match.start() : match.end() + 14]
    other = _TEACHING_ONLY.search(match[0]) or _NO_PEDAGOGUE.search(beside)
    return bool(other) and "uddannelse" not in match[0]


_OR_NOT: Final = re.compile(
    r"(?:\b(?:eller|og/eller|or|og)\b|/) ?(?:\w+ )?(?:ufaglært\w*|ikke[- ]uddannet\w*|ufaglærte|"
    r"pædagogmedhjælper\w*|-?medhjælper\w*|"
    r"lyst til at blive|bare |blot |selvlært\w*|unskilled|pædagogstuderende|studerende|erfaring som|"
    r"(?:har |en |med |du har )*(?:anden|andet|lignende|tilsvarende))|"
    r"\b(?:ufaglært\w*|ikke[- ]uddannet\w*|\w*medhjælper\w*|unskilled) ?(?:/| eller | or | og/eller )"
)
"""Schooling beside which those without are welcome too: "pædagog eller pædagogmedhjælper"."""


def _opens_the_advert(doc: Document, match: re.Match[str]) -> bool:
    """Whether the text begins by naming who is looked for: "Social- og sundhedshjælper til hjemmeplejen"."""
    first, _ = doc.sentence_at(match.start())
    early = any(first == start for start, _ in doc.sentences[:2])
    return early and first == match.start() and bool(re.match(r"\s*(?:til|søges|i|på|ved)\b", doc.low[match.end() :]))


_EXPERIENCE: Final = re.compile(
    r"\b(?:(?:relevant |tidligere |nogen |lidt |bred |solid |flere års |stor |\d+ års |minimum \w+ års |"
    r"praktisk )?erfaring(?:en|er)?|erfaren|erfarne|(?:previous |some |relevant |prior |"
    r"work )?experienced?)\b"
)


_EXPERIENCE_WANTED: Final = re.compile(
    r"\b(?:du (?:har|skal have|er)|har du|krav|kræv\w*|forudsæt\w*|erfaring (?:med|fra|inden ?for|som|i)|"
    r"erfar(?:en|ne) (?:\w+)|vi (?:søger|forventer|ser gerne|lægger vægt)|with experience|"
    r"experience (?:with|in|from|as|is)|you have|required|vigtigt|fordel\w*|et plus|gerne|advantage|"
    r"experienced \w+|ikke (?:et )?krav|nødvendig\w*)\b"
)


_OUR_EXPERIENCE: Final = re.compile(
    r"\b(?:vi har (?:\w+ ){0,3}erfaring|vores erfaring\w*|(?:med|stor|"
    r"mange års) (?:faglig )?erfaring,? (?:vi|som|og vi)|personalegruppe\w*|kolleger|medarbejdere med|"
    r"få erfaring|du får|erfaringer(?:ne)? (?:fra vores|viser)|nye erfaringer|erfaringsudveksl\w*|"
    r"dele erfaring\w*|give dig erfaring|gain experience|our experience|erfarne kolleger|"
    r"experienced colleagues|løn\w*|salary|anciennitet)\b"
)


_EITHER_WAY: Final = re.compile(
    r"\b(?:nyuddannet|ny i faget|erfaren|erfaring\w*|uerfaren)\b[^.;]{0,40}\b(?:betyder (?:ikke|mindre)|"
    r"er (?:ikke )?(?:underordnet|"
    r"afgørende|ligegyldig\w*)|uanset)|\b(?:uanset om|om du er (?:ny|erfaren|nyuddannet))\b[^.;]{0,40}\b(?:erfar\w*|"
    r"nyuddannet)"
)
"""New or experienced, either will do."""


def _experience(doc: Document) -> Iterator[Proposal]:
    for match, clause in doc.find(_EXPERIENCE):
        if (
            _OUR_EXPERIENCE.search(clause.low)
            or _EITHER_WAY.search(doc.low[slice(*doc.sentence_at(match.start()))])
            or not _EXPERIENCE_WANTED.search(clause.low)
        ):
            continue
        wanted = how_wanted(doc, clause, match)
        if wanted == "no":
            continue
        necessity = Necessity.PREFERENCE if wanted == "preferred" else Necessity.TASK
        text = clause.text[max(0, match.start() - clause.start) :].strip(" .,;:")[:120]
        yield found(doc, "requirements", requirement("experience", text, necessity), match.start(), match.end(), 0.7)
        return
