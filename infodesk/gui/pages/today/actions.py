"""What one does on the Today page: each deed is one step, said in a toast with Undo."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from infodesk.core.errors import UserError
from infodesk.core.ids import PersonId
from infodesk.core.next_steps import SKIP_REASONS, StepKind
from infodesk.core.outreach import SENDS, Answer
from infodesk.core.pipeline import USUAL_STEP
from infodesk.core.progress import finish
from infodesk.core.quick_actions import QuickLine
from infodesk.core.stages import Ending
from infodesk.core.today import Card
from infodesk.gui.days import Calendar, quick_days
from infodesk.gui.desk import Desk
from infodesk.operations import next_steps, pipeline, quick_log
from infodesk.words import t
from infodesk.words.dates import day_in_words, day_nearby
from infodesk.words.next_steps import ending_words, skip_words, step_words


class TodayActions:
    """Does what a line's keys and buttons say."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def attempt(self, verb: Callable[[], object], sentence: str) -> bool:
        """Do `verb` and say so; a refusal goes to the red bar, and nothing is done."""
        try:
            verb()
        except UserError as error:
            self._desk.notices.failed(error)
            return False
        self._desk.notices.toast(sentence)
        return True

    def finish(self, card: Card) -> bool:
        """Say that a step is done or its text sent."""
        step_id, kind = card.due.step_id, card.due.kind
        if step_id is None or kind is None:
            return False
        words = self._sent_words(card) if kind in SENDS else self._done_words(card)
        return self.attempt(lambda: next_steps.finish(self._desk.store, step_id), words)

    def _sent_words(self, card: Card) -> str:
        if card.due.kind is StepKind.CLOSE_KINDLY:
            return t("Closed {name} kindly.", name=card.name)
        if card.due.kind is StepKind.THANK:
            return t("Thanked {name}. A referral ask and an update are planned.", name=card.name)
        return t("Logged as sent to {name}.", name=card.name)

    def _done_words(self, card: Card) -> str:
        if card.due.kind is StepKind.HOW_DID_IT_GO:
            return t("Met {name}. A thank-you is due within a day.", name=card.name)
        return t("Done: {step}", step=step_words(card.due.kind or "", card.text))

    def replied(self, card: Card, answer: Answer) -> bool:
        """Take in what somebody answered."""
        words = {
            Answer.YES: t("{name} said yes. Next: agree on a day.", name=card.name),
            Answer.LATER: t("{name} said later. You will be reminded.", name=card.name),
            Answer.NO: t("{name} said no. Closed as declined.", name=card.name),
        }
        person_id = card.due.person_id
        return self.attempt(
            lambda: pipeline.mark_replied(self._desk.store, person_id, answer), words[answer]
        )

    def snooze(self, card: Card, until: date) -> bool:
        """Put a step out of sight until a day."""
        step_id = card.due.step_id
        if step_id is None:
            return False
        when = day_nearby(until, self._desk.clock().date())
        return self.attempt(
            lambda: next_steps.snooze(self._desk.store, step_id, until),
            t("Snoozed: {when}.", when=when),
        )

    def skip(self, card: Card, reason: str) -> bool:
        """Close a step undone, for a reason."""
        step_id = card.due.step_id
        if step_id is None:
            return False
        words = t("Skipped: {reason}", reason=skip_words(reason))
        return self.attempt(lambda: next_steps.skip(self._desk.store, step_id, reason), words)

    def close(self, card: Card, ending: Ending) -> bool:
        """Close a person in the pipeline."""
        words = t("Closed {name}: {ending}.", name=card.name, ending=ending_words(ending))
        person_id = card.due.person_id
        return self.attempt(
            lambda: finish(pipeline.close(self._desk.store, [person_id], ending)), words
        )

    def plan(self, card: Card, due_on: date) -> bool:
        """Plan what their stage mostly wants for somebody without a step, or give a step a day."""
        step_id, person_id = card.due.step_id, card.due.person_id
        when = day_nearby(due_on, self._desk.clock().date())
        words = t("Planned for {name}: {when}.", name=card.name, when=when)
        if step_id is not None:
            return self.attempt(
                lambda: next_steps.edit(self._desk.store, step_id, due_on=due_on), words
            )
        kind = USUAL_STEP.get(card.stage, StepKind.HAND)
        return self.attempt(
            lambda: next_steps.plan_kind(self._desk.store, person_id, kind, due_on), words
        )

    def log(self, person_id: PersonId, name: str, line: QuickLine) -> bool:
        """Log what one line said."""
        return self.attempt(
            lambda: quick_log.log_line(self._desk.store, person_id, line),
            t("Logged for {name}.", name=name),
        )

    def add_and_log(self, name: str, line: QuickLine) -> bool:
        """Add somebody who is new, and log what one line said."""
        words = t("Added {name} and logged it.", name=name)
        if not line.says_something:
            words = t("Added {name}.", name=name)
        return self.attempt(lambda: quick_log.add_and_log(self._desk.store, name, line), words)

    # Menus: each entry has a letter or a digit, so that two keys do it

    def reply_menu(self, card: Card, parent: QWidget) -> QMenu:
        """Return the menu that asks what they replied."""
        menu = QMenu(parent)
        menu.setTitle(t("What did they reply?"))
        for answer, words in (
            (Answer.YES, t("&Yes, let us talk")),
            (Answer.LATER, t("&Later, not now")),
            (Answer.NO, t("&No")),
        ):
            _add(menu, words, partial(self.replied, card, answer))
        return menu

    def snooze_menu(self, card: Card, parent: QWidget) -> QMenu:
        """Return the menu of days to put a step off to."""
        return self._day_menu(parent, partial(self.snooze, card))

    def skip_menu(self, card: Card, parent: QWidget) -> QMenu:
        """Return the menu of reasons for leaving a step undone."""
        menu = QMenu(parent)
        menu.setTitle(t("Why skip it?"))
        for number, reason in enumerate(SKIP_REASONS, start=1):
            if reason == "other":
                _add(menu, f"&{number}  {t('Another reason…')}", partial(self._ask_reason, card))
            else:
                _add(menu, f"&{number}  {skip_words(reason)}", partial(self.skip, card, reason))
        return menu

    def plan_menu(self, card: Card, parent: QWidget) -> QMenu:
        """Return the menu of days for a next step, and of endings for who is done with."""
        menu = self._day_menu(parent, partial(self.plan, card))
        menu.addSeparator()
        for ending in Ending:
            words = t("Close: {ending}", ending=ending_words(ending))
            _add(menu, words, partial(self.close, card, ending))
        return menu

    def _ask_reason(self, card: Card) -> None:
        self._desk.ask.line(
            t("Skip"),
            t("Why?"),
            lambda reason: self.skip(card, reason) if reason.strip() else None,
        )

    def _day_menu(self, parent: QWidget, choose: Callable[[date], object]) -> QMenu:
        from PySide6.QtCore import QDate
        from PySide6.QtWidgets import QWidgetAction

        menu = QMenu(parent)
        today = self._desk.clock().date()
        days = [one for one in quick_days(today) if one[1] > today]
        monday = today + timedelta(days=7 - today.weekday())
        if all(day != monday for _words, day in days):
            days.append((t("next Monday"), monday))
        days.sort(key=lambda one: one[1])
        for number, (words, day) in enumerate(days, start=1):
            said = f"&{number}  {words[:1].upper()}{words[1:]}\t{day_in_words(day)}"
            _add(menu, said, partial(choose, day))
        inner = menu.addMenu(t("Another day"))
        calendar = Calendar(today + timedelta(days=1))
        tomorrow = today + timedelta(days=1)
        calendar.setMinimumDate(QDate(tomorrow.year, tomorrow.month, tomorrow.day))
        holder = QWidgetAction(inner)
        holder.setDefaultWidget(calendar)
        inner.addAction(holder)

        def picked(day: QDate) -> None:
            menu.close()
            choose(day.toPython())  # type: ignore[arg-type]

        calendar.activated.connect(picked)
        calendar.clicked.connect(picked)
        return menu


def _add(menu: QMenu, words: str, verb: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _checked=False: verb())
    return action
