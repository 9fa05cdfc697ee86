"""What titles and company names tell: the role, its level, the industry; in English and German."""

import re

from infodesk.core.text import fold

_NO_WORD = re.compile(r"[\W_]+")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _set(
    "a an and at der die das des du de la le el en fur for im in m w d mwd of on or und the to von"
    " zu x i ii iii iv"
)

# Written together or apart, long or short: what means the same is one word. Longer phrases first.
_PHRASES: tuple[tuple[str, str], ...] = (
    ("chief executive officer", "ceo"),
    ("chief technology officer", "cto"),
    ("chief financial officer", "cfo"),
    ("chief operating officer", "coo"),
    ("chief product officer", "cpo"),
    ("chief information officer", "cio"),
    ("chief marketing officer", "cmo"),
    ("vice president", "vp"),
    ("machine learning", "ai"),
    ("maschinelles lernen", "ai"),
    ("artificial intelligence", "ai"),
    ("kunstliche intelligenz", "ai"),
    ("user experience", "ux"),
    ("user interface", "ux"),
    ("human resources", "hr"),
    ("people operations", "hr"),
    ("talent acquisition", "recruiter"),
    ("product owner", "product manager"),
    ("business intelligence", "data"),
    ("quality assurance", "quality"),
    ("customer success", "customer"),
    ("account executive", "sales"),
    ("business development", "sales"),
    ("site reliability", "devops"),
    ("supply chain", "logistics"),
    ("public relations", "communication"),
    ("research and development", "research"),
    ("real estate", "property"),
)

_ALIKE_GROUPS = (
    "engineer engineering ingenieur ingenieurin developer development programmer entwickler"
    " entwicklerin programmierer softwareentwickler softwareentwicklerin coder dev swe sde",
    "software softwareengineer backend frontend fullstack stack web app mobile ios android",
    "analyst analystin analytics analysis analyse analytiker",
    "scientist science wissenschaftler wissenschaftlerin researcher research forscher forscherin"
    " forschung",
    "data daten datenanalyst database bi",
    "manager managerin management leiter leiterin",
    "product produkt produktmanager produktmanagerin pm",
    "project projekt projektmanager projektmanagerin projektleiter program programme",
    "designer designerin design gestalter gestalterin ux ui",
    "consultant consulting beraterin berater beratung advisor adviser advisory",
    "sales vertrieb verkauf verkaufer seller",
    "marketing brand growth",
    "communication communications kommunikation",
    "recruiter recruiting recruitment personal personalreferent hr talent sourcer",
    "finance financial finanzen controller controlling accountant accounting buchhalter fp",
    "nurse nursing pfleger pflegerin krankenpfleger pflegefachfrau pflegefachmann rn",
    "doctor physician arzt arztin medic",
    "teacher lehrer lehrerin lecturer professor dozent dozentin educator instructor teaching",
    "lawyer attorney anwalt anwaltin rechtsanwalt rechtsanwaltin counsel jurist juristin legal",
    "writer author editor journalist redakteur redakteurin content copywriter",
    "architect architekt architektin architecture",
    "security sicherheit cybersecurity infosec",
    "devops sre platform infrastructure cloud",
    "operations betrieb ops",
    "logistics logistik einkauf procurement purchasing",
    "strategy strategie strategist strategic",
    "policy politik governance",
    "statistician statistik statistics biostatistician",
    "ai ml llm",
)
_CONCEPT = {
    word: group.split()[0] for group in map(str.strip, _ALIKE_GROUPS) for word in group.split()
}

_LEVELS = {
    0: "intern internship praktikant praktikantin trainee apprentice azubi auszubildende student"
    " studentin werkstudent werkstudentin volontar",
    1: "junior jr associate assistant assistent assistentin entry graduate einsteiger",
    3: "senior sr expert specialist manager managerin leiter leiterin teamleiter",
    4: "lead principal staff teamlead",
    5: "head director direktor direktorin bereichsleiter bereichsleiterin chair",
    6: "vp svp evp partner geschaftsleiter",
    7: "chief ceo cto cfo coo cpo cio cmo founder cofounder grunder grunderin geschaftsfuhrer"
    " geschaftsfuhrerin president vorstand owner inhaber inhaberin",
}
_LEVEL = {word: level for level, words in _LEVELS.items() for word in words.split()}
_USUAL_LEVEL = 2
# Words of a level that also say what somebody does.
_ALSO_ROLES = _set("manager managerin leiter leiterin specialist partner")

_FIELD_GROUPS = (
    "health healthcare hospital hospitals clinic clinical clinics medical medicine medizin klinik"
    " klinikum krankenhaus kliniken gesundheit care pflege pharma pharmaceutical pharmaceuticals"
    " biotech therapeutics patient patients medtech",
    "finance financial bank banking banken insurance versicherung versicherungen capital fintech"
    " invest investment investments asset payments finanz sparkasse",
    "education university universitat college school schools schule hochschule academy akademie"
    " bildung edtech learning institute",
    "software tech technology technologies it saas digital cloud data internet computing systems",
    "energy energie power solar wind utilities strom renewables stadtwerke oil gas climate",
    "automotive auto cars mobility motors fahrzeug mobilitat",
    "retail commerce ecommerce shop handel store stores einzelhandel",
    "media news verlag publishing press radio tv film entertainment games gaming",
    "public government federal state city council ministry ministerium amt behorde bundesamt"
    " landratsamt stadt verwaltung civil policy",
    "consulting beratung advisory consultants consultancy",
    "logistics logistik transport shipping freight spedition supply",
    "construction bau property immobilien housing architects",
    "food restaurant gastronomie catering agriculture farm landwirtschaft beverage",
    "nonprofit ngo charity foundation stiftung verein social humanitarian",
    "manufacturing industrie industrial maschinenbau engineering factory chemicals chemie",
    "legal law kanzlei rechtsanwalte solicitors",
    "travel tourism hotel hotels airline airlines reise",
    "telecom telekom telecommunications mobile network networks",
)
_FIELD = {word: group.split()[0] for group in _FIELD_GROUPS for word in group.split()}


def _words(text: str) -> list[str]:
    folded = f" {' '.join(_NO_WORD.sub(' ', fold(text)).split())} "
    for phrase, short in _PHRASES:
        folded = folded.replace(f" {phrase} ", f" {short} ")
    return [word for word in folded.split() if word not in _SMALL]


def role_words(title: str) -> frozenset[str]:
    """Return what somebody does: the words of a title without its level, alike ones as one."""
    words = _words(title)
    plain = [word for word in words if word not in _LEVEL or word in _ALSO_ROLES]
    return frozenset(_CONCEPT.get(word, word) for word in plain or words)


def level_of(title: str) -> int:
    """Return the level a title tells: 0 intern, 2 usual, 3 senior, 5 head, 7 chief."""
    found = [_LEVEL[word] for word in _words(title) if word in _LEVEL]
    if not found:
        return _USUAL_LEVEL
    return min(found) if min(found) == 0 else max(found)


def fields_of(text: str) -> frozenset[str]:
    """Return the industries that a company's name, a title or a wish speaks of.

    A word that belongs to none stands for itself: "beekeeping" finds "Beekeeping Supplies".
    """
    return frozenset(_FIELD.get(word, word) for word in _words(text) if len(word) > 1)
