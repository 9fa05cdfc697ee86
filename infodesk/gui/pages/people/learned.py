"""What a person gave me: promises, names, insights; and who named them."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from infodesk.core.ids import PersonId
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.agreed import (
    InsightList,
    PromiseList,
    ReferralList,
    Writer,
)
from infodesk.gui.widgets import PlainLabel, SectionHeading
from infodesk.store import learned as rows
from infodesk.store import people as person_rows
from infodesk.words import t


class LearnedTab(QWidget):
    """Promises of both sides, who was named, who named them, and insights with their evidence."""

    def __init__(
        self,
        desk: Desk,
        today: Callable[[], date],
        write: Writer | None,
        open_person: Callable[[PersonId], object],
    ) -> None:
        super().__init__()
        theme = desk.theme
        self._desk, self._today = desk, today
        self.named_by = PlainLabel(theme, "", "body", "muted", wrap=True)
        self.promises = PromiseList(desk)
        self.referrals = ReferralList(desk, write, open_person)
        self.insights = InsightList(desk)
        self.no_referrals = PlainLabel(
            theme, t("They named nobody yet."), "small", "muted", wrap=True
        )
        self.no_insights = PlainLabel(
            theme,
            t("Nothing yet. Lines that begin with a mark become insights in the review of a "
              "meeting."),
            "small", "muted", wrap=True,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.named_by)
        for title, widgets in (
            (t("Promised"), (self.promises,)),
            (t("Named"), (self.referrals, self.no_referrals)),
            (t("Insights"), (self.insights, self.no_insights)),
        ):
            column.addWidget(SectionHeading(theme, title))
            for widget in widgets:
                column.addWidget(widget)
            column.addSpacing(theme.px(6))

    def show_person(self, person_id: PersonId) -> None:
        """Show what a person gave me, as the vault has it now."""
        db, today = self._desk.store.db, self._today()
        person = person_rows.get(db, person_id)
        self.promises.show_promises(
            rows.promises(db, person_id=person_id), today, (person_id, person.name)
        )
        named = rows.referrals(db, referrer_id=person_id)
        self.referrals.show_referrals(named)
        self.no_referrals.setVisible(not named)
        insights = rows.insights(db, person_id=person_id)
        self.insights.show_insights(insights, today)
        self.no_insights.setVisible(not insights)
        by = [
            one.referrer_name if one.may_use_name
            else t("{name} (do not use the name)", name=one.referrer_name)
            for one in rows.referrals(db, person_id=person_id)
        ]  # fmt: skip
        self.named_by.setText(t("Named by {people}", people=", ".join(dict.fromkeys(by))))
        self.named_by.setVisible(bool(by))

    def flush(self) -> None:
        """Keep a promise that is being typed."""
        self.promises.keep()
