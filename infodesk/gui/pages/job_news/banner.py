"""What People says after an import told of new jobs."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Banner
from infodesk.store import history as rows
from infodesk.words import t, tn


class JobNewsBanner(QWidget):
    """Tells how many jobs changed, until somebody looks or sends it away."""

    def __init__(self, desk: Desk, look: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._look = desk, look
        self.banner = Banner(desk.theme, "", "info", action=t("Look"), dismissible=True)
        self.banner.acted.connect(self._go)
        self.banner.dismissed.connect(self.hide)
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), 0, px(24), px(10))
        column.addWidget(self.banner)
        self.hide()
        desk.changes.changed.connect(self._heard)

    def _heard(self, change: ChangeSet) -> None:
        if not change.touches("job_change"):
            return
        number = len(change.ids("job_change") & set(rows.job_news_ids(self._desk.store.db)))
        told = change.cause == "do" and change.step.code.startswith("import") and number > 0
        if told:
            self.banner.set_sentence(
                tn(
                    "{count} person has another job than before.",
                    "{count} people have another job than before.",
                    number,
                )
            )
        self.banner.setVisible(told)
        self.setVisible(told)

    def _go(self) -> None:
        self.hide()
        self._look()
