"""The composer: one text to one person, with what the checks say beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QActionGroup, QDesktopServices, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.composing.checks import check
from infodesk.core.composing.fields import fill
from infodesk.core.composing.findings import Checked, Level
from infodesk.core.composing.fitting import fit
from infodesk.core.composing.lexicon import LANGUAGES
from infodesk.core.composing.reading import count_words
from infodesk.core.composing.templates import built_in
from infodesk.core.drafts import (
    CHANNELS,
    FIRST,
    SUBJECTS,
    Outreach,
    OutreachState,
    Template,
    TextKind,
    Way,
)
from infodesk.core.errors import NoSuchRecord, StaleEdit, UserError
from infodesk.core.files import write_atomically
from infodesk.core.ids import MeetingId, OutreachId, PersonId
from infodesk.core.outreach import Channel
from infodesk.core.text import fold
from infodesk.gui.ask import FileKind
from infodesk.gui.desk import Desk
from infodesk.gui.links import open_link
from infodesk.gui.pages.meetings.free_times import Use, open_free_times
from infodesk.gui.pages.outreach.findings import Facts, FindingList
from infodesk.gui.pages.outreach.mail_text import MailText
from infodesk.gui.pages.outreach.sent_strip import SentStrip
from infodesk.gui.shell.keymap import scrolled
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import (
    Button,
    Card,
    Chip,
    ElidedLabel,
    FlowLayout,
    Hairline,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SectionHeading,
    set_tooltip,
)
from infodesk.gui.widgets.autosave import Autosave
from infodesk.operations import composing as knowing
from infodesk.operations import moves
from infodesk.operations import outreach as verbs
from infodesk.operations.pipeline import usual_channel
from infodesk.store import meetings as meeting_rows
from infodesk.store import outreach as rows
from infodesk.store import templates as template_rows
from infodesk.words import t, tn
from infodesk.words.composing import (
    channel_words,
    kind_words,
    language_words,
    short_channel_words,
    verdict_words,
)
from infodesk.words.dates import months, weekdays
from infodesk.words.errors import explain

CHECK_MS = 40
"""So long after the first unchecked key the checks run; they take a few milliseconds."""

FINDINGS_WIDTH = 288
WHO_WIDTH = 300
BESIDE_FROM = 700
"""Narrower than this, findings and text take turns."""

NAMED_FROM = 600
"""Narrower than this, LinkedIn's channels are named for short."""

LOW = 470
"""Lower than this, the buttons give way while "Sent?" is asked."""

COPY_STAYS_MS = 300_000
"""A copied text stays that long: finding the person on LinkedIn takes its time."""

_TONES: dict[str, ColorName] = {
    "empty": "muted",
    "blocked": "bad",
    "too-long": "warn",
    "look": "warn",
    "ready": "good",
}
_KNOWN_TABLES = (
    "person", "position", "education", "email", "touch", "referral", "meeting", "profile",
    "profile_entry", "event_person", "company", "setting", "tag", "person_tag",
)  # fmt: skip


