"""Messages and invitations: whose they are, whom they are credited to, what is left of HTML."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.archives import OwnerProof
from infodesk.core.progress import finish
from infodesk.core.text import clean_text
from infodesk.core.touches import Direction
from infodesk.formats.csv_writing import write_csv
from infodesk.formats.linkedin.markup import plain_message
from infodesk.formats.reading import read_file

IN = "https://www.linkedin.com/in/"
ME = ("Erin Exempla", "erin")
BO = ("Bo Muster, PhD", "bo")
IDA = ("Ida Esempio", "ida")
MAX = ("Max Modell", "max")
NOBODY = ("LinkedIn Member", "")
HEADER = [
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO"),
    *("RECIPIENT PROFILE URLS", "DATE", "SUBJECT", "CONTENT", "FOLDER", "IS MESSAGE DRAFT"),
    "IS CONVERSATION DRAFT",
]


def row(talk, sender, *readers, at="2026-01-01 10:00:00 UTC", text="Hi", **more):
    cells = {
        "CONVERSATION ID": talk,
        "FROM": sender[0],
        "SENDER PROFILE URL": IN + sender[1] if sender[1] else "",
        "TO": ", ".join(name for name, _ in readers),
        "RECIPIENT PROFILE URLS": ",".join(IN + slug for _, slug in readers if slug),
        "DATE": at,
        "CONTENT": text,
        **more,
    }
    return [cells.get(column, "") for column in HEADER]


def read(*rows, header=HEADER, name="messages.csv"):
    return finish(read_file(name, write_csv(header, rows, plain=True)))


def without(column, *rows):
    place = HEADER.index(column)
    header = [*HEADER[:place], *HEADER[place + 1 :]]
    return read(*([*each[:place], *each[place + 1 :]] for each in rows), header=header)


def told(file):
    """Return of each touch the other's profile or name, and the direction."""
    return [(touch.slug or touch.name, touch.direction.value) for touch in file.archive.touches]


def classes(file):
    tally = file.archive.messages
    names = ("one_to_one", "group", "sponsored", "anonymous", "draft")
    return {name: getattr(tally, name) for name in names if getattr(tally, name)}


TWO_TALKS = [row("a", ME, BO), row("b", IDA, ME)]


def test_the_owner_is_in_nearly_all_conversations():
    file = read(*TWO_TALKS)
    owner = file.archive.owner
    assert (owner.name, owner.slug, owner.proof) == ("Erin Exempla", "erin", OwnerProof.MESSAGES)
    assert told(file) == [("bo", "out"), ("ida", "in")]


def test_of_one_conversation_nobody_can_say_whose_it_is():
    file = read(row("a", ME, BO), row("a", BO, ME))
    assert file.archive.owner is None
    assert not file.archive.touches
    assert classes(file) == {"one_to_one": 2}


def test_a_draft_tells_whose_it_is():
    draft = row("a", ME, BO, text="unsent", **{"IS MESSAGE DRAFT": "Yes"})
    file = read(draft, row("a", BO, ME))
    assert file.archive.owner.slug == "erin"
    assert told(file) == [("bo", "in")]
    assert classes(file) == {"one_to_one": 1, "draft": 1}


def test_a_draft_is_one_in_either_column_whatever_else_it_is():
    title = {"CONVERSATION TITLE": "Sponsored Conversation"}
    file = read(*TWO_TALKS, row("c", ME, NOBODY, **title, **{"IS CONVERSATION DRAFT": "yes"}))
    assert classes(file) == {"one_to_one": 2, "draft": 1}


def test_a_closed_account_is_nobody_and_in_a_group_one_more():
    file = read(*TWO_TALKS, row("c", NOBODY, ME), row("d", ME, BO, NOBODY), row("e", ME, NOBODY))
    assert classes(file) == {"one_to_one": 2, "anonymous": 2, "group": 1}
    assert told(file) == [("bo", "out"), ("ida", "in")]


