"""The commands of the People page."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from infodesk.core.ids import PersonId
from infodesk.gui.commands import Command
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.pages.people.columns import strength_words
from infodesk.gui.pages.people.detail import PersonDetail
from infodesk.gui.pages.people.filters import FilterBar, usual_cuts
from infodesk.words import t

PLACE = "people"


class Doer(Protocol):
    """The page, as its commands see it."""

    detail: PersonDetail
    filters: FilterBar
    actions_: PeopleActions
    new_meeting: Callable[[PersonId], object] | None
    write_to: Callable[[PersonId], object] | None
    export_people: Callable[[Sequence[PersonId]], object] | None
    export_table: Callable[[Sequence[PersonId]], object] | None
    erase: Callable[[PersonId], object] | None

    def chosen(self) -> list[PersonId]:
        """Return the selected people."""

    def has_choice(self) -> bool:
        """Say whether somebody is selected."""

    def delete_is_ours(self) -> bool:
        """Say whether the Delete key means the selected people."""

    def under_row(self) -> QPoint:
        """Return where a menu for the current row should open."""

    def merge_chosen(self) -> None:
        """Show the two selected people side by side, to be merged."""

    def can_merge(self) -> bool:
        """Say whether two people are selected that can be merged."""

    def add_person(self) -> None:
        """Ask for a new person."""

    def open_detail(self) -> None:
        """Go from the list into the detail."""

    def in_detail(self, do: Callable[[], object]) -> None:
        """Do something for which the detail must be seen."""

    def copy_email(self) -> None:
        """Copy the person's address."""


def people_commands(page: Doer) -> list[Command]:
    """Return everything that can be done on the page, once."""
    return [*_with_one(page), *_with_many(page), *_elsewhere(page), *_cuts(page)]


def _with_one(page: Doer) -> list[Command]:
    def here(id_: str, text: str, **rest: object) -> Command:
        given = {"place": PLACE, "when": page.has_choice, **rest}
        return Command(id=f"people-{id_}", text=text, **given)  # type: ignore[arg-type]

    detail = page.detail
    return [
        here("detail", t("Go to the detail"), icon="panel", run=page.open_detail),
        here(
            "log",
            t("Log a touch"),
            icon="pencil",
            shortcut="L",
            run=lambda: page.in_detail(detail.log_touch),
        ),
        here(
            "next-step",
            t("Next step"),
            icon="flag",
            shortcut="N",
            run=lambda: page.in_detail(detail.next_step.edit),
        ),
        here("new-job", t("New job…"), icon="building", shortcut="J", run=detail.ask_new_job),
        here(
            "company",
            t("About the company"),
            icon="building",
            run=detail.ask_company,
            when=lambda: detail.person is not None and detail.person.company_id is not None,
        ),
        here(
            "copy-email",
            t("Copy the e-mail address"),
            icon="copy",
            shortcut="C",
            run=page.copy_email,
            when=lambda: detail.person is not None and bool(detail.person.emails),
        ),
    ]


