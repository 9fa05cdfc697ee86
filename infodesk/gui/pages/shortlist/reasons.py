"""What counts: each reason with its weight, and what it says of the person chosen."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.shortlist import MOST_WEIGHT, WEIGHTS, Judged, Point, Reason
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    ElidedLabel,
    NumberField,
    PlainLabel,
    QuietButton,
    SectionHeading,
)
from infodesk.words import t
from infodesk.words.shortlist import point_words, reason_words


class ReasonRow(QWidget):
    """A reason: its name, its weight, the points it gives and why."""

    def __init__(self, theme: Theme, reason: Reason) -> None:
        super().__init__()
        name = reason_words(reason)
        self.name = PlainLabel(theme, name, "medium", wrap=True)
        self.weight = NumberField(theme, t("Weight of: {reason}", reason=name), 0, MOST_WEIGHT)
        self.weight.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.points = PlainLabel(theme, "", "figures", "accent")
        self.points.setMinimumWidth(theme.px(40))
        self.why = PlainLabel(theme, "", "small", "muted", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(1))
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.points, 0, 1, Qt.AlignmentFlag.AlignTrailing)
        grid.addWidget(self.weight, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.why, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def show_point(self, point: Point | None) -> None:
        """Say what the reason gives to the person, or that it says nothing."""
        if point is None:
            self.points.setText("")
            self.why.setText(t("Nothing known"))
            return
        gives = point.share * self.weight.value()
        self.points.setText(f"{gives:+.1f}" if gives else "0")
        self.points.set_color("accent" if gives >= 0 else "bad")
        self.why.setText(point_words(point))


class Reasons(QWidget):
    """All reasons; `changed` tells that a weight has another value."""

    changed = Signal()

    def __init__(self, theme: Theme, weights: Mapping[Reason, int]) -> None:
        super().__init__()
        self._judged: Judged | None = None
        self.head = ElidedLabel(theme, "", "section")
        self.role = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.usual = QuietButton(theme, t("Usual weights"), icon="undo")
        self.usual.clicked.connect(self.set_usual)
        self.rows = {reason: ReasonRow(theme, reason) for reason in Reason}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(10))
        column.addWidget(self.head)
        column.addWidget(self.role)
        column.addWidget(SectionHeading(theme, t("Why, and how much it counts")))
        for reason, row in self.rows.items():
            row.weight.setValue(weights[reason])
            row.weight.valueChanged.connect(self._weighed)
            column.addWidget(row)
        column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    @property
    def weights(self) -> dict[Reason, int]:
        """How much each reason counts."""
        return {reason: row.weight.value() for reason, row in self.rows.items()}

    def set_usual(self) -> None:
        """Weigh everything as in the beginning."""
        self.blockSignals(True)
        for reason, row in self.rows.items():
            row.weight.setValue(WEIGHTS[reason])
        self.blockSignals(False)
        self._weighed()

    def explain(self, judged: Judged | None, role: str) -> None:
        """Say what speaks for somebody."""
        self._judged = judged
        self.head.setText(judged.person.name if judged else t("Nobody chosen"))
        self.role.setText(role)
        points = {point.reason: point for point in judged.points} if judged else {}
        for reason, row in self.rows.items():
            row.show_point(points.get(reason))

    def _weighed(self, _value: int = 0) -> None:
        if self._judged is not None:
            self.explain(self._judged, self.role.text())
        self.changed.emit()
