"""The cuts of the list: chips for the usual ones, lists kept by name, a menu that narrows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from infodesk.core.companies import Company
from infodesk.core.errors import UserError
from infodesk.core.filters import SavedFilter
from infodesk.core.people import PersonFilter
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.actions import when_chosen
from infodesk.gui.pages.people.narrowing import Narrowing
from infodesk.gui.widgets import (
    Button,
    Chip,
    FlowLayout,
    SearchField,
    TagChip,
    set_tooltip,
)
from infodesk.operations import filters as verbs
from infodesk.store import filters as filter_rows
from infodesk.store import people as rows
from infodesk.words import t

QUIET_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A usual cut of the list; `chip` says whether its chip stands there while it is not shown."""

    id: str
    text: str
    only: PersonFilter
    chip: bool = True


def usual_cuts() -> list[Cut]:
    """Return the cuts that are there from the beginning."""
    quiet = t("Quiet for {days} days", days=QUIET_DAYS)
    same = PersonFilter(same_company=True)
    shunned = PersonFilter(do_not_contact=True)
    return [
        Cut(id="pipeline", text=t("In my pipeline"), only=PersonFilter(in_pipeline=True)),
        Cut(id="everyone", text=t("Everyone"), only=PersonFilter()),
        Cut(id="no-next-step", text=t("No next step"), only=PersonFilter(no_next_step=True)),
        Cut(id="quiet", text=quiet, only=PersonFilter(quiet_days=QUIET_DAYS)),
        Cut(
            id="waiting",
            text=t("Waiting for a reply"),
            only=PersonFilter(waiting=True),
            chip=False,
        ),
        Cut(
            id="unthanked",
            text=t("Met, not thanked"),
            only=PersonFilter(unthanked=True),
            chip=False,
        ),
        Cut(id="same-company", text=t("Same company"), only=same, chip=False),
        Cut(id="do-not-contact", text=t("Do not contact"), only=shunned, chip=False),
        Cut(id="trash", text=t("Trash"), only=PersonFilter(in_trash=True)),
    ]


