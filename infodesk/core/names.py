"""How names of people are spelled, shortened and written in other letters."""

import re
from functools import lru_cache

from infodesk.core.text import fold_name

_BETWEEN = re.compile(r"[\s\-]+")

_CYRILLIC = (
    "а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh"
    " ц ts ч ch ш sh щ shch ъ * ы i ь * э e ю yu я ya і i ї i є e ґ g ў u ј j љ lj њ nj ћ ch ђ dj"
    " џ dz"
)
_GREEK = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s τ t υ y φ f χ ch ψ ps"
    " ω o"
)


def _pairs(text: str) -> dict[int, str]:
    """Return a table for `str.translate` of "а a б b"; a star stands for nothing."""
    words = iter(text.split())
    return {ord(sign): like.replace("*", "") for sign, like in zip(words, words, strict=True)}


_LATIN = _pairs(_CYRILLIC) | _pairs(_GREEK)
_ALIKE = tuple(
    (re.compile(pattern), like)
    for pattern, like in (
        (r"shch|tsch|sch|sz|sh|ch|cz|tch|zh|dj|dz|dž", "s"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"yu|iu|ju", "u"),
        (r"i?[yij]a", "a"),
        (r"ae|oe|ue|ou", lambda found: {"ae": "a", "oe": "o", "ue": "u", "ou": "u"}[found[0]]),
        (r"ee|iy|ij|yi|ey|ei|ie|[yj]", "i"),
        (r"h(?![aeiou])", ""),
        (r"(.)\1+", r"\1"),
    )
)

