"""Invented reports to print: one meeting, a dossier, and as many meetings as wanted."""

from datetime import UTC, datetime

from infodesk.core.report import (
    Column,
    Field,
    Fields,
    Heading,
    Node,
    PageBreak,
    Paragraph,
    PrinterWords,
    QuestionAnswer,
    Quote,
    Report,
    Table,
    plain,
)
from infodesk.formats.markdown import notes_to_nodes

ENGLISH = {
    "report-page-of": "{page} of {pages}",
    "report-contents": "Contents",
    "report-private": "Private notes. This file is not encrypted.",
    "report-produced": "Made with InfoDesk",
    "report-must-ask": "must ask",
    "report-not-asked": "not asked",
    "mark-insight": "Insight",
    "mark-quote": "Quote",
    "mark-referral": "Referral",
    "mark-resource": "Resource",
    "mark-action": "Action",
    "mark-red-flag": "Red flag",
}
WORDS = PrinterWords.said_by(ENGLISH.__getitem__)

NOTE = """\
Moved from the ward in 2019, first part-time. The team is six people, two of them nurses.
! Half of the week is data quality; dashboards are the smallest part
" “Nobody thanks you for a clean table, but everybody notices a dirty one.”
! Regulation changes in 2027 will double registry work
# Book: Foundations of Health Registries, chapter 4, the one about linking records that were \
never meant to be linked
@ Sara Lind, nurse educator at Alder: “use my name”
> I send him the course list by Friday
? On-call weekends, not mentioned in any posting

Agrees about registries, but **only** for hospitals *his* size. See
[the register's own guide](https://example.org/guide) and `SELECT count(*)`.

## How the week is spent

- checking what came in over night
- two ward visits
  - one announced
  - one not
- [x] asked about the salary band
- [ ] ask again in autumn

1. first the SQL course
2. then one small registry

| Day | Work | Hours |
|---|---|---:|
| Monday | data quality | 7.5 |
| Tuesday | ward visit | 4 |

```
select ward, count(*)   -- his example
  from visits group by ward
```
"""

QUESTIONS = (
    QuestionAnswer(
        question="What does a normal week look like for you?",
        asked=True,
        answer=(Paragraph(spans=plain("Mostly data quality; two ward visits")),),
    ),
    QuestionAnswer(question="What surprised you when you moved from the ward?", asked=True),
    QuestionAnswer(
        question="Which skill did you wish you had on day one?",
        must_ask=True,
        asked=True,
        answer=(Paragraph(spans=plain("SQL, and saying no")),),
    ),
    QuestionAnswer(
        question="Maya says registries come before dashboards. Do you agree?", must_ask=True
    ),
    QuestionAnswer(question="What would make you leave this work?"),
)


def report(*nodes: Node, title: str = "Tomás Ortega", language: str = "en", **more: str) -> Report:
    """Return a report that holds `nodes`."""
    return Report(
        kind="meeting-notes",
        label=more.get("label", "Meeting notes"),
        title=title,
        subtitle=more.get("subtitle", ""),
        language=language,
        created_at=datetime(2026, 3, 9, 17, 30, tzinfo=UTC),
        created="9 March 2026",
        words=WORDS,
        cover=(
            Field(label="Person", value="Tomás Ortega"),
            Field(label="Date", value="Thursday, 5 March 2026, 16:00 (Europe/Madrid)"),
            Field(label="Place", value="by video"),
            Field(label="Profile", value="example.org/tomas", link="https://example.org/tomas"),
        ),
        nodes=nodes,
    )


def meeting(note: str = NOTE, title: str = "Thursday, 5 March 2026") -> tuple[Node, ...]:
    """Return one meeting as the nodes that a report gives it."""
    return (
        Heading(level=1, text=title),
        Fields(
            fields=(
                Field(label="Time", value="16:00 to 16:20 (Europe/Madrid)"),
                Field(label="Goal", value="Is registry work what I think it is?"),
            )
        ),
        Heading(level=2, text="Questions"),
        *QUESTIONS,
        Heading(level=2, text="Private notes"),
        *notes_to_nodes(note, under=2),
    )


def one_meeting() -> Report:
    """Return the notes of one meeting."""
    return report(*meeting(), subtitle="Clinical analyst at Alder Hospitals")


def dossier() -> Report:
    """Return a person's dossier: facts, timeline, meetings."""
    rows = (
        ("2 Feb 2026", "Message", "Asked for 20 minutes about registry work"),
        ("4 Feb 2026", "Reply", "Yes, in March, by video"),
        ("5 Mar 2026", "Meeting", "20 minutes, 3 of 5 questions asked"),
        ("6 Mar 2026", "Message", "Thanked; sent the course list"),
    )
    return report(
        Heading(level=1, text="Facts"),
        Fields(
            fields=(
                Field(label="Position", value="Clinical analyst"),
                Field(label="Company", value="Alder Hospitals"),
                Field(label="E-mail", value="tomas@example.org", link="mailto:tomas@example.org"),
                Field(label="Known since", value="14 May 2023"),
            )
        ),
        Quote(spans=plain("Nobody thanks you for a clean table."), source="Tomás Ortega"),
        Heading(level=1, text="Timeline"),
        Table(
            columns=(
                Column(label=plain("Date"), share=0),
                Column(label=plain("What"), share=0),
                Column(label=plain("About")),
            ),
            rows=tuple(tuple(plain(cell) for cell in row) for row in rows),
        ),
        PageBreak(),
        *meeting(),
        PageBreak(),
        *meeting("! Only one thing said", "Thursday, 7 May 2026"),
        label="Person",
        subtitle="Clinical analyst at Alder Hospitals",
    )


def selection(count: int, note: str = NOTE) -> Report:
    """Return a report about `count` meetings."""
    nodes: list[Node] = []
    for number in range(1, count + 1):
        nodes += [PageBreak(), *meeting(note, f"Meeting {number}: Person {number} of Alder")]
    return report(*nodes, title=f"{count} meetings", label="Selected meetings")
