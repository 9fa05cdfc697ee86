"""One signal for every committed transaction."""

from PySide6.QtCore import QObject, Signal

from infodesk.core.changes import ChangeSet
from infodesk.store.store import Store


class Changes(QObject):
    """Turns the store's notices into the signal `changed(ChangeSet)`."""

    changed = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        store.subscribe(self._tell)

    def _tell(self, change: ChangeSet) -> None:
        self.changed.emit(change)
