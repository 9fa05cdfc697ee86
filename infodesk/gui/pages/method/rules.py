"""The rules of the method in the settings: every number with its reason, its source and a way back.

Each group is made when it is opened: fifty lines of fields would make the page slow to show.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import UserError
from infodesk.core.rules import GROUPS, Rule
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import (
    Card,
    Hairline,
    IconButton,
    NumberField,
    PlainLabel,
    QuietButton,
)
from infodesk.operations import rules as verbs
from infodesk.words import t, tn
from infodesk.words.errors import explain
from infodesk.words.rules import (
    group_words,
    number_words,
    rule_why,
    rule_words,
    source_words,
    unit_words,
)


class RulesCard(Card):
    """The numbers that follow-ups, checks and reminders go by, in groups that open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, margin=20, gap=10)
        self._desk = desk
        theme = desk.theme
        head = QHBoxLayout()
        head.addWidget(PlainLabel(theme, t("Rules of the method"), "section"), 1)
        self.reset = QuietButton(theme, t("Set all back"), icon="undo")
        self.reset.clicked.connect(self._reset_all)
        head.addWidget(self.reset)
        self.body.addLayout(head)
        words = t(
            "InfoDesk plans and checks by these numbers. They come from people who wrote about the "
            "method; “Why?” says who and what for. Change any of them: what is planned already "
            "stays as it is."
        )
        self.body.addWidget(PlainLabel(theme, words, "small", "muted", wrap=True))
        self.groups: dict[str, RuleGroup] = {}
        for group, rules in GROUPS:
            self.body.addWidget(Hairline(theme))
            self.groups[group] = RuleGroup(desk, group, rules)
            self.body.addWidget(self.groups[group])
        desk.changes.changed.connect(self._heard)
        self._show()

    def _heard(self, change: ChangeSet) -> None:
        if change.touches("setting"):
            self._show()

    def _show(self) -> None:
        changed = verbs.changed(self._desk.store)
        self.reset.setVisible(bool(changed))
        for group in self.groups.values():
            group.show_rules(changed)

    def _reset_all(self) -> None:
        verbs.reset_rules(self._desk.store)
        self._desk.notices.toast(t("All rules are as the method has them."))


class RuleGroup(QWidget):
    """One group: its name opens and closes it."""

    def __init__(self, desk: Desk, group: str, rules: tuple[Rule, ...]) -> None:
        super().__init__()
        self._desk, self._rules = desk, rules
        self._name = group_words(group)
        self.lines: dict[str, RuleLine] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.px(10))
        self.button = QuietButton(desk.theme, self._name, icon="chevron-right")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggle)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self._changed = PlainLabel(desk.theme, "", "small", "accent")
        row.addWidget(self._changed)
        column.addLayout(row)
        self._inner = QWidget()
        self._grid = QVBoxLayout(self._inner)
        self._grid.setContentsMargins(desk.theme.px(8), 0, 0, desk.theme.px(6))
        self._grid.setSpacing(desk.theme.px(12))
        self._inner.hide()
        column.addWidget(self._inner)

    def open(self) -> None:
        """Show the rules of the group."""
        self.button.setChecked(True)

    def show_rules(self, changed: frozenset[str]) -> None:
        """Show the numbers as they are; `changed` are those a person set."""
        count = sum(rule.name in changed for rule in self._rules)
        self._changed.setText(tn("{count} changed", "{count} changed", count) if count else "")
        for line in self.lines.values():
            line.show_number()

    def _toggle(self, on: bool) -> None:
        self.button.set_icon("chevron-down" if on else "chevron-right")
        if on and not self.lines:
            for rule in self._rules:
                self.lines[rule.name] = RuleLine(self._desk, rule)
                self._grid.addWidget(self.lines[rule.name])
        self._inner.setVisible(on)


class RuleLine(QWidget):
    """A rule: what it is, its number, why, and the way back to the method's number."""

    def __init__(self, desk: Desk, rule: Rule) -> None:
        super().__init__()
        self._desk, self.rule = desk, rule
        theme = desk.theme
        name = rule_words(rule)
        self.number = NumberField(theme, name, rule.low, rule.high)
        self.number.setFixedWidth(theme.px(96))
        self.number.setKeyboardTracking(False)
        self.number.valueChanged.connect(self._commit)
        self._unit = PlainLabel(theme, "", "small", "muted")
        self._unit.setMinimumWidth(theme.px(104))
        self.why = QuietButton(theme, t("Why?"))
        self.why.setCheckable(True)
        self.why.setAccessibleName(t("Why? {rule}", rule=name))
        self.why.toggled.connect(self._tell)
        usual = number_words(rule, rule.default)
        self.back = IconButton(theme, "undo", t("Back to {number}", number=usual))
        self.back.clicked.connect(lambda: self._set(rule.default))
        self.reason = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.reason.hide()
        self.trouble = PlainLabel(theme, "", "small", "bad", wrap=True)
        self.trouble.hide()
        label = PlainLabel(theme, name, wrap=True)
        label.setBuddy(self.number)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(0, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        for column, widget in enumerate((label, self.number, self._unit, self.why, self.back)):
            grid.addWidget(widget, 0, column, middle)
        keep = self.back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(keep)
        grid.addWidget(self.trouble, 1, 0, 1, 5)
        grid.addWidget(self.reason, 2, 0, 1, 5)
        self.show_number()

    def show_number(self) -> None:
        """Show the number that holds."""
        now = verbs.value(self._desk.store, self.rule)
        blocked = self.number.blockSignals(True)
        self.number.setValue(now)
        self.number.blockSignals(blocked)
        self._unit.setText(unit_words(self.rule, now))
        self.back.setVisible(now != self.rule.default)

    def _commit(self, number: int) -> None:
        self._set(number)

    def _set(self, number: int) -> None:
        try:
            verbs.set_rule(self._desk.store, self.rule, number)
        except UserError as error:
            self.trouble.setText(explain(error))
            self.trouble.show()
            self.show_number()
            return
        self.trouble.hide()
        self.show_number()

    def _tell(self, on: bool) -> None:
        if on:
            low, high = self.rule.low, number_words(self.rule, self.rule.high)
            usual = number_words(self.rule, self.rule.default)
            parts = (
                rule_why(self.rule),
                t("Source: {source}.", source=source_words(self.rule.source)),
                t("The method says {usual}; from {low} to {high} is possible.",
                  usual=usual, low=low, high=high),
            )  # fmt: skip
            self.reason.setText(" ".join(parts))
        self.reason.setVisible(on)
