"""The cuts of the list: chips for the usual ones, a menu for tag, company and stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from infodesk.core.companies import Company
from infodesk.core.people import PersonFilter, Tag
from infodesk.core.stages import Stage
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.columns import stage_words, tag_color
from infodesk.gui.widgets import (
    Button,
    Chip,
    FlowLayout,
    SearchField,
    TagChip,
    set_tooltip,
)
from infodesk.store import companies as company_rows
from infodesk.store import people as rows
from infodesk.store import tags as tag_rows
from infodesk.words import t

QUIET_DAYS = 30
MOST_COMPANIES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A usual cut of the list."""

    id: str
    text: str
    only: PersonFilter


def usual_cuts() -> list[Cut]:
    """Return the cuts that have a chip of their own."""
    quiet = t("Quiet for {days} days", days=QUIET_DAYS)
    return [
        Cut(id="pipeline", text=t("In my pipeline"), only=PersonFilter(in_pipeline=True)),
        Cut(id="everyone", text=t("Everyone"), only=PersonFilter()),
        Cut(id="no-next-step", text=t("No next step"), only=PersonFilter(no_next_step=True)),
        Cut(id="quiet", text=quiet, only=PersonFilter(quiet_days=QUIET_DAYS)),
        Cut(id="trash", text=t("Trash"), only=PersonFilter(in_trash=True)),
    ]


