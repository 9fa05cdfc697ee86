"""One person's LinkedIn profile: text copied from the page, or LinkedIn's own "Save to PDF".

Both are prose without marks: what is told are the headings (in seven languages), the lines that
are a span of time, and, in a PDF, the sizes of letters. A part that is missing is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from infodesk.core.contacts import HeldPosition, Schooling
from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportFile
from infodesk.core.links import profile_slug
from infodesk.core.text import LINE_LIMIT, clean_line, fold
from infodesk.formats.cells import addresses
from infodesk.formats.contacts import AddressBook, Entry
from infodesk.formats.dates import parse_month

PASTED = "pasted-profile"
MAX_TEXT = 200_000
"""Characters of a profile; the longest real ones have a tenth of it."""

_HEADINGS = {
    "contact": "Contact|Contact info|Kontakt|Kontaktinfo|Coordonnées|Contactar|Contacto"
    "|Información de contacto|Contato|Contatti|Contactgegevens",
    "skills": "Top Skills|Skills|Top-Kenntnisse|Kenntnisse|Kenntnisse und Fähigkeiten"
    "|Principales compétences|Compétences|Aptitudes principales|Conocimientos y aptitudes"
    "|Aptitudes|Principais competências|Competências|Competenze principali|Competenze"
    "|Belangrijkste vaardigheden|Vaardigheden",
    "about": "Summary|About|Zusammenfassung|Info|Résumé|Infos|À propos|Extracto|Acerca de|Resumo"
    "|Sobre|Riepilogo|Informazioni|Samenvatting|Over",
    "experience": "Experience|Berufserfahrung|Erfahrung|Expérience|Expériences|Experiencia"
    "|Experiência|Esperienza|Ervaring",
    "education": "Education|Ausbildung|Bildung|Formation|Educación|Formación"
    "|Formação acadêmica|Formação|Formazione|Opleiding",
    "": "Languages|Sprachen|Langues|Idiomas|Lingue|Talen|Certifications|Licenses & certifications"
    "|Zertifikate|Bescheinigungen und Zertifikate|Licences et certifications|Certificaciones"
    "|Licencias y certificaciones|Certificados|Certificazioni|Certificaten|Honors-Awards"
    "|Honors & awards|Auszeichnungen|Distinctions|Reconocimientos|Publications"
    "|Veröffentlichungen|Publicaciones|Patents|Patente|Projects|Projekte|Projets|Proyectos"
    "|Courses|Kurse|Cours|Cursos|Volunteering|Volunteer experience|Ehrenamt|Bénévolat"
    "|Voluntariado|Recommendations|Empfehlungen|Recommandations|Recomendaciones|Activity"
    "|Aktivitäten|Activité|Actividad|Interests|Interessen|Centres d’intérêt|Intereses|Featured"
    "|Im Fokus|Sélection|Destacado|Organizations|Organisationen|Organisations|Organizaciones"
    "|Highlights|Causes|Services|Test scores|People also viewed|More profiles for you",
}


def _folded(names: str) -> frozenset[str]:
    return frozenset(map(fold, names.split("|")))


_SECTION_OF = {
    fold(heading): section for section, names in _HEADINGS.items() for heading in names.split("|")
}
_NOW = _folded(
    "Present|Now|Current|Heute|Gegenwärtig|Aujourd’hui|Aujourd'hui|Présent|Actualidad|Presente"
    "|Actualmente|Atual|O momento|Atualmente|Oggi|Attuale|Heden"
)
_TO = re.compile(r"\s*[–—]\s*|\s+(?:-|to|bis|à|au|a|al|hasta|até|tot)\s+", re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?:·|\(|\|).*$")
_UNIT = (
    r"(?:years?|yrs?|months?|mos?|jahre?n?|monate?n?|ans?|années?|mois|años?|meses|mes|anos?|mês"
    r"|anni|anno|mesi|mese|jaar|maanden|maand|less than a year)"
)
_DURATION = re.compile(rf"(?:\d{{1,2}}\+? {_UNIT}[ ,.]*){{1,2}}", re.IGNORECASE)
_KINDS = _folded(
    "Full-time|Part-time|Self-employed|Freelance|Contract|Internship|Apprenticeship|Seasonal"
    "|Permanent|Vollzeit|Teilzeit|Selbstständig|Freiberuflich|Befristet|Praktikum|Werkstudium"
    "|Temps plein|Temps partiel|CDI|CDD|Indépendant|Freelance|Stage|Alternance|Jornada completa"
    "|Media jornada|Autónomo|Profesional independiente|Contrato temporal|Prácticas"
    "|Tempo integral|Meio período|Autônomo|Estágio|A tempo pieno|Part-time|Tirocinio|Fulltime"
    "|Parttime"
)
_WORKPLACES = _folded(
    "On-site|Hybrid|Remote|Vor Ort|Hybrid|Remote|Sur site|Hybride|À distance|Presencial|Híbrido"
    "|En remoto|Remoto|Híbrida|In sede|Ibrido|Da remoto|Op locatie"
)
_NOISE = re.compile(
    r"(?:(?:page|seite|página|pagina) \d+ (?:of|von|sur|de|di|van) \d+|page \d+ sur \d+"
    r"|…?\s*(?:see|show) (?:more|all|less|credential).*|…?\s*mehr anzeigen|alle .* anzeigen"
    r"|…?\s*voir plus|afficher .*|…?\s*ver más|mostrar .*"
    r"|(?:she|he|they|sie|er|elle|il|ella|él)/\w+(?:\s*·.*)?|·?\s*(?:1st|2nd|3rd|1\.|2\.|3\.)\+?"
    r"(?: degree connection)?|[\d.,\s]+\+? (?:connections|followers|kontakte|follower|relations"
    r"|abonnés|contactos|seguidores|mutual connections).*"
    r"|message|follow|connect|more|pending|nachricht|folgen|vernetzen|mehr|se connecter|suivre"
    r"|plus|conectar|seguir|enviar mensaje|más|endorse|\d+ endorsements?|endorsed by .*"
    r"|(?:open to|background image|profile photo|verified).*)",
    re.IGNORECASE,
)
_LOGO = re.compile(
    r"(?P<a>.+?)[ -]logo|logo (?:von|de|di|da|van) (?P<b>.+)|logotipo de (?P<c>.+)", re.IGNORECASE
)
_CONTACT_INFO = re.compile(
    r"\s*·?\s*(?:contact info|kontaktinfo|kontaktdaten|coordonnées|información de contacto"
    r"|informações de contato|informazioni di contatto|contactgegevens)$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(\+?[\d(][\d\s()./-]{5,20}\d)(?:\s*\(([^)]{1,30})\))?")
_LABELLED_LINK = re.compile(r"([\w-]+(?:\.[\w-]+)+(?:/\S*)?) \(([^()]{1,40})\)")
_LONG_PLACE = 80


class Line(NamedTuple):
    """A line of a profile; `size` of its letters in points, 0 where it is not known."""

    text: str
    size: float = 0.0


class Span(NamedTuple):
    """A time from one month to another; no end is now."""

    start: date
    end: date | None


# Lines


def read_profile(text: str, name: str = "") -> ImportFile:
    """Read a profile that was copied from LinkedIn's page, as a file with one person.

    Pure. Raises BadImportFile: empty, too-large, no-people if it is no profile.
    """
    if len(text) > MAX_TEXT:
        raise BadImportFile(reason="too-large", path=name)
    lines = [Line(clean_line(line)) for line in re.split(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]", text)]
    if not any(line.text for line in lines):
        raise BadImportFile(reason="empty", path=name)
    return profile_of(list(without_noise(lines)), name, PASTED, title_first=True)


def without_noise(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out what is of the page and not of the person; LinkedIn says most lines twice."""
    before = ""
    for line in lines:
        text = line.text
        if not text or _NOISE.fullmatch(text):
            continue
        said = _TO.sub(" - ", fold(text))
        if said != before:
            yield line
        before = said