def test_a_group_stays_one_where_a_row_names_only_two():
    file = read(*TWO_TALKS, row("c", ME, BO, IDA), row("c", BO, ME))
    assert classes(file) == {"one_to_one": 2, "group": 2}


def test_a_message_without_conversation_goes_by_who_it_names():
    file = read(*TWO_TALKS, row("", BO, ME), row("", BO, ME, IDA))
    assert classes(file) == {"one_to_one": 3, "group": 1}
    assert file.archive.messages.without_id == 2
    assert told(file)[-1] == ("bo", "in")


def test_without_recipients_profiles_names_are_taken_apart():
    """As exports were until 2023; a comma in a name and a group look alike."""
    file = without(
        "RECIPIENT PROFILE URLS",
        row("a", ME, BO),
        row("b", IDA, ME),
        row("c", ME, BO, IDA),
        row("d", ME, ("Max Modell, MBA", "")),
        row("e", ME, ("Max Modell, MBA", ""), BO),
    )
    assert classes(file) == {"one_to_one": 3, "group": 2}
    assert told(file) == [("Bo Muster, PhD", "out"), ("ida", "in"), ("Max Modell, MBA", "out")]


def test_without_recipients_profiles_an_answer_tells_the_profile():
    file = without("RECIPIENT PROFILE URLS", row("a", ME, BO), row("a", BO, ME), row("b", ME, IDA))
    assert told(file) == [("bo", "out"), ("bo", "in"), ("Ida Esempio", "out")]


def test_a_name_of_two_profiles_is_told_by_the_conversation():
    other = ("Bo Muster", "bo-other")
    file = without(
        "RECIPIENT PROFILE URLS",
        row("a", ME, BO),
        row("a", BO, ME),
        row("b", ME, other),
        row("b", other, ME),
        row("c", ME, ("Bo Muster", "")),
    )
    assert told(file)[:4] == [("bo", "out"), ("bo", "in"), ("bo-other", "out"), ("bo-other", "in")]
    assert told(file)[4] == ("Bo Muster", "out")


def test_the_same_touch_has_one_key_whatever_the_export_and_its_text_another():
    new = read(*TWO_TALKS, row("a", BO, ME)).archive.touches
    old = without("RECIPIENT PROFILE URLS", *TWO_TALKS, row("a", BO, ME)).archive.touches
    assert [touch.key for touch in new] == [touch.key for touch in old]
    assert len({touch.key for touch in new}) == 3
    changed = read(row("a", ME, BO, text="Hi!"), TWO_TALKS[1]).archive.touches
    assert changed[0].key != new[0].key
    assert changed[1].key == new[1].key


def test_the_same_row_twice_is_one_touch():
    file = read(*TWO_TALKS, *TWO_TALKS)
    assert len(file.archive.touches) == 2
    assert file.archive.messages.one_to_one == 4


def test_a_message_without_a_readable_date_is_counted_but_no_touch():
    file = read(*TWO_TALKS, row("a", BO, ME, at="yesterday"))
    assert [(each.line, each.code) for each in file.report.problems] == [(4, "undated")]
    assert (file.report.bad_dates, file.archive.messages.one_to_one) == (1, 3)
    assert len(file.archive.touches) == 2


def test_columns_are_read_by_name_in_any_order():
    order = sorted(range(len(HEADER)), key=lambda place: HEADER[place][::-1])
    mixed = [[each[place] for place in order] for each in TWO_TALKS]
    file = read(*mixed, header=[HEADER[place].title() for place in order])
    assert told(file) == [("bo", "out"), ("ida", "in")]


# Invitations

INVITATIONS = ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl"]
INVITATIONS += ["inviteeProfileUrl"]


def invite(said, direction, at="9/7/24, 4:12 AM", note=""):
    ends = (ME, said) if direction == "OUTGOING" else (said, ME)
    (sender, one), (reader, two) = ends
    return [sender, reader, at, note, direction, IN + one, IN + two]


