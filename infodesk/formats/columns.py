"""What the columns of a contact table mean: names that programs and people give them.

A column name is compared without case, accents, blanks and signs (`linkedin.headers.folded`), so
`E-Mail-Adresse` and `email adresse` are one. The languages are those in which Outlook and
Thunderbird write their exports.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from infodesk.formats.linkedin.headers import folded


class Column(NamedTuple):
    """What one column holds.

    `field` is one of `mapping.FIELDS`, or label, birth_year, birth_month, birth_day; '' for
    nothing that is taken. `label` is the word for its values (Work, Mobile). Columns of one
    `group` belong together: the parts of an address, a value and its label. `part` is the place
    in an address: street, city, region, postcode, country.
    """

    field: str = ""
    label: str = ""
    group: str = ""
    part: str = ""


NOTHING = Column()

_NAMES = {
    "name": "Name|Full Name|Contact|Contact Name|Display Name|Person|Anzeigename|Angezeigter Name"
    "|Nom à afficher|Nom complet|Nombre completo|Nombre a mostrar|Nombre para mostrar"
    "|Nome completo|Nome visualizzato|Nome de exibição|Weergavenaam|Volledige naam|Naam|Kontakt",
    "first_name": "First Name|First|Given Name|Forename|Vorname|Prénom|Nombre|Primeiro nome"
    "|Nome|Voornaam|Nombre de pila",
    "middle_name": "Middle Name|Additional Name|Weitere Vornamen|Zweiter Vorname|Deuxième prénom"
    "|Segundo nombre|Segundo nome|Nome do meio|Secondo nome|Middelste naam",
    "last_name": "Last Name|Last|Family Name|Surname|Nachname|Familienname|Nom|Nom de famille"
    "|Apellido|Apellidos|Último nome|Sobrenome|Cognome|Achternaam",
    "prefix": "Name Prefix|Prefix|Courtesy Title|Anrede|Titre de civilité|Tratamiento|Tratamento",
    "suffix": "Name Suffix|Suffix|Suffixe|Sufijo|Sufixo|Suffisso|Achtervoegsel|Generational Suffix",
    "nickname": "Nickname|Nick Name|Spitzname|Surnom|Apodo|Apelido|Soprannome|Bijnaam",
    "company": "Company|Company Name|Organisation|Organization|Organization Name|Organisation Name"
    "|Organization 1 Name|Employer|Current Company|Firma|Unternehmen|Firmenname|Arbeitgeber"
    "|Société|Entreprise|Organización|Empresa|Società|Azienda|Organização|Organizzazione|Bedrijf"
    "|Organisatie|Account Name",
    "position": "Job Title|Position|Role|Job|Occupation|Current Position|Organization Title"
    "|Organization 1 Title|Job Position|Berufsbezeichnung|Beruf|Arbeitstitel|Stelle|Rolle"
    "|Profession|Fonction|Poste|Puesto|Cargo|Posizione|Qualifica|Função|Functie|Posición",
    "department": "Department|Organization Department|Organization 1 Department|Abteilung|Service"
    "|Departamento|Reparto|Afdeling",
    "location": "Location|Place|Where|Standort|Wohnort|Lieu|Ubicación|Lugar|Localização|Località"
    "|Locatie",
    "birthday": "Birthday|Birth Date|Date of Birth|Geburtstag|Geburtsdatum|Anniversaire"
    "|Date de naissance|Cumpleaños|Fecha de nacimiento|Aniversário|Data de nascimento|Compleanno"
    "|Data di nascita|Verjaardag|Geboortedatum",
    "birth_year": "Birth Year|Geburtsjahr|Année de naissance|Año de nacimiento"
    "|Ano de nascimento|Anno di nascita|Geboortejaar",
    "birth_month": "Birth Month|Geburtsmonat|Mois de naissance|Mes de nacimiento"
    "|Mês de nascimento|Mese di nascita|Geboortemaand",
    "birth_day": "Jour de naissance|Día de nacimiento|Dia de nascimento|Giorno di nascita"
    "|Geboortedag",
    "notes": "Notes|Note|Comment|Comments|Remarks|About|Notizen|Notiz|Bemerkung|Bemerkungen"
    "|Remarques|Commentaires|Notas|Observações|Comentarios|Opmerkingen|Notities|Appunti",
    "labels": "Labels|Label|Tags|Tag|Categories|Category|Groups|Group Membership|Kategorien"
    "|Kategorie|Schlagwörter|Catégories|Categorías|Categorias|Categorie|Categorieën|Etichette"
    "|Étiquettes|Etiquetas",
    "connected_on": "Connected On|Connected|Connection Date|Date Connected|Verbunden am"
    "|Vernetzt am|Date de connexion|Conectado el|Conectado em|Data di collegamento",
    "stage": "Stage|Status|Phase",
    "next_step": "Next Step|Follow up|Follow-up",
    "next_step_on": "Next Step On|Next Step Date|Follow up on|Follow up date",
}
_LABELLED = {
    ("email", ""): "E-mail|Email|Mail|E-mail Address|Email Address|Primary Email"
    "|Primary Email Address|E-mails|Emails|Mail Address|E-Mail-Adresse|Mailadresse"
    "|Primäre E-Mail-Adresse|Adresse de messagerie|Adresse e-mail|Courriel|Adresse électronique"
    "|Première adresse électronique|Correo electrónico|Correo"
    "|Dirección de correo electrónico|Correo electrónico principal|Endereço de E-mail|E-mail 1"
    "|Indirizzo email|Indirizzo posta elettronica|Indirizzo di posta elettronica|E-mailadres"
    "|E-mail 2 Address|E-mail 3 Address|E-mail 2: Adresse|E-mail 3: Adresse|E-Mail 2|E-Mail 3"
    "|Adresse de messagerie 2|Adresse de messagerie 3|Dirección del correo electrónico 2"
    "|Dirección del correo electrónico 3|Dirección de correo electrónico 2"
    "|Dirección de correo electrónico 3|Endereço de E-mail 2|Endereço de E-mail 3"
    "|Secondary Email|Sekundäre E-Mail-Adresse|Adresse électronique secondaire"
    "|Correo electrónico secundario|E-mail Address 2|Email 2|Email 3|E-mailadres 2|E-mailadres 3"
    "|Indirizzo posta elettronica 2|Indirizzo posta elettronica 3|Private Email|Adresse courriel",
    ("email", "Work"): "Work Email|Business Email|E-mail Work|E-Mail geschäftlich"
    "|E-Mail dienstlich",
    ("email", "Home"): "Home Email|Personal Email|E-mail Home|E-Mail privat",
    ("phone", ""): "Phone|Phones|Phone Number|Telephone|Tel|Primary Phone|Telefon|Telefonnummer"
    "|Haupttelefon|Téléphone|Téléphone principal|Teléfono|Teléfono principal|Telefone"
    "|Telefone principal|Telefono|Telefoon|Telefoonnummer|Numéro de téléphone",
    ("phone", "Mobile"): "Mobile|Mobile Phone|Mobile Number|Cell|Cell Phone|Cellular"
    "|Mobiltelefon|Handy|Mobil|Mobilnummer|Mobil-Tel.-Nr.|Tél. mobile|Portable|Téléphone mobile"
    "|Móvil|Teléfono móvil|Celular|Fone celular|Telemóvel|Cellulare|Mobiele telefoon|Mobiel",
    (
        "phone",
        "Work",
    ): "Work Phone|Business Phone|Business Phone 2|Office Phone|Telefon geschäftlich"
    "|Telefon geschäftlich 2|Tel. dienstlich|Telefon (geschäftlich)|Téléphone (bureau)"
    "|Téléphone 2 (bureau)|Tél. professionnel|Teléfono del trabajo|Teléfono 2 del trabajo"
    "|Teléfono de trabajo|Fone comercial|Telefone comercial|Telefono (uff.)|Telefono ufficio"
    "|Telefoon op werk|Telefoon (werk)|Work Number",
    ("phone", "Home"): "Home Phone|Home Phone 2|Telefon (privat)|Telefon (privat 2)|Telefon privat"
    "|Tel. privat|Téléphone (domicile)|Téléphone 2 (domicile)|Tél. personnel|Teléfono particular"
    "|Teléfono de casa|Fone residencial|Telefone residencial|Telefono (ab.)|Telefono casa"
    "|Telefoon thuis|Telefoon (thuis)",
    ("phone", "Other"): "Other Phone|Weiteres Telefon|Téléphone (autre)|Otro teléfono"
    "|Outro telefone|Altro telefono|Andere telefoon|Callback|Radio Phone",
    ("phone", "Car"): "Car Phone|Autotelefon",
    ("phone", "Company"): "Company Main Phone|Telefon Firma|Téléphone société",
    ("phone", "Assistant"): "Assistant's Phone|Telefon Assistent|Téléphone de l'assistant(e)",
    ("phone", "Fax"): "Fax|Fax Number|Business Fax|Home Fax|Other Fax|Fax geschäftlich|Fax privat"
    "|Weiteres Fax|Fax-Nummer|Télécopie (bureau)|Télécopie (domicile)|Fax del trabajo"
    "|Fax comercial",
    ("phone", "Pager"): "Pager|Pager Number|Pager-Nummer",
    ("url", ""): "URL|Link|Links|Profile|Profile URL|Website|Web Page|Web Page 1|Web Page 2|Web"
    "|Homepage|Webseite|Webseite 1|Webseite 2|Page Web|Page Web 1|Page Web 2|Site web|Página web"
    "|Página web 1|Página web 2|Página da Web|Pagina Web|Sito web|Webpagina|Personal Web Page"
    "|Profil|Profil-URL|Profil URL|Persönliche Webseite|Website 1",
    ("url", "LinkedIn"): "LinkedIn|LinkedIn URL|LinkedIn Profile|LinkedIn Profile URL"
    "|Public Profile URL|LinkedIn-Profil|Profil LinkedIn|Perfil de LinkedIn",
    ("address", ""): "Address|Adresse|Anschrift|Dirección|Endereço|Indirizzo|Adres|Postal Address",
}
# Parts of an address: (label, part, names).
_ADDRESSES = (
    ("Work", "street", "Business Street|Business Street 2|Business Street 3|Work Address"
     "|Work Address 2|Straße geschäftlich|Straße geschäftlich 2|Straße geschäftlich 3"
     "|Dienstlich: Adresse|Dienstlich: Adresse 2|Rue (bureau)|Rue (bureau) 2|Rue (bureau) 3"
     "|Calle del trabajo|Calle 2 del trabajo|Rua do endereço comercial|Via (uff.)"),
    ("Work", "city", "Business City|Work City|Ort geschäftlich|Dienstlich: Ort|Ville (bureau)"
     "|Ciudad de trabajo|Ciudad del trabajo|Cidade do endereço comercial|Città (uff.)"),
    ("Work", "region", "Business State|Work State|Region geschäftlich|Dienstlich: Bundesland"
     "|Dép/Région (bureau)|Provincia o estado de trabajo|Estado do endereço comercial"),
    ("Work", "postcode", "Business Postal Code|Work ZipCode|Postleitzahl geschäftlich"
     "|Dienstlich: PLZ|Code postal (bureau)|Código postal del trabajo|CEP do endereço comercial"),
    ("Work", "country", "Business Country|Business Country/Region|Work Country"
     "|Land/Region geschäftlich|Dienstlich: Land|Pays/Région (bureau)"
     "|País o región del trabajo|País/Região do endereço comercial"),
    ("Home", "street", "Home Street|Home Street 2|Home Street 3|Home Address|Home Address 2"
     "|Straße privat|Straße privat 2|Straße privat 3|Privat: Adresse|Privat: Adresse 2"
     "|Rue (domicile)|Rue (domicile) 2|Calle particular|Rua do endereço residencial|Via (ab.)"),
    ("Home", "city", "Home City|Ort privat|Privat: Ort|Ville (domicile)|Ciudad particular"
     "|Cidade do endereço residencial"),
    ("Home", "region", "Home State|Bundesland/Kanton privat|Region privat|Privat: Bundesland"
     "|Dép/Région (domicile)"),
    ("Home", "postcode", "Home Postal Code|Home ZipCode|Postleitzahl privat|Privat: PLZ"
     "|Code postal (domicile)"),
    ("Home", "country", "Home Country|Home Country/Region|Land/Region privat|Privat: Land"
     "|Pays/Région (domicile)"),
    ("Other", "street", "Other Street|Other Street 2|Other Street 3|Weitere Straße"),
    ("Other", "city", "Other City|Weiterer Ort"),
    ("Other", "region", "Other State"),
    ("Other", "postcode", "Other Postal Code|Weitere Postleitzahl"),
    ("Other", "country", "Other Country|Other Country/Region"),
    ("", "street", "Street|Street Address|Straße|Rue|Calle|Rua|Via|Straat"),
    ("", "city", "City|Town|Stadt|Ort|Ville|Ciudad|Cidade|Città|Stad|Plaats"),
    ("", "region", "State|Province|Bundesland|Région|Provincia|Estado"),
    ("", "postcode", "Postal Code|Zip|Zip Code|Postcode|PLZ|Postleitzahl|Code postal"
     "|Código postal|CEP|CAP"),
    ("", "country", "Country|Country/Region|Land|Pays|País|Paese"),
)  # fmt: skip

_KNOWN: dict[str, Column] = {}
for _field, _names in _NAMES.items():
    for _name in _names.split("|"):
        _KNOWN.setdefault(folded(_name), Column(_field))
for (_field, _label), _names in _LABELLED.items():
    for _name in _names.split("|"):
        _KNOWN.setdefault(folded(_name), Column(_field, _label))
for _label, _part, _names in _ADDRESSES:
    for _name in _names.split("|"):
        _column = Column("address", _label, f"address {_label}", _part)
        _KNOWN.setdefault(folded(_name), _column)

# Google numbers its groups: "E-mail 1 - Value", "Address 1 - City".
_NUMBERED = re.compile(
    r"(email|phone|address|website|customfield|event|relation|jot|organization)(\d+)"
    r"(label|type|value|formatted|street|city|pobox|region|postalcode|country|extendedaddress"
    r"|name|title|department)"
)
_GOOGLE_FIELDS = {
    "email": "email",
    "phone": "phone",
    "website": "url",
    "customfield": "notes",
    "event": "notes",
    "relation": "notes",
    "jot": "notes",
}
_GOOGLE_PARTS = {
    "formatted": "formatted",
    "street": "street",
    "extendedaddress": "street",
    "pobox": "street",
    "city": "city",
    "region": "region",
    "postalcode": "postcode",
    "country": "country",
}
_TITLES = frozenset(map(folded, ("Title", "Titel", "Titre", "Título", "Titolo")))
_ONE_NAME = frozenset({"first_name", "last_name"})


def columns_of(header: Sequence[str]) -> tuple[Column, ...]:
    """Return what each column of a contact table holds, by its name and by its neighbours'."""
    names = [folded(name) for name in header]
    found = [_numbered(name) or _KNOWN.get(name, NOTHING) for name in names]
    fields = {column.field for column in found}
    for place, (name, column) in enumerate(zip(names, found, strict=True)):
        if name in _TITLES:  # Dr. beside a job's title, else the job's title itself
            found[place] = Column("prefix" if "position" in fields else "position")
        elif column.field == "birthday" and "birth_year" in fields:
            found[place] = Column("birth_day")
        elif column.field in _ONE_NAME and not fields & ({"name", *_ONE_NAME} - {column.field}):
            # "Nombre" by itself is the whole name; "First Name" never is.
            found[place] = Column("name") if name in _EITHER else column
    return tuple(found)


_EITHER = frozenset(map(folded, ("Nom", "Nome", "Nombre")))


def _numbered(name: str) -> Column | None:
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return None
    what, number, which = found.groups()
    group = f"{what} {number}"
    if which in ("label", "type"):
        return Column("label", group=group)
    if what == "organization":
        field = {"name": "company", "title": "position", "department": "department"}.get(which, "")
        return Column(field) if number == "1" else NOTHING
    if what == "address":
        part = _GOOGLE_PARTS.get(which, "")
        return Column("address", group=group, part=part) if part else NOTHING
    return Column(_GOOGLE_FIELDS[what], group=group) if which == "value" else NOTHING