# Forms of one given name; a form may stand in several rows.
_SHORT_FORMS = """
abigail abby gail
abraham abe bram
albert al bert
alexander alexandre alessandro alejandro alexandr alex alec sandy sasha sascha xander aleksander
alexandra alex sandra sasha alessandra alejandra aleksandra sandy
alfred alf fred freddie alfredo
amanda mandy
andrew andy drew andre andreas andrei andrej andres andrea
angela angie angelika
anna ann anne annie ana anita anja anya hannah hanna
anthony tony anton antonio antoine toni
anastasia nastya stacy
barbara barb barbie
benjamin ben benny
bernard bernie bernd bernhard
bradley brad
catherine katherine kathryn kate katie kati kathi kathy kathe cathy kat katja katharina catarina
charles charlie chuck carl karl carlos
charlotte lotte charlie
christina christine christiane kristina kristin chris tina christie kirsten
christopher christoph christian chris kris cristian christophe kit
cynthia cindy
daniel dan danny daniele
daniela danielle dani
david dave davey davide
deborah debra deb debbie
dennis denis
dmitri dmitry dmitriy dmytro dima mitya
donald don donnie
dorothy dot dottie dorothea dora
douglas doug
edward eddie ed ned ted teddy eduard eduardo edoardo
eleanor ellie nell nora elena
elizabeth elisabeth liz lizzie beth betty eliza lisa elsa bess libby elise betsy
emily em emma emilia
emmanuel manuel manny manu
eugene gene evgeny yevgeny
evelyn eve evie
florian flo
francis frank fran francisco francesco francois franz paco pancho
frances fran fanny francesca franziska francoise
frederick fred freddie fritz friedrich federico
gabriel gabe gabriele
gabriela gabi gaby gabrielle
george georg jorge giorgio georges yuri jurgen
gerald gerry jerry gerhard gerd gerard
gregory greg gregor grigory
guilherme gui william
guillermo memo william
gwendolyn gwen wendy
harold harry hal
helen helena elena nell hellen
henry harry hank heinrich henrik henri enrique enrico
ignacio nacho
isabella isabel bella izzy isabelle
ivan vanya john
jacob jake jakob jacques
jacqueline jackie
james jim jimmy jamie
jane janet jenny jean
jason jay
javier xavi xavier
jeffrey geoffrey jeff geoff
jennifer jen jenny jenna
jeremy jeremiah jerry jem
jessica jess jessie
jesus chuy
joan joanne joanna johanna jo
joaquim joaquin quim
johannes hannes hans john jan johann
john jack johnny jon jan juan joao giovanni jean ivan
jonathan jon johnny nathan
joseph joe joey jose josef giuseppe pepe ze beppe
josephine jo josie
joshua josh
judith judy jutta
julia julie giulia
julian jules
katarzyna kasia
kenneth ken kenny
kimberly kim
konstantin kostya costa
lawrence laurence larry laurent lorenzo lars
leonard leo len lenny leonardo leonhard
lillian lily lilly
louis lewis lou louie luis luigi ludwig lutz
lucas luke luca lukas lucas
lucia lucy luzia
magdalena magda lena
malgorzata gosia
manfred fred manni
margaret maggie meg peggy marge greta margarita margot rita margarete marguerite
maria mary marie mia mimi marija mariya
mark marc marcus marco markus marcos
martha marta patty
martin marty martino
matthew matt matthias mateo matteo matthieu mathias mats
maximilian max maxim maksim massimo
megan meg
melissa mel missy
michael mike mick mickey micha michel miguel michele mikhail misha michal
miroslav mirek mirko
mohammed muhammad mohamed mohammad mo mehmet
monica monika moni
natalia natalie natasha nat natalya nathalie
nathaniel nathan nate nat
nicholas nick nicky nico nikolaus nicolas nikolai kolya niklas nicola claus klaus
nicole nikki nicky
olga olya
oliver ollie olli olivier
olivia liv livvy
pamela pam
patricia pat patty tricia trish
patrick pat paddy patrice
paul pablo paolo pavel paulo
peter pete pedro pietro pierre piotr petr pyotr
philip phillip phil pip philipp felipe philippe filippo
rachel rach raquel
raymond ray raimund ramon
rebecca becky becca rebekka
reinhard reiner reini
richard rick dick rich ricky richie ricardo riccardo
robert rob bob bobby robbie bert roberto robin
roger rodger
ronald ron ronnie
roberta bobbie
rudolf rudi rolf
salvatore sal toto
samantha sam sammy
samuel sam sammy
sarah sara sally sadie
sebastian seb bastian sebastien basti
sergey sergei sergio serge seryozha
simon simone
sophia sophie sofia sofie zofia
stanislav stan slava stas
stephanie steph stefanie steffi stephania
stephen steven steve stefan stephan stefano esteban etienne stefanos
susan susanna sue suzie susie susanne suzanne
svetlana sveta lana
tatiana tanya tania tatjana
teresa theresa tess terry tessa resi
theodore theo ted teddy fyodor fedor
therese tess
thomas tom tommy tomas thom tommaso
timothy tim timmy
tobias toby tobi
ulrich uli ulli
ulrike uli ulli rike
ursula uschi ulla
valentin val
valentina val tina
veronica ronnie vera veronika
victor vic viktor vittorio
victoria vicky tori vic viktoria
vincent vince vinny vicente vincenzo
virginia ginny
vladimir vova volodya vlad volodymyr
walter walt wally
wilhelm willi willy william
william will bill billy liam willy guillaume
wolfgang wolf
yuliya yulia julia
zachary zach zack
"""
_FORMS: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_SHORT_FORMS.strip().splitlines()):
    for _form in _line.split():
        _FORMS[_form] = _FORMS.get(_form, frozenset()) | {_number}


@lru_cache(maxsize=100_000)
def spelled(word: str) -> str:
    """Return a folded word as it sounds in Latin letters: for comparing, never shown.

    "müller" and "mueller", "Дмитрий" and "dmitry", "schmidt" and "shmit" come together or near;
    so do some that differ, which is why this only proposes.
    """
    latin = word.translate(_LATIN)
    for pattern, like in _ALIKE:
        latin = pattern.sub(like, latin)
    return latin or word


def name_words(match_name: str) -> tuple[str, ...]:
    """Return the words of a folded name, those with hyphens apart and without apostrophes."""
    words = _BETWEEN.split(match_name.replace("'", ""))
    return tuple(word for word in words if word)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as written, folded as for matching."""
    return name_words(fold_name(name))


def short_forms(first_name: str) -> frozenset[int]:
    """Return numbers of the given names that a folded first name is a form of.

    Two first names that share a number may be one: "bob" and "robert".
    """
    return _FORMS.get(first_name.translate(_LATIN), frozenset())