class Composer(QWidget):
    """Composes a text; `sent(person_id)` tells that one was marked as sent, `left` that it ends.

    Nothing typed is ever lost: it is kept a moment after the typing rests, per channel. `changed`
    tells that commands mean something else now.
    """

    sent = Signal(object)
    left = Signal()
    changed = Signal()
    person_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.draft: Outreach | None = None
        self.known: knowing.Known | None = None
        self.checked: Checked | None = None
        self._fresh = False
        self._loading = False
        self._otherwise = LANGUAGES[0]
        self._to = ""
        self._channels: dict[Channel, Chip] = {}
        self.autosave = Autosave(self._keep, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(CHECK_MS)
        self._later.timeout.connect(self.check)
        self.address = ElidedLabel(desk.theme, "", "body", "muted")
        self.who = ElidedLabel(desk.theme, "", "strong", "accent")
        self.who.setMaximumWidth(desk.theme.px(WHO_WIDTH))
        self._build()
        self._listen()

    # Building

    def _build(self) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        self.sheet = Card(theme, margin=0, gap=0)
        self.text = MailText(theme, t("Text"), t("Write here, or choose a template."))
        self.subject = QLineEdit()
        self.subject.setProperty("bare", True)
        self.subject.setAccessibleName(t("Subject"))
        self.subject.setPlaceholderText(t("Three to six words"))
        self.subject_words = PlainLabel(theme, "", "small", "muted")
        self.strip = SentStrip(theme)
        self.sheet.body.addWidget(self._head())
        self.sheet.body.addWidget(Hairline(theme))
        self.sheet.body.addWidget(self._to_line())
        self._subject_line = self._line(t("Subject"), self.subject, self.subject_words)
        self._subject_rule = Hairline(theme)
        self.sheet.body.addWidget(self._subject_rule)
        self.sheet.body.addWidget(self._subject_line)
        self.sheet.body.addWidget(Hairline(theme))
        middle = QVBoxLayout()
        middle.setContentsMargins(px(18), px(14), px(6), px(6))
        middle.addWidget(self.text)
        self.sheet.body.addLayout(middle, 1)
        strip = QVBoxLayout()
        strip.setContentsMargins(px(12), 0, px(12), px(8))
        strip.addWidget(self.strip)
        self.sheet.body.addLayout(strip)
        self.sheet.body.addWidget(Hairline(theme))
        self.foot = self._foot()
        self.sheet.body.addWidget(self.foot)
        self.side = self._findings()
        self.turns = QStackedWidget()
        self.turns.addWidget(self.sheet)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        row.addWidget(self.turns, 1)
        row.addWidget(self.side)
        self._row = row
        self._beside = True

    def _head(self) -> QWidget:
        theme, px = self.desk.theme, self.desk.theme.px
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(px(14), px(10), px(12), px(10))
        line.setSpacing(px(8))
        choices = QWidget()
        flow = FlowLayout(theme, choices, gap=6)
        group = QButtonGroup(self)
        for channel in CHANNELS:
            chip = Chip(theme, channel_words(channel))
            group.addButton(chip)
            chip.clicked.connect(partial(self.choose_channel, channel))
            flow.addWidget(chip)
            self._channels[channel] = chip
        self.template = QuietButton(theme, "", icon="chevron-down")
        self.template.clicked.connect(self.open_templates)
        line.addWidget(choices, 1)
        line.addWidget(self.template, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _to_line(self) -> QWidget:
        theme = self.desk.theme
        self.other_address = QuietButton(theme, t("Another address"), icon="at")
        self.other_address.clicked.connect(self.open_addresses)
        self.page = QuietButton(theme, t("LinkedIn page"), icon="external")
        self.page.clicked.connect(self.open_profile)
        return self._line(t("To"), self.who, self.address, self.other_address, self.page)

    def _line(self, label: str, *widgets: QWidget) -> QWidget:
        theme, px = self.desk.theme, self.desk.theme.px
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(px(18), px(8), px(12), px(8))
        line.setSpacing(px(10))
        name = PlainLabel(theme, label, "body", "muted")
        name.setMinimumWidth(px(56))
        line.addWidget(name)
        for widget in widgets:
            grows = isinstance(widget, QLineEdit) or (
                isinstance(widget, ElidedLabel) and widget is not self.who
            )
            line.addWidget(widget, 100 if grows else 0)
            if widget is self.address:
                line.addStretch(1)  # of use where the address is not shown
        return holder

    def _foot(self) -> QWidget:
        theme, px = self.desk.theme, self.desk.theme.px
        holder = QWidget()
        self.verdict = _VerdictButton(self.desk)
        self.verdict.clicked.connect(self.toggle_findings)
        self.refit = QuietButton(theme, t("Fit again"), icon="refresh")
        self.refit.clicked.connect(self.fit_again)
        set_tooltip(self.refit, t("Fits the draft to this channel anew; what you typed here goes."))
        self.copy_button = Button(theme, t("Copy"))
        self.copy_button.clicked.connect(self.copy)
        self.save_button = Button(theme, t("Save .eml"))
        self.save_button.clicked.connect(self.save_file)
        self.go = PrimaryButton(theme, t("Open in mail"), key="Ctrl+Return")
        self.go.clicked.connect(self.hand_over)
        self._foot_line = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._foot_line.setContentsMargins(px(14), px(10), px(14), px(10))
        self._foot_line.setSpacing(px(8))
        said = QHBoxLayout()
        said.setSpacing(px(8))
        said.addWidget(self.verdict)
        said.addWidget(self.refit)
        said.addStretch(1)
        done = QHBoxLayout()
        done.setSpacing(px(8))
        done.addStretch(1)
        for widget in (self.copy_button, self.save_button, self.go):
            done.addWidget(widget)
        self._foot_line.addLayout(said)
        self._foot_line.addLayout(done)
        return holder

    def _findings(self) -> QWidget:
        theme, px = self.desk.theme, self.desk.theme.px
        card = Card(theme, margin=0, gap=0)
        inner = QWidget()
        inner.setMinimumWidth(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(16), px(14), px(12), px(16))
        column.setSpacing(px(6))
        column.addWidget(SectionHeading(theme, t("While you write")))
        self.findings = FindingList(theme)
        column.addWidget(self.findings)
        self.common = Facts(theme, t("In common"))
        self.about = Facts(theme, t("About them"))
        self.afterwards = Facts(theme, t("Afterwards"))
        for part in (self.common, self.about, self.afterwards):
            column.addWidget(part)
        column.addStretch(1)
        card.body.addWidget(scrolled(inner, t("While you write")))
        return card

    def _listen(self) -> None:
        self.text.typed.connect(self._typed)
        self.text.left.connect(self.autosave.flush)
        self.text.link_chosen.connect(partial(open_link, self.desk))
        self.subject.textEdited.connect(lambda _text: self._typed())
        self.subject.editingFinished.connect(self.autosave.flush)
        self.autosave.changed.connect(self._show_state)
        self.findings.place_asked.connect(self.text.go_to)
        self.findings.accepted.connect(self.accept)
        self.strip.said_yes.connect(self.say_sent)
        self.strip.said_no.connect(self.say_not_sent)
        self.strip.shown.connect(self._fit_low)
        self.desk.changes.changed.connect(self._heard)
        self.desk.theme.changed.connect(self._restyle)
        self._restyle()

    # Whom and what

    def open(
        self,
        person_id: PersonId,
        kind: TextKind | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> bool:
        """Compose a text to a person; False, with a sentence about it, if that may not be.

        A draft of the kind goes on; else the template of the kind (or of the likeliest one) is
        filled, also from `facts`; the fact "meeting" is the id of the meeting that it is about.
        """
        if not self.flush():
            return False
        facts = dict(facts or {})
        about = facts.pop("meeting", "")
        try:
            self._read_person(person_id)
            assert self.known is not None
            if about:
                meeting = meeting_rows.get(self.desk.store.db, MeetingId(int(about)))
                self.known = replace(self.known, meeting=meeting)
        except UserError as error:
            self.desk.notices.toast(explain(error), undo=False)
            return False
        found = rows.open_draft(self.desk.store.db, person_id, kind)
        if found is not None:
            self._show(found)
            return True
        wanted = kind or knowing.usual_kind(self.known)
        new = Outreach(
            id=verbs.NEW, rev=0, person_id=person_id, kind=wanted, channel=self._usual_channel()
        )
        self._show(self._filled(new, built_in(wanted, self.template_language()), facts))
        return True

    def open_draft(self, outreach_id: OutreachId) -> bool:
        """Go on with a text; False if it is gone or its person may not be written to."""
        if not self.flush():
            return False
        try:
            draft = rows.get(self.desk.store.db, outreach_id)
            self._read_person(draft.person_id)
        except UserError as error:
            self.desk.notices.toast(explain(error), undo=False)
            return False
        self._show(draft)
        return True

    def _read_person(self, person_id: PersonId) -> None:
        person = verbs.person_to_write_to(self.desk.store, person_id)
        self.known = knowing.known(self.desk.store, person)

    def _usual_channel(self) -> Channel:
        assert self.known is not None
        usual = usual_channel(self.desk.store, self.known.person.id)
        return usual if usual in CHANNELS else Channel.EMAIL

    def template_language(self) -> str:
        """Return the language templates are taken in: the one chosen last, else the window's."""
        spoken = self.desk.settings.now.language[:2]
        usual = spoken if spoken in LANGUAGES else LANGUAGES[0]
        return verbs.template_language(self.desk.store) or usual

    def _filled(self, draft: Outreach, template: Template, facts: Mapping[str, str]) -> Outreach:
        assert self.known is not None
        known = {**knowing.facts(self.known, template.kind, template.language), **facts}
        return replace(
            draft,
            kind=template.kind,
            template_id=template.id,
            subject=fill(template.subject, known),
            text=fill(template.text, known),
            fitted={},
        )

    def forget(self) -> None:
        """Show nobody: the draft was deleted, or the person is gone."""
        self.autosave.forget()
        self._later.stop()
        self.draft, self.known, self.checked = None, None, None
        self.strip.dismiss()

    # Showing

    def _show(self, draft: Outreach) -> None:
        assert self.known is not None
        self.draft = draft
        # Read here and not by the timer of the checks, which may ring when the vault is closed.
        self._otherwise = self.template_language()
        person = self.known.person
        self.who.setText(person.name)
        self._show_address()
        self.page.setVisible(bool(person.slug))
        self._show_facts()
        self._show_channel()
        self._show_text()
        self.strip.dismiss()
        if draft.state is OutreachState.HANDED_OVER:
            self.strip.ask(person.name, Way.COPY if draft.channel is not Channel.EMAIL
                           else Way.MAILTO)  # fmt: skip
        self.check()
        self.changed.emit()

    def _show_address(self) -> None:
        assert self.known is not None
        known = [email.address for email in self.known.person.emails]
        if self._to not in known:
            self._to = known[0] if known else ""
        self.address.setText(self._to or t("No e-mail address known"))

    def open_addresses(self) -> None:
        """Offer the person's other addresses."""
        if self.known is None:
            return
        menu = QMenu(self)
        for email in self.known.person.emails:
            action = menu.addAction(email.address.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(email.address == self._to)
            action.triggered.connect(partial(self.choose_address, email.address))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.other_address.mapToGlobal(self.other_address.rect().bottomLeft()))

    def choose_address(self, address: str, _checked: bool = False) -> None:
        """Write to another address of the person."""
        self._to = address
        self._show_address()

    def _show_text(self) -> None:
        assert self.draft is not None
        self._loading = True
        self.subject.setText(self.draft.subject)
        self.text.show_findings(())
        self.text.load(self.shown_text())
        self._loading = False
        self.autosave.forget()

    def shown_text(self) -> str:
        """Return the text as it goes by the chosen channel."""
        draft = self.draft
        if draft is None or self.known is None:
            return ""
        if draft.channel in draft.fitted:
            return draft.fitted[draft.channel]
        return fit(draft.text, draft.channel, self.known.limits, language=draft.language)

    def _show_channel(self) -> None:
        draft = self.draft
        assert draft is not None
        for channel, chip in self._channels.items():
            chip.setChecked(channel is draft.channel)
        has_subject = draft.channel in SUBJECTS
        self._subject_line.setVisible(has_subject)
        self._subject_rule.setVisible(has_subject)
        mail = draft.channel is Channel.EMAIL
        self.go.set_text(t("Open in mail") if mail else t("Copy and open LinkedIn"))
        self.save_button.setVisible(mail)
        self.copy_button.setVisible(True)
        self.address.setVisible(mail)
        several = self.known is not None and len(self.known.person.emails) > 1
        self.other_address.setVisible(mail and several)
        self.template.set_text(self._template_words())
        self.go.updateGeometry()

    def _template_words(self) -> str:
        assert self.draft is not None
        if self.draft.template_id is not None:
            try:
                return template_rows.get(self.desk.store.db, self.draft.template_id).name
            except NoSuchRecord:
                pass
        return kind_words(self.draft.kind)

    def _show_facts(self) -> None:
        about = self.known
        assert about is not None
        shared = [point.what for point in about.common]
        if about.event:
            shared.append(t("Met at {event}", event=about.event))
        if about.referrer:
            shared.append(t("Named by {name}", name=about.referrer))
        self.common.show_lines([(" · ".join(dict.fromkeys(shared)), None)] if shared else [])
        person = about.person
        role = " · ".join(part for part in (person.title, person.company, person.location) if part)
        lines: list[tuple[str, Callable[[], object] | None]] = [(role, None)] if role else []
        if about.hook:
            lines.append((about.hook, None))
        lines.append((t("Open their page"), lambda: self.person_asked.emit(person.id)))
        self.about.show_lines(lines)
        self.afterwards.show_lines([(words, None) for words in self._afterwards()])

    def _afterwards(self) -> list[str]:
        """Return what will be due if the text is sent today."""
        draft, about = self.draft, self.known
        kind = draft.kind if draft is not None else TextKind.COLD
        if about is None or kind not in FIRST | {TextKind.FOLLOW_UP}:
            return []
        clock = moves.clock_of(self.desk.store)
        if kind is TextKind.FOLLOW_UP:
            stop = clock.week.after(about.today, clock.follow_up_after)
            return [t("{day}: close kindly", day=_short_day(stop))]
        second = clock.week.after(about.today, clock.second_person_after)
        follow = clock.week.after(about.today, clock.follow_up_after)
        most = clock.follow_ups_most
        return [
            t("{day}: a second person there", day=_short_day(second)),
            t("{day}: close kindly", day=_short_day(follow)) if not most else tn(
                "{day}: one follow-up, then stop",
                "{day}: up to {count} follow-ups, then stop",
                most,
                day=_short_day(follow),
            ),
        ]  # fmt: skip

    # Checking

    def check(self) -> None:
        """Check the text as it stands and show what there is to say."""
        self._later.stop()
        draft, about = self.draft, self.known
        if draft is None or about is None:
            return
        context = knowing.context(
            about,
            kind=draft.kind,
            channel=draft.channel,
            language=draft.language,
            accepted=draft.accepted,
        )
        text = self.text.text()
        self.checked = check(text, self.subject.text(), context, otherwise=self._otherwise)
        self.text.show_findings(self.checked.findings)
        self.findings.show_findings(self.checked.findings)
        self._show_verdict(self.checked)

    def _show_verdict(self, checked: Checked) -> None:
        verdict = checked.verdict
        words = verdict_words(verdict)
        self.verdict.show_verdict(words, _TONES[verdict.state])
        count = count_words(self.subject.text())
        self.subject_words.setText(tn("{count} word", "{count} words", count))
        draft = self.draft
        self.refit.setVisible(
            draft is not None and draft.channel is not Channel.EMAIL
            and draft.channel in draft.fitted
        )  # fmt: skip
        self._arrange()

    def accept(self, name: str) -> None:
        """Take a name that was doubted as right for this draft."""
        if self.draft is None:
            return
        words = {fold(name), *(fold(word) for word in name.split())}
        self.draft = replace(self.draft, accepted=self.draft.accepted | words)
        self._fresh = True
        self.autosave.touch()
        self.check()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_finding(self) -> None:
        """Go to the next underlined place after the cursor, or the first one again."""
        spans = self.text.spans()
        if not spans:
            return
        place = self.text.cursor_place()
        self.text.go_to(next((span for span in spans if span.start >= place), spans[0]))

    # Typing and keeping

    def _typed(self) -> None:
        if self._loading or self.draft is None:
            return
        self._fresh = True
        self.autosave.touch()
        if not self._later.isActive():
            self._later.start()

    def _with_typed(self) -> Outreach:
        assert self.draft is not None
        draft = replace(self.draft, subject=self.subject.text())
        text = self.text.text()
        if draft.channel is Channel.EMAIL:
            return replace(draft, text=text)
        if text == self.shown_text():
            return draft
        return replace(draft, fitted={**draft.fitted, draft.channel: text})

    def _keep(self) -> None:
        if self.draft is None:
            return
        self.draft = self._with_typed()
        try:
            self.draft = verbs.keep_draft(self.desk.store, self.draft, initiator=self)
        except StaleEdit:
            # Changed elsewhere since: what is typed here is the newer, and nothing is lost.
            newest = rows.get(self.desk.store.db, self.draft.id)
            newer = replace(self.draft, rev=newest.rev)
            self.draft = verbs.keep_draft(self.desk.store, newer, initiator=self)
        except NoSuchRecord:
            unkept = replace(self.draft, id=verbs.NEW, follows=None)
            self.draft = verbs.keep_draft(self.desk.store, unkept, initiator=self)
        self._fresh = False

    def _show_state(self, _state: object, error: UserError | None) -> None:
        if error is not None:
            self.desk.notices.failed(error)

    def flush(self) -> bool:
        """Keep what is typed; False if that was refused."""
        if self.draft is None or not self._fresh:
            return True
        return self.autosave.flush()

    def _heard(self, change: ChangeSet) -> None:
        draft = self.draft
        if draft is None:
            return
        if change.touches("outreach") and change.initiator is not self:
            self._reread(draft)
        if change.touches(*_KNOWN_TABLES) and self.draft is not None:
            self._reread_person()

    def _reread(self, draft: Outreach) -> None:
        if draft.id == verbs.NEW or self._fresh:
            return
        try:
            newest = rows.get(self.desk.store.db, draft.id)
        except NoSuchRecord:
            # Its making was undone: what stands here is a text that is not kept yet.
            self.draft = replace(draft, id=verbs.NEW, state=OutreachState.DRAFT)
            self.strip.dismiss()
            return
        if newest.rev == draft.rev:
            return
        shown = self.text.text()
        self.draft = newest
        if newest.state is OutreachState.DRAFT:
            self.strip.dismiss()
        self._show_channel()
        if self.shown_text() != shown or newest.subject != self.subject.text():
            self._loading = True
            self.subject.setText(newest.subject)
            self.text.change_to(self.shown_text())
            self._loading = False
        self.check()

    def _reread_person(self) -> None:
        assert self.known is not None
        try:
            self._read_person(self.known.person.id)
        except UserError:
            self.forget()
            self.left.emit()
            return
        self._show_facts()
        self._show_address()
        self._show_channel()
        self.check()

    # Channel and template

    def choose_channel(self, channel: Channel) -> None:
        """Show the text as it goes by another channel; what was typed for this one is kept."""
        if self.draft is None or self.draft.channel is channel:
            return
        self.draft = replace(self._with_typed(), channel=channel)
        self._show_channel()
        self._show_text()
        self._fresh = True
        self.autosave.touch()
        self.check()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def next_channel(self) -> None:
        """Go on to the next channel."""
        if self.draft is not None:
            place = CHANNELS.index(self.draft.channel)
            self.choose_channel(CHANNELS[(place + 1) % len(CHANNELS)])

    def fit_again(self) -> None:
        """Fit the draft to the channel anew, over what was typed for it."""
        draft = self.draft
        if draft is None or draft.channel not in draft.fitted:
            return
        kept = {one: text for one, text in draft.fitted.items() if one is not draft.channel}
        self.draft = replace(draft, fitted=kept)
        self._show_text()
        self._keep_taken(draft)
        self.check()

    def _keep_taken(self, before: Outreach) -> None:
        """Keep what came instead of a text that was kept, as a step that Undo takes back."""
        if before.id == verbs.NEW or self.draft is None:
            return
        try:
            self.draft = verbs.keep_draft(self.desk.store, self.draft, initiator=self, typed=False)
        except UserError as error:
            self.desk.notices.failed(error)
            return
        self.desk.notices.toast(t("The text was replaced."))

    def open_templates(self) -> None:
        """Offer the templates."""
        menu = self.templates_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.template.mapToGlobal(self.template.rect().bottomLeft()))

    def templates_menu(self) -> QMenu:
        """Return the menu of built-in and own templates, and of their language."""
        menu = QMenu(self)
        language = self.template_language()
        own = template_rows.all_own(self.desk.store.db)
        for template in own:
            action = menu.addAction(template.name.replace("&", "&&"))
            action.triggered.connect(partial(self.take_template, template))
        if own:
            menu.addSeparator()
        for kind in TextKind:
            action = menu.addAction(kind_words(kind))
            action.triggered.connect(
                lambda _checked=False, one=kind: self.take_template(built_in(one, language))
            )
        menu.addSeparator()
        languages = QActionGroup(menu)
        for one in LANGUAGES:
            action = menu.addAction(t("Templates in {language}", language=language_words(one)))
            action.setCheckable(True)
            action.setChecked(one == language)
            languages.addAction(action)
            action.triggered.connect(partial(self.choose_language, one))
        menu.addSeparator()
        menu.addMenu(self._checked_in_menu(menu))
        return menu

    def _checked_in_menu(self, parent: QMenu) -> QMenu:
        """Return the menu that says in which language the text is checked."""
        menu = QMenu(t("Check the text as"), parent)
        group = QActionGroup(menu)
        for one in ("", *LANGUAGES):
            action = menu.addAction(language_words(one))
            action.setCheckable(True)
            action.setChecked(self.draft is not None and one == self.draft.language)
            group.addAction(action)
            action.triggered.connect(partial(self.check_in, one))
        return menu

    def check_in(self, language: str, _checked: bool = False) -> None:
        """Check the text in a language, "" for the one it is written in."""
        if self.draft is None:
            return
        self.draft = replace(self._with_typed(), language=language)
        self._fresh = True
        self.autosave.touch()
        self.check()

    def take_template(self, template: Template, _checked: bool = False) -> None:
        """Put a template in place of the text; Undo brings back what was there."""
        if self.draft is None or self.known is None:
            return
        if self._fresh and not self.autosave.flush():
            return
        before = self.draft
        self.draft = self._filled(self._with_typed(), template, {})
        self._show_channel()
        self._show_text()
        self._show_facts()
        self._keep_taken(before)
        self.check()
        self.focus_text()
        self.changed.emit()

    def choose_language(self, language: str, _checked: bool = False) -> None:
        """Take templates in another language; an untouched text is taken anew."""
        verbs.choose_template_language(self.desk.store, language)
        self._otherwise = language
        draft = self.draft
        if draft is not None and draft.template_id is None and draft.id == verbs.NEW:
            self.take_template(built_in(draft.kind, language))

    # Handing over

    def hand_over(self) -> None:
        """Hand the text to where it is sent from: the mail program, or LinkedIn's page."""
        if self.draft is None or self.known is None:
            return
        if self.draft.channel is Channel.EMAIL:
            self._hand_to_mail()
        elif self._handed(Way.COPY, self._copy):
            self.open_profile()

    def _hand_to_mail(self) -> None:
        assert self.known is not None
        body, subject = self.text.text(), self.subject.text()
        try:
            url = verbs.mail_address(self._to, body, subject)
        except UserError as error:
            self.desk.notices.toast(explain(error), undo=False)
            return
        if url:
            self._handed(Way.MAILTO, lambda: open_link(self.desk, url))
        else:
            self._handed(Way.FILE, self._open_file)

    def _open_file(self) -> bool:
        path = self.desk.files.put("message.eml", self._mail_file())
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            return True
        self.desk.notices.toast(
            t("No program on this computer opens mail files. Copy the text instead."), undo=False
        )
        return False

    def _mail_file(self) -> bytes:
        assert self.known is not None
        return verbs.mail_as_file(
            self.desk.store, self.known.person, self._to, self.text.text(), self.subject.text()
        )

    def copy(self) -> None:
        """Copy the text, to be pasted where it is sent from."""
        self._handed(Way.COPY, self._copy)

    def _copy(self) -> None:
        self.desk.clipboard.copy(self.text.text(), clear_after_ms=COPY_STAYS_MS)

    def save_file(self) -> None:
        """Write the mail as a file that a mail program opens."""
        if self.draft is None or self.draft.channel is not Channel.EMAIL:
            return
        kinds = [FileKind(text=t("Mail"), patterns=("*.eml",))]

        def write(path: Path) -> None:
            self._handed(Way.FILE, lambda: write_atomically(path, self._mail_file()))

        self.desk.ask.save_file(t("Save the mail"), "message.eml", kinds, write)

    def open_profile(self) -> None:
        """Open the person's LinkedIn page, after asking."""
        if self.known is None:
            return
        if self.known.person.slug:
            open_link(self.desk, self.known.person.profile_url)
        else:
            self.desk.notices.toast(
                t("Their LinkedIn page is not known; the text is copied."), undo=False
            )

    def _handed(self, way: Way, do: Callable[[], object]) -> bool:
        """Do it if the text may go, keep it as handed over and ask whether it was sent."""
        self.check()
        if self.draft is None or self.checked is None or self.known is None:
            return False
        if self.draft.channel is Channel.EMAIL and not self.text.text().strip():
            self.desk.notices.toast(t("There is no text yet. Write it first."), undo=False)
            return False
        self.draft = self._with_typed()
        try:
            verbs.may_be_handed_over(self.desk.store, self.draft, may_go=self.checked.may_go)
            if do() is False:
                return False
            self.draft = verbs.hand_over(
                self.desk.store, self.draft, may_go=self.checked.may_go, initiator=self
            )
        except UserError as error:
            self.desk.notices.toast(explain(error), undo=False)
            self._show_trouble()
            return False
        self._fresh = False
        self.autosave.forget()
        self.strip.ask(self.known.person.name, way)
        self.changed.emit()
        return True

    def _show_trouble(self) -> None:
        if self.checked is None or self.checked.may_go:
            return
        spans = [
            span for one in self.checked.findings if one.level is Level.BLOCK for span in one.spans
        ]
        if spans:
            self.text.go_to(spans[0])
        elif self.draft is not None and self.draft.channel in SUBJECTS:
            self.subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_say_sent(self) -> bool:
        """Say whether there is a text that could have been sent."""
        return self.draft is not None and self.draft.state is not OutreachState.SENT

    def offer_times(self) -> None:
        """Find free times, and write them where the cursor is."""
        if self.known is None:
            return
        meeting = self.known.meeting
        open_free_times(
            self.desk,
            self.window(),
            theirs=meeting.zone if meeting else "",
            minutes=meeting.minutes if meeting else 20,
            use=Use(
                words=t("Put into the text"),
                run=lambda offered: self._insert(offered.lines),
            ),
        )

    def _insert(self, words: str) -> None:
        self.text.insertPlainText(words)
        self.focus_text()

    def say_sent(self) -> None:
        """Log that the text was sent, move the person on and set the clock."""
        if self.draft is None or self.known is None:
            return
        self.check()
        assert self.checked is not None
        if not self.checked.may_go:
            self.desk.notices.toast(
                t("The text still has something to put right; it was not logged."), undo=False
            )
            self._show_trouble()
            return
        draft, text = self._with_typed(), self.text.text()
        if draft.channel in SUBJECTS and draft.subject.strip():
            text = f"{draft.subject.strip()}\n\n{text}"
        self.autosave.forget()
        self._fresh = False
        self.draft = None  # what is heard of it now is no news for the text
        try:
            sent = verbs.mark_sent(self.desk.store, draft, text)
        except UserError as error:
            self.draft, self._fresh = draft, True
            self.autosave.touch()
            self.desk.notices.toast(explain(error), undo=False)
            return
        self.strip.dismiss()
        self.draft = sent
        due = self._due_words(sent)
        self.forget()
        self.sent.emit(sent.person_id)
        self.desk.notices.toast(due)

    def _due_words(self, sent: Outreach) -> str:
        assert self.known is not None
        days = self._afterwards()
        name = self.known.person.name
        if sent.kind in FIRST and len(days) > 1:
            return t("Logged for {name}. {next_step}.", name=name, next_step=days[-1])
        return t("Logged for {name}.", name=name)

    def say_not_sent(self) -> None:
        """Go on writing: it was not sent."""
        self.strip.dismiss()
        if self.draft is not None and self.draft.state is OutreachState.HANDED_OVER:
            try:
                self.draft = verbs.not_sent(self.desk.store, self.draft.id, initiator=self)
            except UserError as error:
                self.desk.notices.toast(explain(error), undo=False)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """Delete the draft; Undo brings it back."""
        draft = self.draft
        if draft is None:
            return
        kept = draft.id != verbs.NEW
        self.forget()
        if kept:
            verbs.delete_draft(self.desk.store, draft.id)
            self.desk.notices.toast(t("Deleted the draft."))
        self.left.emit()

    # Looks

    def focus_text(self) -> None:
        """Put the cursor where one goes on writing: at the first gap, else the text's end."""
        if self.strip.isVisible():
            self.strip.yes.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.show_findings_alone(False)
        gaps: Sequence[object] = ()
        if self.checked is not None:
            gaps = [one for one in self.checked.findings if one.hint == "fields-left"]
        if gaps:
            self.text.go_to(gaps[0].spans[0])  # type: ignore[attr-defined]
        else:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_findings(self) -> None:
        """Show or hide the findings; in a narrow window they take turns with the text."""
        if self._beside:
            self.side.setVisible(self.side.isHidden())
        else:
            self.show_findings_alone(self.turns.currentWidget() is self.sheet)

    def show_findings_alone(self, alone: bool) -> None:
        """In a narrow window, show the findings instead of the text."""
        if not self._beside:
            self.turns.setCurrentWidget(self.side if alone else self.sheet)

    def step_back(self) -> bool:
        """Go back from the findings to the text in a narrow window."""
        if not self._beside and self.turns.currentWidget() is self.side:
            self.show_findings_alone(False)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let findings and text take turns where there is no room for both."""
        super().resizeEvent(event)
        self._arrange()
        self._fit_low()

    def _arrange(self) -> None:
        rest = self.width() - (self.side.width() if self._beside and self.side.isVisible() else 0)
        line, across = self._foot_line, QBoxLayout.Direction
        wide = rest >= self._foot_width()
        line.setDirection(across.LeftToRight if wide else across.TopToBottom)
        named = self.width() >= self.desk.theme.px(NAMED_FROM)
        for channel, chip in self._channels.items():
            words = channel_words(channel) if named else short_channel_words(channel)
            if chip.label() != words:
                chip.set_text(words)
                chip.setAccessibleName(channel_words(channel))
        beside = self.width() >= self.desk.theme.px(BESIDE_FROM)
        if beside == self._beside:
            return
        self._beside = beside
        if beside:
            self.turns.removeWidget(self.side)
            self._row.addWidget(self.side)
            self.side.setFixedWidth(self.desk.theme.px(FINDINGS_WIDTH))
            self.side.show()
        else:
            self._row.removeWidget(self.side)
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
            self.turns.addWidget(self.side)
        self.turns.setCurrentWidget(self.sheet)

    def _fit_low(self) -> None:
        low = self.height() < self.desk.theme.px(LOW)
        self.foot.setVisible(self.strip.isHidden() or not low)

    def _foot_width(self) -> int:
        """Return how wide verdict and buttons are in one line."""
        parts = (self.verdict, self.copy_button, self.save_button, self.go)
        wide = sum(part.sizeHint().width() for part in parts if not part.isHidden())
        return (
            wide
            + self.desk.theme.px(28 + 8 * 8)
            + (self.refit.sizeHint().width() if not self.refit.isHidden() else 0)
        )

    def _restyle(self) -> None:
        if self._beside:
            self.side.setFixedWidth(self.desk.theme.px(FINDINGS_WIDTH))
        self.subject.setFont(self.desk.theme.font("body"))
        self.who.setMaximumWidth(self.desk.theme.px(WHO_WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Fit into a narrow window."""
        return QSize(self.desk.theme.px(280), self.desk.theme.px(240))


class _VerdictButton(Button):
    """The verdict on its soft ground; pressing it shows the findings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "", kind="quiet", size="small")
        self._color: ColorName = "muted"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_tooltip(self, t("Findings on or off (F9)"))

    def show_verdict(self, words: str, color: ColorName) -> None:
        """Show another verdict."""
        self._color = color
        self.set_text(words)
        self.updateGeometry()
        self.update()

    def _colors(self) -> tuple[ColorName | None, ColorName | None, ColorName]:
        soft: dict[ColorName, ColorName] = {
            "good": "good_soft", "warn": "warn_soft", "bad": "bad_soft",
        }  # fmt: skip
        outline = self._color if self._theme.outlined else None
        return soft.get(self._color, "sunken"), outline, self._color


def _short_day(day: date) -> str:
    """Return a day for a list: Thu 26 Nov."""
    return t(
        "{weekday} {day} {month}",
        weekday=weekdays()[day.weekday()][:3],
        day=day.day,
        month=months()[day.month - 1][:3],
    )