def section_of(text: str) -> str | None:
    """Return which section a line heads: '' for one that is not read, None if it is no heading."""
    return _SECTION_OF.get(fold(text)) if len(text) < 50 else None


@dataclass(slots=True)
class _Sections:
    """The lines of a profile by section; `head` is what stands above the first heading."""

    head: list[Line] = field(default_factory=list)
    by_name: dict[str, list[Line]] = field(default_factory=dict)

    def of(self, name: str) -> list[Line]:
        return self.by_name.get(name, [])


def _sections(lines: Sequence[Line]) -> _Sections:
    found = _Sections()
    current = found.head
    for line in lines:
        section = section_of(line.text)
        if section is None or (line is lines[0]):
            current.append(line)
        else:
            current = found.by_name.setdefault(section, [])
    return found


# The person


def profile_of(
    lines: Sequence[Line], name: str, kind: str, *, title_first: bool, aside: Sequence[Line] = ()
) -> ImportFile:
    """Return the one person that `lines` tell of; BadImportFile (no-people) if they tell of none.

    `title_first` says that a position's title stands above its company, as on the page; in a PDF
    it is the other way round. `aside` are the lines of a PDF's narrow column.
    """
    sections, beside = _sections(lines), _sections([Line(""), *aside])
    headed = not sections.head or section_of(sections.head[0].text) is not None
    if headed or not (sections.by_name or beside.by_name):
        raise BadImportFile(reason="no-people", path=name)
    entry = Entry(line=1, full=sections.head[0].text)
    _take_head(entry, sections.head[1:])
    for text in _unbroken([*sections.of("contact"), *beside.of("contact"), *beside.head]):
        if not _take_contact(entry, text) and (labelled := _LABELLED_LINK.fullmatch(text)):
            entry.links.append((labelled[1], labelled[2]))
    entry.about = ["\n".join(line.text for line in sections.of("about"))]
    entry.skills = [
        line.text for line in (*beside.of("skills"), *sections.of("skills")) if len(line.text) < 100
    ]
    entry.positions = _positions(sections.of("experience"), title_first=title_first)
    entry.education = _education(sections.of("education"))
    now = next((each for each in entry.positions if each.is_current), None)
    if now:
        entry.position, entry.company = now.title, now.company
    elif not entry.positions:
        entry.position, entry.headline = entry.headline, ""
    book = AddressBook(name, kind)
    book.add(entry)
    file = book.file()
    if not file.rows:
        raise BadImportFile(reason="no-people", path=name)
    return file