def test_invitations():
    file = read(
        invite(BO, "OUTGOING", note="Hi &amp; hello"),
        invite(IDA, "INCOMING", at="12/31/23, 12:00 PM"),
        invite(IDA, "INCOMING", at="12/31/23, 12:00 PM"),
        invite(MAX, "SIDEWAYS"),
        invite(MAX, "OUTGOING", at="soon"),
        header=INVITATIONS,
        name="Invitations.csv",
    )
    assert told(file) == [("bo", "out"), ("ida", "in")]
    first, second = file.archive.touches
    assert (first.text, second.happened_at) == (
        "Hi & hello",
        datetime(2023, 12, 31, 12, tzinfo=UTC),
    )
    assert [(each.line, each.code) for each in file.report.problems] == [
        (5, "undirected"),
        (6, "undated"),
    ]
    tally = file.archive.invitations
    assert (tally.rows, tally.outgoing, tally.incoming, tally.with_note) == (5, 2, 2, 1)
    assert file.archive.owner.proof is OwnerProof.INVITATIONS


def test_incoming_invitations_alone_tell_the_owner_too():
    file = read(invite(BO, "INCOMING"), header=INVITATIONS, name="Invitations.csv")
    assert (file.archive.owner.name, file.archive.owner.slug) == ME
    assert file.archive.touches[0].direction is Direction.IN


# Text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("see <https://example.org/a>", "see <https://example.org/a>"),
        ("<mailto:bo@example.org> wrote", "<mailto:bo@example.org> wrote"),
        ("<pre>if (a<c)</pre> <blink>", "<pre>if (a<c)</pre> <blink>"),
        ("<p>One</p><p>Two<br>Three</p>", "One\nTwo\nThree"),
        ('<p class="x">A <a href="https://e.example/?a=1&amp;b">link</a></p>', "A link"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<STRONG>loud</STRONG> &amp; clear", "loud & clear"),
        ("&lt;p&gt; stays", "<p> stays"),
        ("5 &euro; &#8364; &#x20AC; &copy &notanentity;", "5 € € € &copy &notanentity;"),
        ("&#0;&#xD800;x", "x"),
        ("<p>a&nbsp;</p><p>&nbsp;</p><p>b</p>", "a\n\nb"),
        ("<p", "<p"),
        ("<p onclick='x", "<p onclick='x"),
        ("MÃ¼ller", "Müller"),
    ],
)
def test_what_is_left_of_html(content, text):
    assert plain_message(content) == text


@given(st.text(st.sampled_from("<>/pbrliau =\"'&;amp#x0\n ü"), max_size=60))
def test_plain_messages_are_clean(content):
    text = plain_message(content)
    assert text == clean_text(text)
    assert len(text) <= len(content)


# Whatever the conversations

PEOPLE = [ME, BO, IDA, MAX, NOBODY, ("Ida Esempio", "ida-other")]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.sampled_from(PEOPLE),
            st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_nothing_of_three_is_ever_credited_to_one(letters):
    """Who takes part in a conversation is in its rows; only those between two count."""
    talks = {}
    for talk, sender, readers in letters:
        talks.setdefault(talk, set()).update([sender, *readers])
    rows = [
        row(talk, sender, *readers, text=talk, at=f"2026-01-01 10:00:{second:02} UTC")
        for second, (talk, sender, readers) in enumerate(letters)
    ]
    file = read(*rows)
    mine = file.archive.owner
    for touch in file.archive.touches:
        others = talks[touch.text] - {(name, slug) for name, slug in PEOPLE if slug == mine.slug}
        assert {slug for _, slug in others} == {touch.slug}
        assert touch.slug
    tally = file.archive.messages
    assert tally.rows == len(letters)
    assert tally.one_to_one >= len(file.archive.touches)
