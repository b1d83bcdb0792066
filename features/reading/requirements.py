"""What a vacancy asks for: licences, certificates, schooling, background checks, languages, experience.

How much it is asked for decides the necessity: "en fordel" is a preference; a required driving licence or an
authorised health profession is law; truck, crane, lift and welding papers are safety; the rest is the task's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.lexicon import coded
from features.reading.proposal import Proposal
from features.reading.scope import negated
from features.vocabulary import Credential, Necessity

_LICENCES: Final = frozenset({"AM", "B", "BE", "C", "CE", "D", "T"})
_CHECKS: Final = frozenset({"criminal_record", "child_record"})
_LEGAL: Final = _LICENCES | {"driver_qualification", "taxi", "adr", "nurse", "sosu_assistant", "guard", "electrician", "child_record"}
_SAFETY: Final = frozenset({"truck", "stacker", "crane", "telehandler", "lift_platform", "welding_26", "hot_work", "epoxy", "asphalt", "scaffold", "road_work", "chainsaw", "spraying"})
_PREFERRED: Final = re.compile(
    r"\b(?:(?:en |klar |stor |er det en |dog en )?fordel(?:agtig\w*)?|et (?:stort |kæmpe )?plus|plus(?= |$|,|\.)|gerne(?! (?:have|hjælpe))|ønskeligt?|ønskes|ikke (?:et |noget |nogen )?(?:absolut |ubetinget )?krav|intet krav|optimalt|foretrækkes|foretrækker|preferred|preferably|(?:an )?advantage\w*|a plus|nice to have|måske har|meget gerne|velkommen(?:t)?|bonus|helst|hvis du (?:har|samtidig|også)|ikke nødvendig\w*|ikke en nødvendighed|(?:er det )?en styrke|desirable|ideally|not (?:a )?(?:requirement|demand|required|necessary|needed))\b"
)
_DROPPED: Final = re.compile(
    r"\b(?:ikke (?:et |noget |nogen )?(?:absolut |ubetinget )?(?:krav|nødvendig\w*|forudsætning|betingelse|en betingelse)|intet krav|ingen krav|kræver (?:ikke|ingen)|ikke (?:have|kræves|kræver|behøver)|behøver (?:du )?ikke|kræves ikke|uden krav|not (?:a )?(?:requirement|demand|required|necessary|needed)|no (?:\w+ )?(?:required|needed)|er ligegyldig|ingen betingelse|uanset om|stiller ikke krav)\b"
)
_BUT_LIKED: Final = re.compile(r"\b(?:fordel\w*|et plus|gerne|ønskelig\w*|advantage|a plus|preferred|preferably|velkommen)\b")
_GIVEN: Final = re.compile(
    r"\b(?:vi (?:hjælper|betaler|sørger|tilbyder|giver|finansierer)|mulighed for at (?:tage|få|erhverve)|kan du (?:få|tage)|får du (?:mulighed|et)|vil du få|kommer på kursus|kursus i|tilbydes|oplær\w*|we (?:offer|pay|help|provide)|villig til at (?:tage|erhverve)|uddannes? (?:dig|i)|opkvalificer\w*)\b"
)
_CHECKED: Final = re.compile(r"\b(?:indhent\w*|indhentes|krav|forudsæt\w*|kræv\w*|skal|fremvis\w*|ren|ansættelse\w*|betinge\w*|vi beder|requires?|must|obtain\w*)\b")
_COLLEAGUES: Final = re.compile(r"\b(?:sammen med|samarbejd\w*|kolleg\w+|består af|team(?:et)? af|bestående af|tværfaglig\w*|tæller|hverdagen med|sparring med|ansatte (?:er|har)|vi er \d+|vores (?:sygeplejersker|pædagoger|assistenter)|kontakt til|heraf|dygtige (?:pædagoger|sygeplejersker)|personalegruppe\w*|alongside|afløse|teamet|medarbejderne|medhjælper til|i stedet for|lærer, pædagog)\b")
_SOUGHT: Final = re.compile(r"\b(?:uddan\w*|autoris\w*|autorisation|faglært|udlært|svendebrev|eksamen|du er|er du|vi søger|søger (?:vi )?(?:en|\d)|søges|ansætte|baggrund som|eksamineret|trained|qualified|authori[sz]\w*|registered|uddannelse|educated|vi mangler|looking for|må være|skal være|licen[cs]ed|har du en)\b")


def read_requirements(doc: Document, title_end: int) -> Iterator[Proposal]:
    """Requirement proposals, one per kind and code; a hard statement wins over a preference."""
    best: dict[tuple[str, str], Proposal] = {}
    for proposal in (*_credentials(doc), *_education(doc, title_end), *_languages(doc), *_experience(doc)):
        key = (proposal.value["kind"], proposal.value["code"])
        held = best.get(key)
        if held is None or (held.value["necessity"] == "preference" and proposal.value["necessity"] != "preference"):
            best[key] = proposal
    yield from best.values()


def _value(kind: str, code: str, necessity: Necessity, **more: Any) -> dict[str, Any]:
    negotiable = {Necessity.LEGAL: 0.0, Necessity.SAFETY: 0.0, Necessity.TASK: 0.5, Necessity.PREFERENCE: 1.0}[necessity]
    return {"kind": kind, "code": code, "necessity": necessity.value, "negotiability": negotiable, **more}


def _wanted(doc: Document, clause: Clause, match: re.Match[str]) -> str:
    """"required", "preferred" or "no": how the sentence asks for what it names."""
    first, last = doc.sentence_at(match.start())
    near = clause.low
    tail = doc.low[match.end() : min(last, match.end() + 60)]
    if _GIVEN.search(near):
        return "no"
    if _DROPPED.search(near) or _DROPPED.match(tail.lstrip()):
        return "preferred" if _BUT_LIKED.search(doc.low[first:last]) else "no"
    if negated(clause, match.start(), match.end(), 3):
        return "preferred" if _PREFERRED.search(near) else "no"
    heading = doc.low[max(0, first - 60) : first]
    if _prefers(clause, match) or re.search(r"(?:fordel|et plus|preferred)[^.\n]{0,12}(?:hvis|:|if|at du)[^.\n]{0,20}\n?$", heading):
        return "preferred"
    return "required"


_PAPER: Final = re.compile(r"\w*(?:kort|bevis|certifikat|attest|licen[cs]e|certificate|uddannelse)(?:et)?\b|§")


def _prefers(clause: Clause, match: re.Match[str]) -> bool:
    """Whether a cue of preference near the words speaks of them and not of another paper in between."""
    first, last = match.start() - clause.start, match.end() - clause.start
    for cue in _PREFERRED.finditer(clause.low):
        between = clause.low[cue.end() : first] if cue.end() <= first else clause.low[last : cue.start()]
        after = cue.start() >= last
        told_apart = re.search(r"\b(?:har|have|skal|kræv\w*|krav|must|must have)\b", clause.low[:first] + between)
        if after and re.search(r", (?:og|samt|and) | (?:og|samt|and) ", between) and _PAPER.search(between) and (told_apart or "," in between):
            continue
        if len(between) < 90 and not (_PAPER.search(between) and not re.fullmatch(r"[^.;]*(?:og|eller|samt|/|,)[^.;]*", between)):
            return True
    return False


def _credentials(doc: Document) -> Iterator[Proposal]:
    taken: list[tuple[int, int]] = []
    for code, pattern in coded("credentials"):
        for match, clause in doc.find(pattern):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            wanted = _wanted(doc, clause, match)
            if wanted == "no" or code == "first_aid" and not re.search(r"bevis|kursus|certifi|skal|krav|har", clause.low):
                continue
            yield found(doc, "requirements", _credential(code, wanted), match.start(), match.end(), 0.88)
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
        return _value(kind, code, Necessity.PREFERENCE)
    return _value(kind, code, Necessity.LEGAL if code in _LEGAL else Necessity.SAFETY if code in _SAFETY else Necessity.TASK)


def _education(doc: Document, title_end: int) -> Iterator[Proposal]:
    for code, pattern in coded("education"):
        for match, clause in doc.find(pattern):
            in_title = match.start() < title_end
            word = match[0]
            says_so = re.search(r"uddan|autoris|svendebrev|fagbrev|udlært|faglært|skilled|certificate", word)
            if not (says_so or in_title or _SOUGHT.search(clause.low)) or (_COLLEAGUES.search(clause.low) and not in_title):
                continue
            if code == "pedagogue" and (re.search(r"pædagogisk(?:e)?$", word) or re.search(r"pædagog(?:medhjælper|isk assistent|isk medhjælper|studerende|isk (?:arbejde|praksis|ledelse|leder|metode|tilgang|faglig))", doc.low[match.start() : match.end() + 14])) and "uddannelse" not in word:
                continue
            wanted = _wanted(doc, clause, match)
            if wanted == "no":
                continue
            necessity = Necessity.PREFERENCE if wanted == "preferred" else Necessity.LEGAL if code in _LEGAL else Necessity.TASK
            yield found(doc, "requirements", _value("education", Credential(code).value, necessity), match.start(), match.end(), 0.75)


_LANGUAGE_ASKED: Final = re.compile(
    r"\b(?:tale\w*|taler|snakke\w*|forstå\w*|læse\w*|skrive\w*|skrift\w*|mundtlig\w*|sprog\w*|flydende|beherske\w*|kundskab\w*|kommunik\w*|begå|formuler\w*|niveau|godt?|gode|speak\w*|understand\w*|read|writ\w*|fluent\w*|language|spoken|proficien\w*|kunne|kan|nok|krav|required|necessary|danskkundskaber\w*|skills|gør\w* dig forståelig)\b"
)
_NOT_ASKED: Final = re.compile(r"\b(?:undervis\w* i|dansklærer|faget|fagene|lærer i|underviser|matematik|undervisning i|dansk(?:e)? (?:virksomhed\w*|folkeskole|industri|erhverv\w*|kunder|marked\w*|lov\w*|krav|kvalitet|kroner|overenskomst\w*)|on danish|in denmark|english version|engelsk version|danish (?:companies|market|customers|food|crown|law|collective|labour|society))\b")
_LANGUAGE_LEVELS: Final = (
    ("C1", r"flydende|perfekt|fejlfrit|fluent\w*|modersmål\w*|native|højt niveau|upåklagelig\w*"),
    ("B2", r"(?:rigtig|meget|særdeles|very|ubesværet) (?:godt?|gode|good|well)|behersk\w*|proficien\w*|sikker\w*|formuler\w* dig (?:godt|klart|sikkert)|sans for"),
    ("A2", r"gøre? (?:dig|sig) forståelig\w*|lidt|basal\w*|basis\w*|basic|en smule|some|grundlæggende|simpelt?|nok til at|på et niveau|begå (?:dig|sig)|almindelige beskeder|beskeder"),
    ("B1", r"godt?|gode|fint|good|well|rimelig\w*"),
)


def _languages(doc: Document) -> Iterator[Proposal]:
    hits = [(code, match, clause) for code, pattern in coded("languages") for match, clause in doc.find(pattern)]
    hits = [hit for hit in hits if _LANGUAGE_ASKED.search(hit[2].low) and not _NOT_ASKED.search(hit[2].low)]
    for code, match, clause in hits:
        wanted = _wanted(doc, clause, match)
        if wanted == "no" or re.search(r"\b(?:oplæring|undervisning|kursus|lære|vi taler|arbejdssprog\w*|sprogmentor|på arbejdspladsen taler|lær dansk)\b", clause.low) and not re.search(r"\bdu\b.{0,20}\b(?:taler|kan|forstår|skal)", clause.low):
            continue
        together = [other for other, its, same in hits if same is clause and other != code and _joined_by_or(clause, match, its)]
        necessity = Necessity.PREFERENCE if wanted == "preferred" else Necessity.TASK
        more: dict[str, Any] = {"levels": _asked_levels(clause.low)}
        if together:
            more["any_of"] = "language"
        yield found(doc, "requirements", _value("language", code, necessity, **more), match.start(), match.end(), 0.82)


def _joined_by_or(clause: Clause, one: re.Match[str], other: re.Match[str]) -> bool:
    first, last = sorted((one.span(), other.span()))
    between = clause.low[first[1] - clause.start : last[0] - clause.start]
    after = clause.low[last[1] - clause.start : last[1] - clause.start + 22]
    return bool(re.search(r"\b(?:eller|or)\b|/", between)) or bool(re.match(r"[\s,]*(?:eller|or)\b", after)) and len(between) < 12


def _asked_levels(low: str) -> dict[str, str]:
    level = next((level for level, words in _LANGUAGE_LEVELS if re.search(rf"\b(?:{words})\b", low)), None)
    written = re.search(r"\b(?:skrift\w*|skrive\w*|læse\w*|read|writ\w*|written|formuler\w*)\b", low)
    spoken = re.search(r"\b(?:tale\w*|taler|snakke\w*|mundtlig\w*|kommunik\w*|speak\w*|spoken|begå|forståelig|flydende|fluent\w*)\b", low)
    heard = re.search(r"\b(?:forstå\w*|understand\w*)\b", low)
    skills = ["listen"] if heard and not spoken and not written else ["listen", "speak"]
    if written:
        reads, writes = re.search(r"\b(?:læse\w*|read)\b", low), re.search(r"\b(?:skriv\w*|writ\w*|skrift\w*|formuler\w*)\b", low)
        skills += (["read"] if reads and not writes else ["write"] if writes and not reads and not re.search("skrift", low) else ["read", "write"])
        skills = skills if spoken or heard or re.search("skrift", low) else skills[2:] or skills
    default = "B1" if written or spoken else "A2" if skills == ["listen"] else "B1"
    return dict.fromkeys(skills, level or default)


_EXPERIENCE: Final = re.compile(r"\b(?:(?:relevant |tidligere |nogen |lidt |bred |solid |flere års |stor |\d+ års |minimum \w+ års |praktisk )?erfaring(?:en|er)?|erfaren|erfarne|(?:previous |some |relevant |prior |work )?experienced?)\b")
_EXPERIENCE_WANTED: Final = re.compile(r"\b(?:du (?:har|skal have|er)|har du|krav|kræv\w*|forudsæt\w*|erfaring (?:med|fra|inden ?for|som|i)|erfar(?:en|ne) (?:\w+)|vi (?:søger|forventer|ser gerne|lægger vægt)|with experience|experience (?:with|in|from|as|is)|you have|required|vigtigt|fordel\w*|et plus|gerne|advantage|experienced \w+|ikke (?:et )?krav|nødvendig\w*)\b")
_OUR_EXPERIENCE: Final = re.compile(r"\b(?:vi har (?:\w+ ){0,3}erfaring|vores erfaring\w*|(?:med|stor|mange års) (?:faglig )?erfaring,? (?:vi|som|og vi)|personalegruppe\w*|kolleger|medarbejdere med|få erfaring|du får|erfaringer(?:ne)? (?:fra vores|viser)|nye erfaringer|erfaringsudveksl\w*|dele erfaring\w*|give dig erfaring|gain experience|our experience|erfarne kolleger|experienced colleagues|løn\w*|salary|anciennitet)\b")


def _experience(doc: Document) -> Iterator[Proposal]:
    for match, clause in doc.find(_EXPERIENCE):
        if _OUR_EXPERIENCE.search(clause.low) or not _EXPERIENCE_WANTED.search(clause.low):
            continue
        wanted = _wanted(doc, clause, match)
        if wanted == "no":
            continue
        necessity = Necessity.PREFERENCE if wanted == "preferred" else Necessity.TASK
        text = clause.text[max(0, match.start() - clause.start) :].strip(" .,;:")[:120]
        yield found(doc, "requirements", _value("experience", text, necessity), match.start(), match.end(), 0.7)
        return