def _take_head(entry: Entry, lines: Sequence[Line]) -> None:
    """Take headline and place from the lines below the name."""
    texts: list[str] = []
    for line in lines:
        if line.text == entry.full or _take_contact(entry, line.text):
            continue
        if _CONTACT_INFO.search(line.text):
            entry.location = entry.location or _CONTACT_INFO.sub("", line.text)
            continue
        texts.append(line.text)
    if texts and not entry.location and len(texts) > 1 and _is_place(texts[-1]):
        entry.location = texts.pop()
    # On the page employer and school follow the headline; they come again further down.
    big = [line for line in lines if line.size]
    entry.headline = clean_line(" ".join(texts) if big else (texts[0] if texts else ""))


def _is_place(text: str) -> bool:
    return len(text) < _LONG_PLACE and not text.endswith((".", "!", "?", ":"))


def _unbroken(lines: Sequence[Line]) -> Iterator[str]:
    """Yield lines of contact; an address that the narrow column broke is in one piece again."""
    held = ""
    for line in lines:
        text = f"{held} {line.text}" if line.text.startswith("(") else held + line.text
        bare = " " not in text and "@" not in text
        held = text if bare and ("linkedin.com" in text or "://" in text) else ""
        if not held:
            yield text
    if held:
        yield held


def _take_contact(entry: Entry, text: str) -> bool:
    """Take addresses, links and phone numbers from a line; say whether it is nothing else."""
    if found := addresses(text):
        entry.emails += [(address, "") for address in found]
        return True
    first = text.split(" ")[0]
    if profile_slug(first) or "://" in first or first.startswith("www."):
        entry.links.append((first, ""))
        return True
    if phone := _PHONE.fullmatch(text):
        entry.phones.append((phone[1], phone[2] or ""))
        return True
    return False


# Careers


def span_of(text: str) -> Span | None:
    """Return the time that a line is ("Jan 2020 - Present · 3 yrs"), None if it is none."""
    if len(text) > 120:
        return None
    ends = _TO.split(_BEHIND.sub("", text).strip())
    start = parse_month(ends[0]) if len(ends) in (1, 2) else None
    if start is None or not any(sign.isdigit() for sign in ends[0]):
        return None
    if len(ends) == 1:
        # A year by itself, as a position that lasted no longer has it.
        return Span(start, start) if re.fullmatch(r"\D*\d{4}", ends[0]) else None
    if fold(ends[1]) in _NOW:
        return Span(start, None)
    end = parse_month(ends[1])
    return Span(start, end) if end else None


