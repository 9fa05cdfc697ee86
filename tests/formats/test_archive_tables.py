"""Tables of LinkedIn's archive beside people and messages; archives as folders and in parts."""

import io
import os
import zipfile
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from infodesk.core.archives import JobKind, OwnerProof
from infodesk.core.errors import BadImportFile, CannotRead
from infodesk.core.profile import ProfileKind
from infodesk.core.progress import finish
from infodesk.core.touches import Direction
from infodesk.formats.reading import (
    gathered,
    merged,
    read_archived_contacts,
    read_file,
    read_folder,
)

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ADA = "Ada,Beispiel,https://www.linkedin.com/in/ada,,Example,Clerk,07 Sep 2025\n"
BO = "Bo,Muster,https://www.linkedin.com/in/bo,,Muster AG,Cook,06 Sep 2025\n"
PROFILE = "First Name,Last Name,Headline,Summary\nErin,Exempla,Nurse,\n"
POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"
MESSAGES = (
    "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,SUBJECT\n"
)
TALK = (
    "a,Erin Exempla,https://www.linkedin.com/in/erin,Bo Muster,https://www.linkedin.com/in/bo,"
    "2026-01-01 10:00:00 UTC,Hi,\n"
)
INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
INVITED = (
    'Erin Exempla,Ada Beispiel,"9/7/25, 4:12 AM",,OUTGOING,https://www.linkedin.com/in/erin,'
    "https://www.linkedin.com/in/ada\n"
)


def read(name, text):
    return finish(read_file(name, text if isinstance(text, bytes) else text.encode()))


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def archive(members, name="Complete_LinkedInDataExport_11-20-2026.zip"):
    return read(name, zipped(members))


# One table each


def test_events():
    file = read(
        "Events.csv",
        "Event Name,Event Time,Status,External Url\n"
        'Example Fair,"Sep 07, 2025 10:00 AM - Sep 08, 2025 11:30 PM",ATTENDING,https://e.example\n'
        'Odd,"some day - Sep 08, 2025 11:30 PM",,javascript:alert(1)\n'
        ",,,https://e.example\n",
    )
    fair, odd = file.archive.events
    assert (fair.name, fair.status, fair.url) == ("Example Fair", "ATTENDING", "https://e.example")
    assert fair.starts_at == datetime(2025, 9, 7, 10, tzinfo=UTC)
    assert fair.ends_at == datetime(2025, 9, 8, 23, 30, tzinfo=UTC)
    assert (odd.starts_at, odd.ends_at, odd.url) == (None, fair.ends_at, "")
    assert [each.code for each in file.report.problems] == ["bad-date", "nameless"]


def test_jobs():
    saved = read(
        "Saved Jobs.csv",
        'Saved Date,Job Url,Job Title,Company Name\n"9/1/25, 7:45 PM",http://l.example/1,,\n',
    ).archive.jobs
    assert saved[0].kind is JobKind.SAVED
    assert (saved[0].url, saved[0].company, saved[0].title) == ("http://l.example/1", "", "")
    assert saved[0].at == datetime(2025, 9, 1, 19, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Recommendations_Given.csv", Direction.OUT),
        ("Recommendations Given (1).csv", Direction.OUT),
        ("Recommendations_Received_9990000123.csv", Direction.IN),
        ("texts.csv", Direction.NONE),
    ],
)
def test_recommendations(name, direction):
    header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    row = 'Bo,"Muster, PhD",Example,VP,Bo &amp; I,"09/07/24, 04:12 AM",VISIBLE\n'
    (found,) = read(name, header + row).archive.recommendations
    assert (found.direction, found.name) == (direction, "Bo Muster, PhD")
    assert (found.company, found.title, found.text) == ("Example", "VP", "Bo & I")
    assert (found.at, found.status) == (datetime(2024, 9, 7, 4, 12, tzinfo=UTC), "VISIBLE")


