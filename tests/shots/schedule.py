"""Pictures of how meetings are planned: the form with two zones, the month, free times."""

from datetime import timedelta

from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.gui.pages.meetings.free_times import Use, open_free_times
from infodesk.operations import meetings, next_steps, people
from tests.shots.pages import LONG, Look, Pictures, open_empty, set_stage

LOOKS = {
    "light": Look(),
    "dark": Look(theme="dark"),
    "small": Look(size=(1366, 768)),
    "text-200": Look(size=(1366, 768), text_size=200),
    "narrow": Look(size=(640, 480)),
    "contrast": Look(theme="contrast", size=(1366, 768)),
    "right-to-left": Look(size=(1366, 768), mirrored=True),
}
ZONES = ("America/New_York", "Europe/Lisbon", "Asia/Tokyo")
_ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    b"DTSTART:20260101T110000Z\r\nDTEND:20260101T143000Z\r\nRRULE:FREQ=DAILY\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
NAMES = ("Maya Chen", "Tomás Ortega", "Ruth Sándoval", "Leila Haddad", "Sara Lind", LONG)


def set_meetings(store, now):
    """Put in people with meetings and steps around `now`; return the first of them."""
    found = []
    for number, name in enumerate(NAMES):
        first, _, last = name.partition(" ")
        found.append(people.add_person(store, PersonDraft(first_name=first, last_name=last)))
        next_steps.plan(store, found[-1], "", (now + timedelta(days=number * 2 - 3)).date())
    for number in range(14):
        meeting = meetings.add_meeting(
            store,
            MeetingDraft(
                person_id=found[number % len(found)],
                local_start=(now + timedelta(days=number * 2 - 9)).replace(
                    hour=9 + number % 7, minute=30
                ),
                zone=ZONES[number % 3],
                place="https://meet.example.org/talk",
            ),
        )
        if number % 5 == 3:
            meetings.cancel_meeting(store, meeting)
        elif number < 4:
            meetings.hold_meeting(store, meeting)
    for number in range(7):
        next_steps.plan(store, found[number % 5], f"Send part {number}", now.date())
    return found


def paint_schedule(stage, folder, look):
    """Paint month and form."""
    set_stage(stage, look)
    shown = Pictures(stage, folder)
    shown.job = job = open_empty(stage)
    page = job.meetings_page()
    page.show_month(month=True)
    shown.look("month-empty")
    found = set_meetings(job.desk.store, job.desk.clock().replace(tzinfo=None))
    shown.look("month")
    page.show_month(month=False)
    shown.look("agenda")
    page.new_meeting(found[0])
    page.form.zone.choose(page.form._zone_option("America/New_York"))
    page.form.zone.changed.emit()
    shown.look("form")
    calendar = stage.folder / "private.ics"
    calendar.write_bytes(_ICS)
    sheet = open_free_times(
        job.desk,
        job.window,
        paths=[calendar],
        theirs="America/New_York",
        use=Use(words="Write to Maya Chen", run=print),
    )
    stage.hand.wait(lambda: job.desk.busy.names, "the calendar")
    shown.look("free-times")
    sheet._scroll.verticalScrollBar().setValue(10_000)
    shown.look("free-times-end")
    sheet.reject()