def _positions(lines: Sequence[Line], *, title_first: bool) -> list[HeldPosition]:
    """Return the positions told by `lines`: each stands round a line that is a time."""
    spans = [(place, span) for place, line in enumerate(lines) if (span := span_of(line.text))]
    found: list[HeldPosition] = []
    company = ""
    heads: list[tuple[int, str, str]] = []
    floor = 0
    for place, _ in spans:
        reader = _title_first if title_first else _company_first
        start, title, company = reader(lines, floor, place, company)
        heads.append((start, title, company))
        floor = place + 1
    for number, (place, span) in enumerate(spans):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        rest = [line.text for line in lines[place + 1 : end] if not _LOGO.fullmatch(line.text)]
        where = ""
        if rest and _is_where(rest[0]):
            where = rest.pop(0).split(" · ")[0]
            where = "" if fold(where) in _WORKPLACES else where
        _, title, employer = heads[number]
        found.append(
            HeldPosition(
                title=title[:LINE_LIMIT],
                company=employer[:LINE_LIMIT],
                place=where,
                text="\n".join(rest),
                started_on=span.start,
                finished_on=span.end,
                is_current=span.end is None,
            )
        )
    return sorted(found, key=lambda each: not each.is_current)


def _is_where(text: str) -> bool:
    last = fold(text.split(" · ")[-1])
    return last in _WORKPLACES or (_is_place(text) and "," in text and len(text.split()) < 9)


def _title_first(
    lines: Sequence[Line], floor: int, place: int, company: str
) -> tuple[int, str, str]:
    """Return where a position begins on the page, its title and its company.

    "Title, Company · Full-time, time", or under a company with several positions only
    "Title, Full-time, time".
    """
    above = [line.text for line in lines[floor:place]]
    for number, text in enumerate(above):
        if logo := _LOGO.fullmatch(text):
            company = logo["a"] or logo["b"] or logo["c"]
            above, floor = above[number + 1 :], floor + number + 1
            break
    for number, text in enumerate(above):
        if _DURATION.fullmatch(text.split(" · ")[-1]) and number:  # a company's whole time
            company = above[number - 1]
            above, floor = above[number + 1 :], floor + number + 1
            while above[1:] and _is_where(above[0]):
                above, floor = above[1:], floor + 1
            title = above[0] if above else ""
            return max(floor - number - 1, 0), title, company
    if not above:
        return place, "", company
    *_, last = above
    employer, _, kind = last.partition(" · ")
    if fold(last) in _KINDS:
        return place - len(above[-2:]), above[-2] if len(above) > 1 else "", company
    if kind or len(above) > 1:
        title = above[-2] if len(above) > 1 else ""
        return place - len(above[-2:]), title, employer
    return place - 1, last, company


def _company_first(
    lines: Sequence[Line], floor: int, place: int, company: str
) -> tuple[int, str, str]:
    """Return where a position begins in a PDF, its title and its company.

    "Company, Title, time", and for further positions there "Title, time". The company's letters
    are larger than those of what was written about the position before.
    """
    above = lines[floor:place]
    if not above:
        return place, "", company
    title = above[-1]
    if len(above) == 1:
        return place - 1, title.text, company or title.text
    before = above[-2]
    if _DURATION.fullmatch(before.text) and len(above) > 2:
        return place - 3, title.text, above[-3].text
    sized = bool(before.size and lines[place].size)
    larger = before.size > lines[place].size + 0.3
    if (sized and larger) or (not sized and (floor == 0 or _is_heading_like(before.text))):
        return place - 2, title.text, before.text
    return place - 1, title.text, company


def _is_heading_like(text: str) -> bool:
    return len(text) < _LONG_PLACE and not text.endswith((".", "!", "?", ":", ",", ";"))


_YEARS = re.compile(r"\s*·?\s*\((?P<years>[^()]*\d{4}[^()]*)\)\s*$")


def _education(lines: Sequence[Line]) -> list[Schooling]:
    """Return the schools told by `lines`: a line for the school, one for the degree, the time."""
    found: list[Schooling] = []
    pending: list[str] = []

    def put(span: Span | None) -> None:
        if pending:
            school, *rest = pending[:2]
            found.append(
                Schooling(
                    school=school,
                    degree=rest[0] if rest else "",
                    started_on=span.start if span else None,
                    finished_on=span.end if span else None,
                )
            )
        pending.clear()

    for line in lines:
        years = _YEARS.search(line.text)
        if _LOGO.fullmatch(line.text):
            put(None)
        elif years:
            if degree := line.text[: years.start()].strip(" ·"):
                pending.append(degree)
            put(span_of(years["years"]))
        elif span := span_of(line.text):
            put(span)
        elif not line.text.lower().startswith(("grade:", "note:", "activities and")):
            pending.append(line.text)
            if len(pending) == 3:  # two lines without a time were a school of their own
                third = pending.pop()
                put(None)
                pending.append(third)
    put(None)
    return found