def test_the_primary_address_and_the_first_number_are_the_profile_s():
    emails = "Email Address,Confirmed,Primary,Updated On\nNot Available,,,\nb@e.example,No,No,\n"
    emails += "c@e.example,Yes,No,\na@e.example,Yes,Yes,\n"
    phones = "Extension,Number,Type\n,,\n+49, 30 23125 001,Mobile\n,2,Home\n"
    profile = archive({"Email Addresses.csv": emails, "PhoneNumbers.csv": phones}).archive.profile
    assert (profile.profile.email, profile.profile.phone) == ("a@e.example", "+49 30 23125 001")


def test_a_summary_of_its_own_counts_if_the_profile_has_none():
    alone = {"Profile.csv": PROFILE, "Profile Summary.csv": "Profile Summary\nI ask.\n"}
    assert archive(alone).archive.profile.profile.summary == "I ask."
    both = {**alone, "Profile.csv": PROFILE.replace("Nurse,", "Nurse,I nurse.")}
    assert archive(both).archive.profile.profile.summary == "I nurse."


def test_entries_of_a_career():
    file = read(
        "Positions.csv",
        POSITIONS + '"Example, Inc.",Head,"Line one\nwith a, b, c, d, e\nlast",Anytown,Sep 2019,\n'
        "Example Ltd,,,,2017,someday\n,,nothing,,,\n",
    )
    first, second = file.archive.profile.profile.of(ProfileKind.POSITION)
    assert first.text == "Line one\nwith a, b, c, d, e\nlast"
    assert (first.organisation, first.started_on) == ("Example, Inc.", date(2019, 9, 1))
    assert (second.started_on, second.finished_on) == (date(2017, 1, 1), None)
    assert [(each.line, each.code) for each in file.report.problems] == [
        (5, "bad-date"),
        (6, "nameless"),
    ]


def test_an_unclosed_quotation_mark_loses_one_row_only():
    rows = 'Example,"Head,,,Sep 2019,\nSample,Cook,,,Sep 2018,\nMuster,Chef,,,2017,2018\n'
    file = read("Positions.csv", POSITIONS + rows)
    titles = [entry.title for entry in file.archive.profile.profile.entries]
    assert titles == ["Cook", "Chef"]
    assert file.report.skipped == {"damaged": 1}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_tables_of_every_encoding_and_delimiter(encoding):
    text = (POSITIONS + "Café,Chef,,,2017,\n").replace(",", "\t")
    file = read("Positions.csv", text.encode(encoding))
    assert file.report.delimiter == "\t"
    assert [entry.organisation for entry in file.archive.profile.profile.entries] == ["Café"]


def test_skills_are_told_by_the_file_s_name():
    for name in ("Skills.csv", "Skills_9990000123.csv", "Jobs/skills (1).csv"):
        assert read(name, "Name\nSQL\n").report.kind == "linkedin-skills"
    with pytest.raises(BadImportFile):
        read("Things.csv", "Name\nSQL\n")


def test_limits(monkeypatch):
    monkeypatch.setattr("infodesk.formats.linkedin.reader.MAX_ROWS", 2)
    with pytest.raises(BadImportFile) as caught:
        read("Skills.csv", "Name\na\nb\nc\n")
    assert caught.value.facts["reason"] == "too-large"


# Archives


def test_members_are_told_by_their_header():
    file = archive(
        {
            "export/Renamed.csv": CONNECTIONS + ADA,
            "export/Letters of mine.csv": MESSAGES + TALK,
            "export/guide_messages.csv": MESSAGES + TALK,
            "export/Logins_1.csv": "Login Date,IP Address\nx,SECRET\n",
            "export/Receipts_v2.csv": "a,b\nSECRET,\n",
            "export/People I know.csv": "FirstName,LastName,Emails,PhoneNumbers,CreatedAt\n"
            "Unasked,,,,\n",
            "export/photo.jpg": "x",
            "export/Things.csv": "Name,E-mail\nUnasked,u@e.example\n",
        }
    )
    assert file.report.members_read == {
        "export/Renamed.csv": 1,
        "export/Letters of mine.csv": 1,
    }
    assert file.report.members_left == {
        "export/guide_messages.csv": "not-used",
        "export/Logins_1.csv": "sensitive",
        "export/Receipts_v2.csv": "sensitive",
        "export/People I know.csv": "address-book",
        "export/photo.jpg": "not-used",
        "export/Things.csv": "not-used",
    }
    assert "SECRET" not in repr(file)
    assert "Unasked" not in repr(file)


