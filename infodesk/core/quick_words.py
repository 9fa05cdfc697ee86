"""The words of the quick log line in each language it understands, as patterns.

What a verb governs ("to", "mit") belongs to the verb. Longer phrases stand before shorter ones.
"""

from collections.abc import Mapping

from infodesk.core.quick_actions import ActionKind

_A = r"(?:an? |the )?"

ENGLISH: Mapping[ActionKind, str] = {
    ActionKind.THANKED: rf"(?:sent|wrote) {_A}(?:thanks|thank[- ]you(?: note| mail| message)?)"
    r"(?: to)?|thanked",
    ActionKind.FOLLOWED_UP: rf"followed[- ]up(?: with| on)?|sent {_A}(?:follow[- ]?up|reminder)"
    r"(?: to)?|reminded|nudged",
    ActionKind.UPDATED: rf"sent {_A}update(?: to)?|updated|told (?=.*how it went)",
    ActionKind.SAID_YES: r"(?:said|replied|answered|wrote)(?: with)? yes|agreed|accepted",
    ActionKind.SAID_LATER: r"(?:said|replied|answered|wrote)(?: with)? (?:later|not now)",
    ActionKind.SAID_NO: r"(?:said|replied|answered|wrote)(?: with)? no|declined|turned me down",
    ActionKind.WROTE_BACK: r"replied|answered|wrote back|got back to me|rang me|called me",
    ActionKind.INVITED: rf"sent {_A}(?:invitation|invite)(?: to)?|invited",
    ActionKind.MAILED: rf"sent {_A}(?:e-?mail|mail)(?: to)?|e-?mailed|mailed",
    ActionKind.ASKED: rf"asked|sent {_A}request(?: to)?|requested",
    ActionKind.WROTE: rf"wrote(?: to)?|messaged|sent {_A}(?:message|note)(?: to)?|texted|pinged",
    ActionKind.CALLED: r"(?:talked|spoke)(?: to| with)?|called|rang|phoned"
    rf"|had {_A}(?:call|phone call)(?: with)?",
    ActionKind.MET: rf"met(?: up)?(?: with)?|saw|had {_A}(?:coffee|lunch|dinner|tea|meeting|talk)"
    r"(?: with)?|visited",
}
GERMAN: Mapping[ActionKind, str] = {
    ActionKind.THANKED: r"(?:dank|danke|dankesmail|dankesnachricht)(?: an)?"
    r" (?:geschickt|gesendet|geschrieben)|gedankt|bedankt(?: bei)?|dankte",
    ActionKind.FOLLOWED_UP: r"nachgehakt(?: bei)?|nachgefasst(?: bei)?|erinnert",
    ActionKind.UPDATED: r"update (?:geschickt|gesendet)(?: an)?|auf dem laufenden gehalten",
    ActionKind.SAID_YES: r"(?:hat )?zugesagt|sagte zu|sagte ja|hat ja gesagt",
    ActionKind.SAID_LATER: r"sagte später|hat (?:auf )?später (?:gesagt|vertröstet)|vertröstet",
    ActionKind.SAID_NO: r"(?:hat )?abgesagt|sagte ab|sagte nein|hat nein gesagt",
    ActionKind.WROTE_BACK: r"(?:hat )?(?:geantwortet|zurückgeschrieben|zurückgerufen)|antwortete",
    ActionKind.INVITED: r"einladung (?:geschickt|gesendet)(?: an)?|eingeladen",
    ActionKind.MAILED: r"(?:e-?mail|mail) (?:geschickt|gesendet|geschrieben)(?: an)?"
    r"|gemailt(?: an)?",
    ActionKind.ASKED: r"(?:an)?gefragt|anfrage (?:geschickt|gesendet)(?: an)?|fragte",
    ActionKind.WROTE: r"nachricht (?:geschickt|gesendet|geschrieben)(?: an)?"
    r"|(?:an)?geschrieben(?: an)?|schrieb(?: an)?",
    ActionKind.CALLED: r"angerufen|telefoniert(?: mit)?|gesprochen(?: mit)?|sprach mit|rief an",
    ActionKind.MET: r"getroffen|traf|(?:kaffee|mittagessen) mit|gesehen|besucht",
}

NEXT = (
    r"next(?: step)?(?: is)?(?: to)?:?|then(?: to)?:?|remind me(?: to)?|again"
    r"|nächste[rs]?(?: schritt)?:?|dann:?|wieder|erinnere mich(?: an)?"
)
NAME_ENDS = (
    r"at|about|on|for|in|over|via|by|because|who|and|from|during|after|before"
    r"|bei|beim|über|zu|zum|zur|im|am|auf|wegen|per|von|nach|vor|während|und|die|der"
)
LEADING = r"i|we|ich|wir|have|just|habe|hab|has|hat|to|with|mit|an|for|bei|von|frau|herrn?|mrs?|ms"

JOINS = r"[,;\n]+|\s+(?:and then|then|und dann|and|und|dann)\s+(?=\S)"

TODAY = {"today": 0, "heute": 0, "tonight": 0, "this morning": 0, "heute früh": 0, "just now": 0}
NEAR = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "vorgestern": -2,
    "yesterday": -1,
    "gestern": -1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "übermorgen": 2,
    "tomorrow": 1,
    "morgen": 1,
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon", "montag", "mo"),
            ("tuesday", "tue", "dienstag", "di"),
            ("wednesday", "wed", "mittwoch", "mi"),
            ("thursday", "thu", "donnerstag", "do"),
            ("friday", "fri", "freitag", "fr"),
            ("saturday", "sat", "samstag", "sonnabend", "sa"),
            ("sunday", "sun", "sonntag", "so"),
        )
    )
    for name in names
}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "januar", "jänner"),
            ("february", "feb", "februar"),
            ("march", "mar", "märz"),
            ("april", "apr"),
            ("may", "mai"),
            ("june", "jun", "juni"),
            ("july", "jul", "juli"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct", "oktober", "okt"),
            ("november", "nov"),
            ("december", "dec", "dezember", "dez"),
        ),
        start=1,
    )
    for name in names
}
NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            ("a", "an", "one", "ein", "einem", "einer", "eine", "eins"),
            ("two", "zwei", "a couple of"),
            ("three", "drei"),
            ("four", "vier"),
            ("five", "fünf"),
            ("six", "sechs"),
            ("seven", "sieben"),
            ("eight", "acht"),
            ("nine", "neun"),
            ("ten", "zehn"),
        ),
        start=1,
    )
    for word in words
}
UNITS = {
    "day": "d", "days": "d", "tag": "d", "tage": "d", "tagen": "d", "d": "d",
    "week": "w", "weeks": "w", "woche": "w", "wochen": "w", "w": "w",
    "month": "m", "months": "m", "monat": "m", "monate": "m", "monaten": "m", "m": "m",
}  # fmt: skip