class FilterBar(QWidget):
    """Search field, chips, lists and filter menu; `changed` tells that `only` has another value.

    Without `columns_menu` there are no columns to choose, and stages do not narrow: they are the
    columns. `cuts` are the usual ones unless given; "everyone" must be among them.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        columns_menu: Callable[[QWidget], QMenu] | None = None,
        cuts: Iterable[Cut] | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._columns_menu = desk, columns_menu
        theme = desk.theme
        self.search = SearchField(theme, t("Search these people"), key="Ctrl+F")
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.cuts = {cut.id: cut for cut in (usual_cuts() if cuts is None else cuts)}
        self.cut = "everyone"
        self.narrowing = Narrowing(desk, self._narrowed)
        self._group = QButtonGroup(self)
        self.chips = {cut.id: self._chip(cut) for cut in self.cuts.values()}
        self.filter_button = Button(theme, t("Filter"), icon="filter", size="small")
        self.filter_button.clicked.connect(self.open_menu)
        set_tooltip(self.filter_button, t("By stage, tag, company, place…; which columns to show"))
        self.lists_button = Button(theme, t("Lists"), icon="star", size="small")
        self.lists_button.clicked.connect(self.open_lists)
        set_tooltip(self.lists_button, t("Lists that fill themselves, and filters you saved"))
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
        self._flow.addWidget(self.lists_button)
        self._flow.addWidget(self.filter_button)
        self._row.addWidget(self._flow_host, 1)
        self._extra: list[QWidget] = []

    def _chip(self, cut: Cut) -> Chip:
        chip = Chip(self._desk.theme, cut.text)
        self._group.addButton(chip)
        chip.clicked.connect(lambda: self.show_cut(cut.id))
        chip.setVisible(cut.chip)
        return chip

    # What is shown

    @property
    def only(self) -> PersonFilter:
        """The filter as it stands, with the text typed."""
        return replace(self.kept, text=self.search.text())

    @property
    def kept(self) -> PersonFilter:
        """The filter as it can be kept: the cut, and what narrows it."""
        return joined(self.cuts[self.cut].only, self.narrowing.only)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything narrows the cut."""
        return self.narrowing.only != PersonFilter()

    def show_cut(self, cut_id: str) -> None:
        """Show one of the usual cuts."""
        self.chips[cut_id].setChecked(True)
        if cut_id != self.cut:
            left, self.cut = self.cut, cut_id
            self.chips[cut_id].show()
            self.chips[left].setVisible(self.cuts[left].chip)
            self.changed.emit()

    def narrow(self, only: PersonFilter | None = None, *, company: Company | None = None) -> None:
        """Narrow by `only`, or to a company; by nothing if neither is given."""
        company_id = company.id if company else None
        self.narrowing.put(only or PersonFilter(company_id=company_id))

    def show_everyone(self) -> None:
        """Take every filter and the search away."""
        self._empty_search()
        self._choose_cut("everyone")
        self.narrow()

    def show_saved(self, saved: SavedFilter) -> None:
        """Show a filter that was kept by name: its cut, if it has one, and what narrows it."""
        cut_id, rest = taken_apart(self.cuts.values(), saved.only)
        self._empty_search()
        self._choose_cut(cut_id)
        self.narrowing.only = rest
        self.narrowing.forget_what_is_gone()
        self._narrowed()

    def _choose_cut(self, cut_id: str) -> None:
        left, self.cut = self.cut, cut_id
        self.chips[left].setVisible(self.cuts[left].chip)
        self.chips[cut_id].show()
        self.chips[cut_id].setChecked(True)

    def _empty_search(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def recount(self, today: date) -> None:
        """Bring the numbers on the chips into step with the vault."""
        db = self._desk.store.db
        trashed = rows.count(db, PersonFilter(in_trash=True), today)
        for cut in self.cuts.values():
            chip = self.chips[cut.id]
            if not cut.chip and cut.id != self.cut:
                chip.hide()
                continue
            if cut.id == "everyone":  # by an index, without reading everyone
                number = rows.count_all(db) - trashed
            else:
                number = rows.count(db, cut.only, today)
            chip.set_count(number)
            if cut.id in ("trash", "no-next-step", "quiet"):
                chip.setVisible(bool(number) or cut.id == self.cut)

    # The menus

    def open_menu(self) -> None:
        """Open the filter menu below its button."""
        menu = self.filter_menu()
        menu.popup(self.filter_button.mapToGlobal(self.filter_button.rect().bottomLeft()))

    def filter_menu(self) -> QMenu:
        """Return the menu of what can narrow, and of columns."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.narrowing.fill(menu, stages=self._columns_menu is not None)
        if self._columns_menu is not None:
            menu.addSeparator()
            menu.addMenu(self._columns_menu(menu))
        add_saving(menu, self._desk, self.kept, self.is_narrowed)
        clear = menu.addAction(t("Clear the filter"))
        clear.setEnabled(self.is_narrowed)
        clear.triggered.connect(lambda: self.narrow())
        return menu

    def open_lists(self) -> None:
        """Open the menu of lists below its button."""
        menu = self.lists_menu()
        menu.popup(self.lists_button.mapToGlobal(self.lists_button.rect().bottomLeft()))

    def lists_menu(self) -> QMenu:
        """Return the menu of the lists that fill themselves, with their numbers, and saved ones."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        today = self._desk.clock().date()
        for cut in self.cuts.values():
            if cut.id in ("everyone", "pipeline", "trash"):
                continue
            number = rows.count(self._desk.store.db, cut.only, today)
            action = menu.addAction(f"{cut.text} · {number:,}")
            action.setCheckable(True)
            action.setChecked(cut.id == self.cut)
            when_chosen(action, partial(self.show_cut, cut.id))
        add_saved(menu, self._desk, self.kept, self.show_saved)
        add_saving(menu, self._desk, self.kept, self.is_narrowed or self.cut != "everyone")
        self._add_places(menu)
        return menu

    def _add_places(self, menu: QMenu) -> None:
        """Add the places that are about people and have no entry in the rail."""
        known = {command.id for command in self._desk.commands.all()}
        beside = [one for one in ("companies", "job-news", "duplicates") if f"go-{one}" in known]
        if beside:
            menu.addSeparator()
        for one in beside:
            menu.addAction(self._desk.commands.action(f"go-{one}"))

    # What narrows, as chips that can be taken away

    def _narrowed(self) -> None:
        self._show_extra()
        self.changed.emit()

    def _show_extra(self) -> None:
        for old in self._extra:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._extra = []
        for part in self.narrowing.parts():
            chip = TagChip(self._desk.theme, part.text, part.color, removable=True)
            chip.removed.connect(partial(self.narrowing.take_away, part))
            set_tooltip(chip, t("Take this filter away (Delete)"))
            self._flow.addWidget(chip)
            self._extra.append(chip)
            chip.show()

    def _restyle(self) -> None:
        px = self._desk.theme.px
        self._row.setContentsMargins(px(24), 0, px(24), px(10))
        self.search.setFixedWidth(px(220))


def joined(cut: PersonFilter, narrowed: PersonFilter) -> PersonFilter:
    """Return who is kept by both: the cut's own questions and all that narrows it."""
    return replace(
        narrowed,
        in_pipeline=cut.in_pipeline or narrowed.in_pipeline,
        no_next_step=cut.no_next_step or narrowed.no_next_step,
        quiet_days=max(cut.quiet_days, narrowed.quiet_days),
        waiting=cut.waiting or narrowed.waiting,
        unthanked=cut.unthanked or narrowed.unthanked,
        same_company=cut.same_company or narrowed.same_company,
        do_not_contact=cut.do_not_contact or narrowed.do_not_contact,
        in_trash=cut.in_trash or narrowed.in_trash,
    )


_OF_CUTS = {
    "in_pipeline": False,
    "no_next_step": False,
    "quiet_days": 0,
    "waiting": False,
    "unthanked": False,
    "same_company": False,
    "do_not_contact": False,
    "in_trash": False,
}
"""The fields that cuts fill, as they are when none does."""


def taken_apart(cuts: Iterable[Cut], only: PersonFilter) -> tuple[str, PersonFilter]:
    """Return the cut whose questions `only` asks ("everyone" for none), and what narrows it."""
    for rest in (replace(only, **_OF_CUTS), only):  # type: ignore[arg-type]
        for cut in cuts:
            if joined(cut.only, rest) == only:
                return cut.id, rest
    return "everyone", only


def add_saved(
    menu: QMenu, desk: Desk, present: PersonFilter, show: Callable[[SavedFilter], object]
) -> None:
    """Add the filters kept by name to a menu, and a way to forget each."""
    saved = filter_rows.all_filters(desk.store.db)
    if not saved:
        return
    menu.addSeparator()
    for one in saved:
        action = menu.addAction(one.name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(one.only == present)
        when_chosen(action, partial(show, one))
    forget = menu.addMenu(t("Forget a saved filter"))
    for one in saved:
        action = forget.addAction(one.name.replace("&", "&&"))
        when_chosen(action, partial(_forget, desk, one))


def add_saving(menu: QMenu, desk: Desk, present: PersonFilter, enabled: bool) -> None:
    """Add the way to keep the present filter under a name."""
    menu.addSeparator()
    save = menu.addAction(t("Save this filter…"))
    save.setEnabled(enabled)
    when_chosen(save, partial(ask_name, desk, present))


def ask_name(desk: Desk, only: PersonFilter) -> None:
    """Ask for a name and keep the filter under it."""

    def keep(name: str) -> None:
        try:
            verbs.save_filter(desk.store, name, only)
        except UserError as error:
            desk.notices.failed(error)
            return
        desk.notices.toast(t("Filter “{name}” saved", name=name.strip()))

    desk.ask.line(t("Save this filter"), t("Name"), keep)


def _forget(desk: Desk, saved: SavedFilter) -> None:
    try:
        verbs.delete_filter(desk.store, saved.id)
    except UserError as error:
        desk.notices.failed(error)
        return
    desk.notices.toast(t("Filter “{name}” forgotten", name=saved.name))