def test_split_members_are_one():
    two = TALK.replace("a,Erin", "b,Erin").replace("/bo", "/ada").replace("Bo Muster", "Ada")
    file = archive({"messages_1.csv": MESSAGES + TALK, "old/messages_2.csv": MESSAGES + two})
    assert file.archive.owner.slug == "erin"
    assert [touch.slug for touch in file.archive.touches] == ["bo", "ada"]
    assert file.archive.messages.rows == 2


def test_of_two_members_with_one_name_the_first_counts():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("Connections.csv", CONNECTIONS + ADA)
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("Connections.csv", CONNECTIONS + BO)
    file = read("x.zip", out.getvalue())
    assert [row.slug for row in file.rows] == ["ada"]
    assert file.report.members_left == {"Connections.csv (2)": "unsafe-name"}


def test_the_day_of_an_archive():
    members = {"Connections.csv": CONNECTIONS + ADA}
    assert archive(members).archive.exported_on == date(2026, 11, 20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(zipfile.ZipInfo("Profile.csv", (2026, 10, 1, 9, 30, 0)), PROFILE)
        made.writestr(zipfile.ZipInfo("Connections.csv", (2026, 10, 2, 9, 30, 0)), CONNECTIONS)
        made.writestr(zipfile.ZipInfo("odd.csv", (2000, 0, 0, 0, 0, 0)), "x")
    by_members = read("Basic_LinkedInDataExport_99-99-2026 (1).zip.zip", out.getvalue())
    assert by_members.archive.exported_on == date(2026, 10, 2)
    assert read("Connections.csv", members["Connections.csv"]).archive.exported_on is None


def test_a_part_that_cannot_be_read_does_not_stop_the_others():
    data = bytearray(
        zipped({"messages.csv": MESSAGES + TALK * 40, "Connections.csv": CONNECTIONS + ADA})
    )
    data[60] ^= 0xFF
    file = read("x.zip", bytes(data))
    assert [row.slug for row in file.rows] == ["ada"]
    assert file.report.members_left == {"messages.csv": "damaged"}


def test_many_small_bombs_are_one():
    members = {f"{number}/messages.csv": MESSAGES + "0" * 900_000 for number in range(20)}
    with pytest.raises(BadImportFile) as caught:
        archive(members)
    assert caught.value.facts["reason"] == "zip-bomb"


def test_a_member_too_large_to_be_read_is_listed(monkeypatch):
    monkeypatch.setattr("infodesk.formats.linkedin.archive.MAX_BYTES", 20_000)
    rows = "".join(TALK.replace("a,Erin", f"{n},Erin") for n in range(900))
    file = archive({"messages.csv": MESSAGES + rows, "Connections.csv": CONNECTIONS + ADA})
    assert file.report.members_left == {"messages.csv": "too-large"}
    assert file.report.people == 1


def test_address_books_are_read_when_asked_for():
    book = "FirstName,LastName,Title,Emails,PhoneNumbers,CreatedAt,Companies,Profiles\n"
    book += 'Bo,Muster,VP,"bo@e.example, b@e.example","+49 30, +49 31",,"Example, Other",\n'
    book += (
        'Bo,Muster,VP,"bo@e.example, b@e.example","+49 30, +49 31",,"Example, Other",\n,,,,,,,\n'
    )
    book += ",,VP,,,,,\n"
    data = zipped({"Connections.csv": CONNECTIONS + ADA, "old/ImportedContacts.csv": book})
    assert "bo@e.example" not in repr(read("x.zip", data))
    (file,) = finish(read_archived_contacts("x.zip", data))
    assert file.name == "old/ImportedContacts.csv"
    (row,) = file.rows
    assert (row.name, row.email, row.more_emails) == ("Bo Muster", "bo@e.example", ("b@e.example",))
    assert (row.company, row.position) == ("Example", "VP")
    assert [phone.value for phone in row.more.phones] == ["+49 30", "+49 31"]
    assert (file.report.kind, file.report.nameless) == ("linkedin-contacts", 1)
    assert file.report.skipped == {"duplicate": 1}
    with pytest.raises(BadImportFile):
        finish(read_archived_contacts("x.zip", zipped({"Connections.csv": CONNECTIONS + ADA})))


def test_every_address_book_of_an_archive_is_read():
    head = "FirstName,LastName,Title,Emails,PhoneNumbers,CreatedAt,Companies,Profiles\n"
    data = zipped(
        {
            "Contacts.csv": head + "Bo,Muster,,bo@e.example,,,,\n",
            "People I know.csv": head + "Cy,Muster,,cy@e.example,,,,\n",
            "Logins.csv": head + "No,Body,,no@e.example,,,,\n",
            "Connections.csv": CONNECTIONS + ADA,
        }
    )
    found = finish(read_archived_contacts("x.zip", data))
    assert [(file.name, file.rows[0].name) for file in found] == [
        ("Contacts.csv", "Bo Muster"),
        ("People I know.csv", "Cy Muster"),
    ]


# Folders


def test_a_folder_that_was_an_archive(tmp_path):
    folder = tmp_path / "Basic_LinkedInDataExport_10-01-2026.zip"
    (folder / "Jobs").mkdir(parents=True)
    (folder / "Connections.csv").write_text(CONNECTIONS + ADA)
    (folder / "Jobs" / "Saved Jobs.csv").write_text(
        "Saved Date,Job Url,Job Title,Company Name\n,https://l.example/1,,\n"
    )
    (folder / "Logins.csv").write_text("Login Date,IP Address\nx,SECRET\n")
    (folder / "inner.zip").write_bytes(zipped({"Connections.csv": CONNECTIONS + BO}))
    file = finish(read_folder(folder))
    assert file.report.kind == "linkedin-archive"
    assert file.report.members_read == {"Connections.csv": 1, "Jobs/Saved Jobs.csv": 1}
    assert file.report.members_left == {"Logins.csv": "sensitive", "inner.zip": "nested-archive"}
    assert file.archive.exported_on == date(2026, 10, 1)
    assert (file.rows[0].slug, len(file.archive.jobs)) == ("ada", 1)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_in_a_folder_are_not_followed(tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text(CONNECTIONS + BO)
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "Connections.csv").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    with pytest.raises(BadImportFile):
        finish(read_folder(folder))
    (folder / "Profile.csv").write_text(PROFILE)
    assert finish(read_folder(folder)).first_part


def test_a_folder_of_nothing_and_none_at_all(tmp_path):
    with pytest.raises(BadImportFile):
        finish(read_folder(tmp_path))
    with pytest.raises(CannotRead):
        finish(read_folder(tmp_path / "missing"))


# Several files


def same_in_any_order(*files):
    pictures = [merged(order) for order in permutations(files)]
    assert all(picture == pictures[0] for picture in pictures)
    return pictures[0]


def test_single_tables_are_one_picture():
    file = same_in_any_order(
        read("Connections.csv", CONNECTIONS + ADA),
        read("messages.csv", MESSAGES + TALK),
        read("Invitations.csv", INVITATIONS + INVITED),
        read("Profile.csv", PROFILE),
    )
    assert file.report.kind == "linkedin-archive"
    assert file.report.members_read == {
        "Connections.csv": 1,
        "messages.csv": 1,
        "Invitations.csv": 1,
        "Profile.csv": 1,
    }
    assert not file.first_part
    # Of one conversation alone nobody could have said whose it is.
    assert file.archive.owner.proof is OwnerProof.INVITATIONS
    assert [(touch.slug, touch.direction.value) for touch in file.archive.touches] == [
        ("bo", "out"),
        ("ada", "out"),
    ]
    assert file.archive.profile.profile.slug == "erin"


def test_the_profile_tells_whose_the_only_conversation_is():
    file = same_in_any_order(read("messages.csv", MESSAGES + TALK), read("Profile.csv", PROFILE))
    assert (file.archive.owner.slug, file.archive.owner.proof) == ("erin", OwnerProof.PROFILE)
    assert len(file.archive.touches) == 1


def test_profile_and_positions_alone_look_like_the_first_part():
    positions = read("Positions.csv", POSITIONS + "Example,Head,,,2017,\n")
    file = same_in_any_order(read("Profile.csv", PROFILE), positions)
    assert file.first_part
    assert not positions.first_part


def test_the_newest_tells_and_older_ones_fill_the_gaps():
    new = archive({"Connections.csv": CONNECTIONS + BO.replace("Cook", "Chef")})
    old_rows = (
        CONNECTIONS.replace("URL,", "") + "Bo,Muster,bo@e.example,Muster AG,Cook,07 Sep 2025\n"
    )
    old_rows += "Gone,Away,,Away AG,Guest,01 Sep 2020\n,,,,,01 Sep 2020\n"
    old = archive({"Connections.csv": old_rows}, "Basic_LinkedInDataExport_01-01-2022.zip")
    file = same_in_any_order(new, old)
    bo, gone = file.rows
    assert (bo.slug, bo.email, bo.position) == ("bo", "bo@e.example", "Chef")
    assert (gone.name, file.archive.exported_on) == ("Gone Away", date(2026, 11, 20))
    report = file.report
    assert (report.rows, report.people, report.nameless) == (4, 2, 1)
    assert report.skipped == {"in-several": 1}
    assert len({row.line for row in file.rows}) == 2
    assert len(report.members_read) == 2


def test_an_owner_whose_address_changed_keeps_their_messages():
    older = TALK.replace("in/erin", "in/erin-old")
    talks = older + older.replace("a,Erin", "b,Erin").replace("in/bo", "in/ada")
    invited = INVITED.replace("in/erin", "in/erin-old")
    old = archive(
        {"messages.csv": MESSAGES + talks, "Invitations.csv": INVITATIONS + invited},
        "Basic_LinkedInDataExport_01-01-2022.zip",
    )
    new = archive(
        {
            "messages.csv": MESSAGES + TALK + TALK.replace("2026-01-01", "2026-01-02"),
            "Invitations.csv": INVITATIONS + INVITED,
        }
    )
    file = same_in_any_order(old, new)
    assert file.archive.owner.slug == "erin"
    assert sorted((touch.slug, touch.kind.value) for touch in file.archive.touches) == [
        ("ada", "invitation"),
        ("ada", "message"),
        ("bo", "message"),
        ("bo", "message"),
    ]


def test_parts_of_one_export_are_gathered_and_exports_years_apart_are_not():
    first = archive({"Profile.csv": PROFILE}, "Basic_LinkedInDataExport_11-19-2026.zip")
    second = archive({"Connections.csv": CONNECTIONS + ADA})
    old = archive({"Connections.csv": CONNECTIONS + BO}, "Basic_LinkedInDataExport_01-01-2022.zip")
    single = read("messages.csv", MESSAGES + TALK)
    other = read("people.csv", "Name,Company,E-mail\nGita,Example,g@e.example\n")
    for order in permutations([first, second, old, single, other]):
        found = gathered(order)
        assert [file.archive.exported_on for file in found] == [
            date(2022, 1, 1),
            date(2026, 11, 20),
            None,
        ]
        assert found[0] is old
        assert found[1].archive.parts == {
            *("linkedin-profile", "linkedin-connections", "linkedin-messages"),
        }
        assert found[2] is other
    assert gathered([single]) == [single]
