"""First run: from the welcome to a vault whose recovery code was kept, and three ways on."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest

from infodesk.core.progress import finish
from infodesk.gui.clipboard import SecretClipboard
from infodesk.gui.pages.door import Door
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.first_run import printing
from infodesk.gui.pages.first_run.confirm import RecoveryCodePage, two_groups
from infodesk.gui.pages.first_run.create import CreatePage
from infodesk.gui.pages.first_run.kit import RecoveryKit
from infodesk.gui.pages.first_run.sample import SampleBanner, load_the_sample
from infodesk.gui.pages.first_run.ways import WaysPage
from infodesk.gui.pages.first_run.welcome import WelcomeDialog, WelcomePage
from infodesk.gui.pages.new_passphrase import NewPassphrase
from infodesk.gui.pages.vault_place import wrong_name
from infodesk.operations.sample import has_sample
from infodesk.vault.folder import VaultFolder, unlock
from infodesk.vault.recovery import format_code
from infodesk.words import speak
from infodesk.words.emergency_kit import emergency_kit
from infodesk.words.languages import PSEUDO, use_language
from infodesk.words.passphrases import guessing_time, strength_sentence
from tests.gui.walking import nameless, untranslated
from tests.vault.insecure_profile import CHEAP

CODE = format_code(bytes(range(20)))
GOOD = "tide care borne canyon screen"


@pytest.fixture
def step(theme, settings, jobs, ask, tmp_path):
    return Doorstep(
        theme=theme, settings=settings, jobs=jobs, ask=ask, place=tmp_path / "InfoDesk", kdf=CHEAP
    )


@pytest.fixture
def opened():
    """What the door handed over; closed afterwards."""
    found = []
    yield found
    for store, vault, _then in found:
        store.close()
        vault.keys.wipe()


@pytest.fixture
def door(step, opened, qtbot):
    door = Door(step, folder=None, opened=lambda *what: opened.append(what))
    qtbot.addWidget(door)
    door.show()
    return door


def fill(page, passphrase=GOOD):
    page.passphrase.first.setText(passphrase)
    page.passphrase.again.setText(passphrase)


def create(door, qtbot):
    door.page.button.click()
    fill(door.page)
    door.page.make()
    qtbot.waitUntil(lambda: isinstance(door.page, RecoveryCodePage), timeout=10_000)


def keep_code(door):
    page = door.page
    code = page._code
    page.go_on.click()
    for number, line in zip(page.asked, page.lines, strict=True):
        line.setText(code.split("-")[number - 1].lower())
    page.check()


# The whole way


def test_from_the_welcome_to_an_open_vault(door, opened, tmp_path, qtbot):
    assert isinstance(door.page, WelcomePage)
    create(door, qtbot)
    keep_code(door)
    assert isinstance(door.page, WaysPage)
    assert not opened
    door.page.way_empty.click()
    _store, vault, then = opened[0]
    assert vault.folder.path == tmp_path / "InfoDesk" / "My search.infodesk"
    assert then is None
    opened[0][0].close()
    unlock(vault.folder, GOOD, kdf=CHEAP).wipe()


def test_leaving_before_the_end_closes_the_vault(door, opened, tmp_path, qtbot):
    create(door, qtbot)
    store, keys = door._held
    door.close()
    assert not opened
    with pytest.raises(Exception, match="closed"):
        store.db.execute("SELECT 1")
    with pytest.raises(RuntimeError, match="wiped"):
        keys.database()
    unlock(VaultFolder(tmp_path / "InfoDesk" / "My search.infodesk"), GOOD, kdf=CHEAP).wipe()


def test_esc_goes_back_to_the_welcome(door):
    door.page.button.click()
    assert isinstance(door.page, CreatePage)
    QTest.keyClick(door, Qt.Key.Key_Escape)
    assert isinstance(door.page, WelcomePage)


# Name, place and passphrase


def test_a_name_that_is_taken_or_impossible_is_told_beside_it(door, tmp_path, jobs):
    (tmp_path / "InfoDesk" / "My search.infodesk").mkdir(parents=True)
    door.page.button.click()
    page = door.page
    assert page.place.name.text() == "My search 2"
    fill(page)
    for name, words in (
        ("My search", "already there"),
        ("", "Give the vault a name"),
        ("a/b", "these signs"),
        ("CON", "Not every computer"),
    ):
        page.place.name.setText(name)
        page.make()
        assert words in page.place.name_field.error()
    assert not jobs.running
    assert wrong_name("Zweite Suche – 搜索") == ""


def test_a_place_that_cannot_be_written_keeps_what_was_typed(door, ask, tmp_path, qtbot):
    (tmp_path / "file").write_text("not a folder")
    door.page.button.click()
    page = door.page
    fill(page)
    ask.answers.append(tmp_path / "file")
    page.place.change.click()
    page.make()
    qtbot.waitUntil(lambda: bool(page.trouble.text()), timeout=10_000)
    assert "cannot be written" in page.trouble.text()
    assert page.passphrase.text() == GOOD
    ask.answers.append(tmp_path)
    page.trouble.buttons[0].click()
    page.make()
    qtbot.waitUntil(lambda: isinstance(door.page, RecoveryCodePage), timeout=10_000)
    assert (tmp_path / "My search.infodesk").is_dir()


@pytest.fixture
def passphrase(theme, qtbot):
    widget = NewPassphrase(theme)
    qtbot.addWidget(widget)
    return widget


def test_two_different_passphrases(passphrase):
    assert not passphrase.check()
    assert "Choose a passphrase" in passphrase.first_field.error()
    passphrase.first.setText(GOOD)
    assert passphrase.first_field.error() == ""
    assert not passphrase.check()
    assert "once more" in passphrase.again_field.error()
    passphrase.again.setText(GOOD + " ")
    assert not passphrase.check()
    assert "different" in passphrase.again_field.error()


def test_a_weak_one_is_warned_about_and_may_be_used(passphrase):
    chosen = []
    passphrase.chosen.connect(lambda: chosen.append(passphrase.check()))
    for field in (passphrase.first, passphrase.again):
        field.setText("monday12")
    assert not passphrase.check()
    assert "weak" in passphrase.weak.text()
    passphrase.weak.buttons[1].click()
    assert chosen == [True]
    assert passphrase.check()
    passphrase.first.setText("monday13")
    passphrase.again.setText("monday13")
    assert not passphrase.check()


def test_five_words_are_suggested_shown_and_strong_enough(passphrase):
    passphrase.suggest.click()
    words = passphrase.text()
    assert len(words.split()) == 5
    assert passphrase.first.echoMode() == passphrase.first.EchoMode.Normal
    assert passphrase.check()
    passphrase.suggest.click()
    assert passphrase.text() != words


def test_the_sentence_about_strength_is_honest():
    assert strength_sentence("very-weak", 12.0, ("too-short", "add-words")) == (
        "Very weak. A thousand fast graphics cards would guess it in less than a second. "
        "It is short."
    )
    assert guessing_time(200) == "about 3 minutes"
    assert guessing_time(86_400 * 12) == "about 12 days"
    assert guessing_time(1e20) == "millions of years"


# The recovery code


def test_two_groups_must_be_retyped_and_cannot_be_passed_over(step, qtbot):
    page = RecoveryCodePage(step, "My search", CODE, asked=(2, 7))
    qtbot.addWidget(page)
    kept = []
    page.kept.connect(lambda: kept.append(True))
    page.go_on.click()
    page.check()
    assert "Type group 2" in page.fields[0].error()
    page.lines[0].setText("40r4p")
    page.lines[1].setText("40R4P")
    page.check()
    assert page.fields[0].error() == ""
    assert "not group 7" in page.fields[1].error()
    assert not kept
    page.lines[1].setText("1w81w")
    QTest.keyClick(page.lines[1], Qt.Key.Key_Return)
    assert kept
    assert len(set(two_groups())) == 2


def test_the_code_is_taken_off_the_clipboard(theme, jobs, ask, qtbot):
    kit = RecoveryKit(theme, jobs, ask, vault="My search", code=CODE)
    qtbot.addWidget(kit)
    kit.copy.click()
    assert QGuiApplication.clipboard().text() == CODE
    assert QGuiApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    kit.close_up()
    assert QGuiApplication.clipboard().text() == ""


def test_what_was_copied_since_stays_on_the_clipboard(qapp, qtbot):
    secret = SecretClipboard(clear_after_ms=1)
    secret.copy("secret")
    QGuiApplication.clipboard().setText("something else")
    secret.clear()
    assert QGuiApplication.clipboard().text() == "something else"
    secret.copy("secret")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_the_code_is_saved_as_a_pdf_where_the_person_says(theme, jobs, ask, tmp_path, qtbot):
    kit = RecoveryKit(theme, jobs, ask, vault="My search", code=CODE)
    qtbot.addWidget(kit)
    ask.answers.append(tmp_path / "kit.pdf")
    kit.save.click()
    qtbot.waitUntil(lambda: bool(kit.told.text()), timeout=20_000)
    assert "not encrypted" in kit.told.text()
    assert (tmp_path / "kit.pdf").read_bytes()[:5] == b"%PDF-"
    assert [path.name for path in tmp_path.iterdir()] == ["kit.pdf"]


def test_without_a_printer_it_says_what_to_do(theme, jobs, ask, qtbot, monkeypatch):
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    kit = RecoveryKit(theme, jobs, ask, vault="My search", code=CODE)
    qtbot.addWidget(kit)
    kit.print.click()
    assert "by hand" in kit.told.text()


def test_the_sheet_fits_on_paper(qapp, clock):
    sheet = emergency_kit("<b>My</b> search", CODE, clock())
    paper = QImage(1240, 1754, QImage.Format.Format_RGB32)  # A4 at 150 dots an inch
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    end = printing.paint_kit(painter, QRectF(paper.rect()), 150, sheet)
    painter.end()
    assert end < 1754
    inked = {y for y in range(0, 1754, 2) for x in range(0, 1240, 2) if paper.pixel(x, y) & 1 == 0}
    assert len(inked) > 100


# Three ways on


def test_each_way_says_what_is_to_be_done_first(step, desk, qtbot):
    page = WaysPage(step)
    qtbot.addWidget(page)
    chosen = []
    page.chosen.connect(chosen.append)
    page.way_sample.click()
    chosen[0](desk)
    assert has_sample(desk.store)
    page.way_empty.click()
    assert chosen[1] is None


def test_a_file_dropped_on_the_ways_is_imported(step, tmp_path, qtbot):
    page = WaysPage(step)
    qtbot.addWidget(page)
    chosen = []
    page.chosen.connect(chosen.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "Connections.csv"))])
    page.dropEvent(
        QDropEvent(
            QPointF(1, 1),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert chosen[0].args == ([tmp_path / "Connections.csv"],)


def test_the_sample_is_pointed_out_until_it_is_removed(desk, qtbot):
    banner = SampleBanner(desk)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    said = []
    desk.notices.toasted.connect(lambda words, undo: said.append((words, undo)))
    load_the_sample(desk)
    assert not banner.isHidden()
    assert "came in" in said[-1][0]
    load_the_sample(desk)
    assert said[-1] == ("The sample is already here.", False)
    banner.banner.button.click()
    assert banner.isHidden()
    assert not has_sample(desk.store)
    assert said[-1][1]
    finish(desk.store.undo())
    assert not banner.isHidden()


# Words and names


def test_every_control_has_a_name_and_every_word_is_translated(
    step, theme, desk, qtbot, request, tmp_path
):
    use_language(PSEUDO)
    request.addfinalizer(lambda: speak(None))
    data = {"My search", "InfoDesk", str(tmp_path), *CODE.split("-"), "Ctrl"}
    for page in (
        WelcomePage(step),
        WelcomeDialog(theme, None),
        CreatePage(step),
        RecoveryCodePage(step, "My search", CODE),
        WaysPage(step),
        SampleBanner(desk),
    ):
        qtbot.addWidget(page)
        assert nameless(page) == []
        assert [text for text in untranslated(page, data) if "Group" not in text] == [], type(page)
