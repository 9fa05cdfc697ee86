"""Habits of address books beyond the sample files: vCards of phones, Outlook in five languages."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.errors import BadImportFile
from infodesk.core.progress import finish
from infodesk.formats import contacts
from infodesk.formats.contacts import birthday_of, link_of, split_name
from infodesk.formats.mapping import (
    FIELDS,
    header_signature,
    propose_mapping,
    read_mapped,
    read_table,
    table_of_text,
)
from infodesk.formats.reading import read_file

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


def cards(*lines, name="contacts.vcf"):
    text = "\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""])
    return finish(read_file(name, text.encode("utf-8")))


def card(*lines):
    (row,) = cards(*lines).rows
    return row


def book(*lines, encoding="utf-8"):
    return finish(read_file("contacts.csv", "\r\n".join(lines).encode(encoding)))


# vCards


def test_bytes_in_the_charset_that_is_named():
    row = card("VERSION:2.1", "N;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=D8=EDha;Ji=F8=ED")
    assert row.name == "Jiří Říha"
    row = card("VERSION:2.1", "N;CHARSET=x-none;QUOTED-PRINTABLE:M=FCller;Bo")
    assert row.name == "Bo Müller"


def test_a_character_that_a_fold_cut():
    data = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Müller\r\nEND:VCARD\r\n".encode()
    cut = data.index("ü".encode()) + 1
    (row,) = finish(read_file("c.vcf", data[:cut] + b"\r\n " + data[cut:])).rows
    assert row.name == "Bo Müller"


def test_a_card_inside_a_card_is_nobody():
    lines = ("VERSION:2.1", "N:Muster;Bo", "AGENT:", "BEGIN:VCARD", "N:Agent;Secret", "END:VCARD")
    row = card(*lines, "TEL;HOME:+1 202 555 0101")
    assert row.name == "Bo Muster"
    assert [phone.value for phone in row.more.phones] == ["+1 202 555 0101"]


def test_pictures_that_are_too_large_or_none_leave_the_person(monkeypatch):
    def photo(data):
        text = base64.b64encode(data).decode()
        return cards("VERSION:3.0", "N:Muster;Bo;;;", f"PHOTO;ENCODING=b;TYPE=PNG:{text}")

    assert photo(PNG).rows[0].more.photo == PNG
    for data in (b"<svg onload=alert(1)>", b"no picture"):
        file = photo(data)
        assert (file.rows[0].more.photo, file.report.problems[0].code) == (b"", "bad-photo")
    monkeypatch.setattr("infodesk.formats.vcard.MAX_PHOTO", 20)
    assert photo(PNG).report.problems[0].code == "bad-photo"
    fetched = cards("VERSION:3.0", "N:Muster;Bo;;;", "PHOTO;VALUE=uri:https://example.org/a.png")
    assert (fetched.rows[0].more.photo, fetched.report.problems) == (b"", ())


def test_too_many_cards_are_refused(monkeypatch):
    monkeypatch.setattr(contacts, "MAX_CONTACTS", 3)
    monkeypatch.setattr(contacts.AddressBook.__init__, "__defaults__", (3,))
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:A B\nEND:VCARD\n" * 4
    with pytest.raises(BadImportFile) as refusal:
        finish(read_file("c.vcf", text.encode()))
    assert refusal.value.facts["reason"] == "too-large"


def test_the_same_card_twice_is_one_person():
    one = ("VERSION:3.0", "FN:Bo Muster", "EMAIL:bo@example.org")
    file = cards(*one, "END:VCARD", "BEGIN:VCARD", *one)
    assert (len(file.rows), file.report.skipped) == (1, {"duplicate": 1})


def test_links_that_may_not_be_opened_are_left_out():
    row = card(
        "VERSION:4.0",
        "FN:Bo Muster",
        "URL:javascript:alert(1)",
        "URL:file:///etc/passwd",
        "URL:www.example.org/bo",
        "IMPP:xmpp:bo@example.org",
    )
    assert [link.value for link in row.more.links] == ["https://www.example.org/bo"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1980-03-22", "1980-03-22"),
        ("19800322", "1980-03-22"),
        ("1980-03-22T00:00:00Z", "1980-03-22"),
        ("--0415", "--04-15"),
        ("--04-15", "--04-15"),
        (" --02-29", "--02-29"),
        ("22.3.1980", "1980-03-22"),
        ("0/0/00", ""),
        ("--13-40", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_birthdays(text, day):
    assert birthday_of(text) == day


def test_names_in_one_piece():
    assert split_name("Bo Muster") == ("Bo", "Muster")
    assert split_name("Muster, Bo") == ("Bo", "Muster")
    assert split_name("Bo Muster, PhD") == ("Bo", "Muster, PhD")
    assert split_name("Bo") == ("Bo", "")
    assert split_name("") == ("", "")
    assert link_of("no link at all") == link_of("C:\\x") == ""


# Tables


OUTLOOK = {
    "de": (
        "Vorname,Nachname,Firma,Abteilung,Position,E-Mail-Adresse,E-Mail 2: Adresse,"
        "Telefon geschäftlich,Mobiltelefon,Ort geschäftlich,Webseite,Geburtstag,Notizen"
    ),
    "fr": (
        "Prénom,Nom,Société,Service,Profession,Adresse de messagerie,Adresse de messagerie 2,"
        "Téléphone (bureau),Tél. mobile,Ville (bureau),Page Web,Anniversaire,Notes"
    ),
    "es": (
        "Nombre,Apellidos,Organización,Departamento,Puesto,Dirección de correo electrónico,"
        "Dirección del correo electrónico 2,Teléfono del trabajo,Teléfono móvil,"
        "Ciudad de trabajo,Página web,Cumpleaños,Notas"
    ),
    "pt": (
        "Primeiro nome,Último nome,Empresa,Departamento,Cargo,Endereço de E-mail,"
        "Endereço de E-mail 2,Fone comercial,Celular,Cidade do endereço comercial,Página da Web,"
        "Aniversário,Notas"
    ),
    "it": (
        "Nome,Cognome,Società,Reparto,Posizione,Indirizzo posta elettronica,"
        "Indirizzo posta elettronica 2,Telefono (uff.),Cellulare,Città (uff.),Pagina Web,"
        "Compleanno,Appunti"
    ),
}
ROW = (
    "Bo,Muster,Example AG,Küche,Koch,bo@example.org,bo@example.net,+49 1,+49 2,Köln,"
    'www.example.org,22.03.1980,"Zwei\nZeilen"'
)


@pytest.mark.parametrize("language", OUTLOOK)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_outlook_in_other_languages(language, encoding):
    file = book(OUTLOOK[language], ROW, encoding=encoding)
    assert file.report.kind == "outlook-csv"
    (row,) = file.rows
    more = row.more
    assert (row.name, row.company, row.position) == ("Bo Muster", "Example AG", "Koch")
    assert (row.email, row.more_emails) == ("bo@example.org", ("bo@example.net",))
    assert [tuple(phone) for phone in more.phones] == [("+49 1", "Work"), ("+49 2", "Mobile")]
    assert (more.department, more.location) == ("Küche", "Köln")
    assert (more.birthday, more.about) == ("1980-03-22", "Zwei\nZeilen")
    assert [link.value for link in more.links] == ["https://www.example.org"]


def test_thunderbird_in_german():
    header = (
        "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,"
        "Tel. dienstlich,Mobil-Tel.-Nr.,Arbeitstitel,Organisation,Geburtsjahr,Geburtsmonat,"
        "Geburtstag,Notizen,"
    )
    file = book(header, "Bo,Muster,Bo M.,Bobo,bo@example.org,,+49 1,+49 2,Koch,AG,1980,3,22,x,")
    (row,) = file.rows
    assert file.report.kind == "thunderbird-csv"
    assert (row.name, row.more.nickname) == ("Bo Muster", "Bobo")
    assert row.more.birthday == "1980-03-22"
    assert (row.position, row.company) == ("Koch", "AG")


def test_days_of_a_column_are_read_one_way():
    header = "Name,E-mail,Birthday"
    file = book(header, "A B,a@example.org,03/04/1980", "C D,c@example.org,25/12/1979")
    assert [row.more.birthday for row in file.rows] == ["1980-04-03", "1979-12-25"]
    file = book(header, "A B,a@example.org,03/04/1980", "C D,c@example.org,12/25/1979")
    assert [row.more.birthday for row in file.rows] == ["1980-03-04", "1979-12-25"]


# Mapping


def test_a_job_tracker():
    header = ["Job Position", "Company", "Max. Salary", "Location", "Status", "Date Saved"]
    assert propose_mapping(header) == ("position", "company", None, "location", "stage", None)


def test_title_is_the_job_unless_there_is_one():
    assert propose_mapping(["Name", "Title"]) == ("name", "position")
    assert propose_mapping(["First Name", "Title", "Job Title"])[1:] == ("prefix", "position")


def test_a_field_is_proposed_once_unless_it_may_repeat():
    header = ["Name", "Company", "Firma", "E-mail", "Work E-mail", "Phone", "Mobile"]
    proposed = propose_mapping(header)
    assert proposed == ("name", "company", None, "email", "email", "phone", "phone")


def test_columns_without_a_name_are_told_by_their_cells():
    pasted = "Bo Muster\tbo@example.org\t+49 30 23125 001\thttps://www.linkedin.com/in/bo-m\n"
    table = finish(table_of_text(pasted * 2))
    assert table.header_line == 0
    mapping = propose_mapping(table.header, table.rows)
    assert mapping == ("name", "email", "phone", "url")
    file = finish(read_mapped(table, mapping))
    assert (file.rows[0].name, file.rows[0].slug) == ("Bo Muster", "bo-m")
    assert file.report.skipped == {"duplicate": 1}


def test_what_a_person_maps_counts():
    table = finish(read_table("x.csv", b"a,b,c\nBo,Muster,Koch\n"))
    assert propose_mapping(table.header, table.rows) == (None, None, None)
    (row,) = finish(read_mapped(table, ("first_name", "last_name", "position"))).rows
    assert (row.name, row.position) == ("Bo Muster", "Koch")
    with pytest.raises(BadImportFile) as refusal:
        finish(read_mapped(table, (None, None, "company")))
    assert refusal.value.facts["reason"] == "no-people"
    with pytest.raises(KeyError):
        finish(read_mapped(table, ("spell", None, None)))


def test_a_signature_knows_a_header_again():
    assert header_signature(["E-Mail", "First Name"]) == header_signature(["e mail", "first_name"])
    assert header_signature(["a", "b"]) != header_signature(["b", "a"])
    assert header_signature(["ab"]) != header_signature(["a", "b"])
    assert len(header_signature(["x"])) == 32


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text(max_size=20) | st.sampled_from(["Name", "E-mail", "Titel"]), max_size=8),
    st.lists(st.lists(st.text(max_size=20), max_size=8), max_size=5),
)
def test_a_proposal_fits_every_table(header, rows):
    rows = [(row + [""] * 8)[: len(header)] for row in rows]
    proposed = propose_mapping(header, rows)
    assert len(proposed) == len(header)
    assert set(proposed) <= {*FIELDS, None}
    assert proposed == propose_mapping(header, rows)