def _with_many(page: Doer) -> list[Command]:
    actions, chosen = page.actions_, page.chosen

    def living() -> bool:
        return page.has_choice() and page.filters.cut != "trash"

    def gone() -> bool:
        return page.has_choice() and page.filters.cut == "trash"

    def stage() -> None:
        people, shown = chosen(), page.detail.person
        present = shown.stage if shown is not None and people == [shown.id] else None
        _popup(page, actions.stage_menu(people, page.filters, present))

    def tag() -> None:
        _popup(page, actions.tag_menu(chosen(), page.filters))

    def rate(strength: int | None) -> Command:
        words = (
            t("Strength: not said")
            if strength is None
            else t("Strength: {strength}", strength=strength_words(strength))
        )
        return Command(
            id=f"people-strength-{strength or 0}",
            text=words,
            icon="referral",
            shortcut=str(strength or 0),
            place=PLACE,
            when=living,
            run=lambda: actions.rate(chosen(), strength),
        )

    def flag(id_: str, text: str, name: str) -> Command:
        def toggle() -> None:
            shown = page.detail.person
            on = not (shown is not None and getattr(shown, name))
            actions.flag(chosen(), name, on=on)

        icon = "ban" if name == "do_not_contact" else "lock"
        return Command(id=id_, text=text, icon=icon, place=PLACE, run=toggle, when=living)

    return [
        *(rate(strength) for strength in (None, 1, 2, 3, 4, 5)),
        flag("people-do-not-contact", t("Do not contact, or contact again"), "do_not_contact"),
        flag("people-keep-private", t("Keep private, or not any more"), "keep_private"),
        Command(id="people-shortlist", text=t("Put on the shortlist"), icon="star", place=PLACE,
                run=lambda: actions.shortlist(chosen()), when=living),
        Command(id="people-stage", text=t("Change the stage…"), icon="flag", shortcut="S",
                place=PLACE, run=stage, when=living),
        Command(id="people-tag", text=t("Tag…"), icon="tag", shortcut="T",
                place=PLACE, run=tag, when=living),
        Command(id="people-merge", text=t("Merge the two…"), icon="people", place=PLACE,
                run=page.merge_chosen, when=lambda: living() and page.can_merge()),
        Command(id="people-split", text=t("Split a merged person…"), icon="person-add",
                place=PLACE, run=page.detail.ask_split,
                when=lambda: living() and page.detail.can_split()),
        Command(id="people-trash", text=t("Move to the trash"), icon="trash", shortcut="Delete",
                place=PLACE, run=lambda: actions.trash(chosen()),
                when=lambda: living() and page.delete_is_ours()),
        Command(id="people-restore", text=t("Restore from the trash"), icon="undo", place=PLACE,
                run=lambda: actions.restore(chosen()), when=gone),
        Command(id="people-delete", text=t("Delete for good…"), icon="trash", place=PLACE,
                run=lambda: actions.delete(chosen()), when=gone),
    ]  # fmt: skip


def _elsewhere(page: Doer) -> list[Command]:
    """Return what other areas do with people, as far as they are there."""
    found = []
    new_meeting, export, table = page.new_meeting, page.export_people, page.export_table
    write_to, erase = page.write_to, page.erase
    if erase is not None:
        found.append(
            Command(
                id="people-erase",
                text=t("Erase everywhere…"),
                icon="trash",
                place=PLACE,
                run=lambda: page.detail.person and erase(page.detail.person.id),
                when=lambda: page.has_choice() and len(page.chosen()) == 1,
            )
        )
    if write_to is not None:
        found.append(
            Command(
                id="people-write",
                text=t("Write to this person"),
                icon="send",
                shortcut="W",
                place=PLACE,
                run=lambda: page.detail.person and write_to(page.detail.person.id),
                when=page.has_choice,
            )
        )
    if new_meeting is not None:
        found.append(
            Command(
                id="people-new-meeting",
                text=t("New meeting with this person"),
                icon="calendar",
                shortcut="M",
                place=PLACE,
                run=lambda: page.detail.person and new_meeting(page.detail.person.id),
                when=page.has_choice,
            )
        )
    if export is not None:
        found.append(
            Command(
                id="people-export",
                text=t("Export as PDF…"),
                icon="file-pdf",
                place=PLACE,
                run=lambda: export(page.chosen()),
                when=page.has_choice,
            )
        )
    if table is not None:
        found.append(
            Command(
                id="people-export-table",
                text=t("Export as a table…"),
                icon="table",
                place=PLACE,
                run=lambda: table(page.chosen()),
                when=page.has_choice,
            )
        )
    return found


def _cuts(page: Doer) -> list[Command]:
    found = [
        Command(
            id="people-filter",
            text=t("Filter…"),
            icon="filter",
            shortcut="F",
            place=PLACE,
            run=page.filters.open_menu,
        )
    ]
    for cut in usual_cuts():
        found.append(
            Command(
                id=f"people-cut-{cut.id}",
                text=t("Show: {cut}", cut=cut.text),
                icon="people",
                place=PLACE,
                run=partial(page.filters.show_cut, cut.id),
            )
        )
    return found


def _popup(page: Doer, menu: QMenu) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(page.under_row())
