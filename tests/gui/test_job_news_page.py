"""Changed jobs: old and new side by side, opened, congratulated, dismissed, undone."""

import pytest

from infodesk.core.changes import Step
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.pages.job_news.banner import JobNewsBanner
from infodesk.gui.pages.job_news.page import JobNewsPage
from infodesk.operations.people import add_person
from infodesk.store import imports
from tests.gui.walking import nameless


@pytest.fixture
def asked():
    return []


@pytest.fixture
def people(store):
    ids = [add_person(store, PersonDraft(first_name=name)) for name in ("Maya", "Jon", "Ana")]
    with store.transaction(Step(code="import")) as db:
        changed = [
            (person, 1, "Nurse", "Bee", "Lead", "Aye", f"2026-01-0{day}")
            for day, person in enumerate(ids, start=1)
        ]
        imports.add_job_changes(db, changed)
    return ids


@pytest.fixture
def page(desk, people, asked, qtbot):
    page = JobNewsPage(
        desk,
        open_person=lambda one: asked.append(("open", one)),
        congratulate=lambda one: asked.append(("write", one)),
    )
    qtbot.addWidget(page)
    page.resize(1000, 600)
    desk.commands.enter("job-news")
    page.show()
    page.arrive()
    yield page
    page.close()


def listed(page):
    return [
        tuple(page.model.index(row, column).data() for column in range(3))
        for row in range(page.model.rowCount())
    ]


def test_old_and_new_stand_side_by_side_the_newest_first(page):
    job = ("Nurse at Bee", "Lead at Aye")
    assert listed(page) == [("Ana", *job), ("Jon", *job), ("Maya", *job)]
    assert page.subtitle() == "3 since the last export"
    assert nameless(page) == []


def test_keys_open_congratulate_and_dismiss(page, desk, people, asked):
    desk.commands.run("news-open")
    desk.commands.run("news-congratulate")
    assert asked == [("open", people[2]), ("write", people[2])]
    page.table.selectAll()
    desk.commands.run("news-dismiss")
    assert page.stack.currentIndex() == 1
    assert page.nothing.title.text() == "Nobody's job changed"
    assert not desk.commands.can_run("news-dismiss")
    finish(desk.store.undo())
    assert len(listed(page)) == 3


def test_without_a_composer_nothing_offers_to_write(desk, people, qtbot):
    page = JobNewsPage(desk)
    qtbot.addWidget(page)
    assert page.buttons[0].isHidden()
    assert not desk.commands.can_run("news-congratulate")


def test_in_a_narrow_window_the_day_gives_way(page, qtbot):
    page.resize(500, 400)
    qtbot.waitUntil(lambda: page.table.isColumnHidden(3))


def test_after_an_import_people_says_whose_job_changed(desk, store, qtbot, asked):
    banner = JobNewsBanner(desk, lambda: asked.append("look"))
    qtbot.addWidget(banner)
    person = add_person(store, PersonDraft(first_name="Maya"))
    assert banner.isHidden()
    with store.transaction(Step(code="import")) as db:
        imports.add_job_changes(db, [(person, 1, "", "Bee", "", "Aye", "2026-01-01")])
    assert banner.banner.accessibleName() == "1 person has another job than before."
    assert not banner.isHidden()
    finish(store.undo())
    assert banner.isHidden()
    finish(store.redo())
    assert banner.isHidden()
    banner.show()
    banner.banner.button.click()
    assert asked == ["look"]
    assert banner.isHidden()