class FilterBar(QWidget):
    """Search field, chips and filter menu; `changed` tells that `only` has another value."""

    changed = Signal()

    def __init__(self, desk: Desk, columns_menu: Callable[[QWidget], QMenu]) -> None:
        super().__init__()
        self._desk, self._columns_menu = desk, columns_menu
        theme = desk.theme
        self.search = SearchField(theme, t("Search these people"), key="Ctrl+F")
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.cuts = {cut.id: cut for cut in usual_cuts()}
        self.cut = "everyone"
        self.tag: Tag | None = None
        self.company: Company | None = None
        self.stages: frozenset[Stage] = frozenset()
        self._group = QButtonGroup(self)
        self.chips = {cut.id: self._chip(cut) for cut in self.cuts.values()}
        self.filter_button = Button(theme, t("Filter"), icon="filter", size="small")
        self.filter_button.clicked.connect(self.open_menu)
        set_tooltip(self.filter_button, t("By stage, tag or company; which columns to show"))
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._flow_host = QWidget()
        self._flow = FlowLayout(self._desk.theme, self._flow_host)
        self._flow.addWidget(self.search)
        for chip in self.chips.values():
            self._flow.addWidget(chip)
        self._flow.addWidget(self.filter_button)
        self._row.addWidget(self._flow_host, 1)
        self._extra: list[QWidget] = []

    def _chip(self, cut: Cut) -> Chip:
        chip = Chip(self._desk.theme, cut.text)
        self._group.addButton(chip)
        chip.clicked.connect(lambda: self.show_cut(cut.id))
        return chip

    # What is shown

    @property
    def only(self) -> PersonFilter:
        """The filter as it stands, with the text typed."""
        return replace(
            self.cuts[self.cut].only,
            text=self.search.text(),
            stages=self.stages,
            tag_id=self.tag.id if self.tag else None,
            company_id=self.company.id if self.company else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether stage, tag or company narrow the cut."""
        return bool(self.stages or self.tag or self.company)

    def show_cut(self, cut_id: str) -> None:
        """Show one of the usual cuts."""
        self.chips[cut_id].setChecked(True)
        if cut_id != self.cut:
            self.cut = cut_id
            self.changed.emit()

    def narrow(
        self,
        *,
        tag: Tag | None = None,
        company: Company | None = None,
        stages: frozenset[Stage] = frozenset(),
    ) -> None:
        """Show only those with a tag, at a company or in some stages; nothing named: all."""
        self.tag, self.company, self.stages = tag, company, stages
        self._show_extra()
        self.changed.emit()

    def show_everyone(self) -> None:
        """Take every filter and the search away."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.chips["everyone"].setChecked(True)
        self.cut = "everyone"
        self.narrow()

    def recount(self, today: date) -> None:
        """Bring the numbers on the chips into step with the vault."""
        db = self._desk.store.db
        trashed = rows.count(db, self.cuts["trash"].only, today)
        for cut in self.cuts.values():
            if cut.id == "everyone":  # by an index, without reading everyone
                number = rows.count_all(db) - trashed
            else:
                number = rows.count(db, cut.only, today)
            self.chips[cut.id].set_count(number)
            if cut.id in ("trash", "no-next-step", "quiet"):
                self.chips[cut.id].setVisible(bool(number) or cut.id == self.cut)

    # The menu

    def open_menu(self) -> None:
        """Open the filter menu below its button."""
        menu = self.filter_menu()
        menu.popup(self.filter_button.mapToGlobal(self.filter_button.rect().bottomLeft()))

    def filter_menu(self) -> QMenu:
        """Return the menu of stages, tags, companies and columns."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill_stages(menu.addMenu(t("Stage")))
        db = self._desk.store.db
        tags = [tag for tag, _count in tag_rows.all_tags(db)]
        self._fill(menu, t("Tag"), [(tag.name, tag == self.tag, tag) for tag in tags], self._by_tag)
        companies = company_rows.find(db, limit=MOST_COMPANIES)
        entries = [
            (f"{one.name} · {one.people}", one == self.company, one)
            for one in companies
            if one.people
        ]
        self._fill(menu, t("Company"), entries, self._by_company)
        menu.addSeparator()
        menu.addMenu(self._columns_menu(menu))
        clear = menu.addAction(t("Clear the filter"))
        clear.setEnabled(self.is_narrowed)
        clear.triggered.connect(lambda: self.narrow())
        return menu

    def _fill_stages(self, menu: QMenu) -> None:
        for stage in Stage:
            action = menu.addAction(stage_words(stage))
            action.setCheckable(True)
            action.setChecked(stage in self.stages)
            action.triggered.connect(lambda _checked=False, one=stage: self._toggle_stage(one))

    def _fill(
        self,
        menu: QMenu,
        title: str,
        entries: Sequence[tuple[str, bool, object]],
        choose: Callable[[object], None],
    ) -> None:
        inner = menu.addMenu(title)
        inner.setEnabled(bool(entries))
        for text, checked, value in entries:
            action = inner.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(checked)
            action.triggered.connect(lambda _checked=False, one=value: choose(one))

    def _toggle_stage(self, stage: Stage) -> None:
        self.narrow(tag=self.tag, company=self.company, stages=self.stages ^ {stage})

    def _by_tag(self, tag: object) -> None:
        chosen = tag if isinstance(tag, Tag) and tag != self.tag else None
        self.narrow(tag=chosen, company=self.company, stages=self.stages)

    def _by_company(self, company: object) -> None:
        chosen = company if isinstance(company, Company) and company != self.company else None
        self.narrow(tag=self.tag, company=chosen, stages=self.stages)

    # What narrows, as chips that can be taken away

    def _show_extra(self) -> None:
        for old in self._extra:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._extra = []
        theme = self._desk.theme
        for stage in sorted(self.stages, key=list(Stage).index):
            chip = TagChip(theme, stage_words(stage), "accent", removable=True)
            chip.removed.connect(lambda one=stage: self._toggle_stage(one))
            self._add_extra(chip)
        if self.tag is not None:
            tag = self.tag
            chip = TagChip(theme, tag.name, tag_color(tag), removable=True)
            chip.removed.connect(lambda: self._by_tag(tag))
            self._add_extra(chip)
        if self.company is not None:
            company = self.company
            chip = TagChip(theme, company.name, "accent", removable=True)
            chip.removed.connect(lambda: self._by_company(company))
            self._add_extra(chip)

    def _add_extra(self, chip: TagChip) -> None:
        set_tooltip(chip, t("Take this filter away (Delete)"))
        self._flow.addWidget(chip)
        self._extra.append(chip)
        chip.show()

    def _restyle(self) -> None:
        px = self._desk.theme.px
        self._row.setContentsMargins(px(24), 0, px(24), px(10))
        self.search.setFixedWidth(px(220))
