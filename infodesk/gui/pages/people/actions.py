"""What can be done with one person or many: stage, tag, trash, restore; each with its Undo."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from infodesk.core.errors import UserError
from infodesk.core.ids import PersonId
from infodesk.core.people import Tag
from infodesk.core.progress import Job, finish
from infodesk.core.stages import Ending, Stage
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.columns import stage_words, strength_words
from infodesk.gui.widgets import set_tooltip
from infodesk.operations import people as verbs
from infodesk.operations import pipeline
from infodesk.store import people as rows
from infodesk.store import tags as tag_rows
from infodesk.words import t, tn
from infodesk.words.next_steps import ending_words
from infodesk.words.records import say

MOST_TAGS = 15
AT_ONCE = 200
"""So many people are changed in a blink."""


class PeopleActions:
    """Does things with people and says in a toast what was done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def attempt(self, verb: Callable[[], object], sentence: str = "") -> bool:
        """Do `verb` and say `sentence` with Undo; a refusal goes to the red bar."""
        try:
            verb()
        except UserError as error:
            self._desk.notices.failed(error)
            return False
        if sentence:
            self._desk.notices.toast(sentence)
        return True

    def attempt_many(self, verb: Callable[[], Job[None]], count: int, sentence: str = "") -> None:
        """Do `verb` with `count` people: at once with few, with progress and Cancel with many."""
        if count <= AT_ONCE:
            self.attempt(lambda: finish(verb()), sentence)
            return
        said = partial(self._desk.notices.toast, sentence)
        self._desk.jobs.sliced(verb(), done=lambda _none: said() if sentence else None)

    def move(self, people: Sequence[PersonId], stage: Stage) -> None:
        """Put people in a stage."""
        words = tn(
            "{count} person moved to {stage}",
            "{count} people moved to {stage}",
            len(people),
            stage=stage_words(stage),
        )
        self.attempt_many(
            lambda: verbs.move_to_stage(self._desk.store, people, stage), len(people), words
        )

    def tag(self, people: Sequence[PersonId], name: str) -> None:
        """Give people a tag."""
        words = tn(
            "{count} person tagged “{tag}”", "{count} people tagged “{tag}”", len(people), tag=name
        )
        said = words if len(people) > 1 else ""
        self.attempt_many(
            lambda: verbs.tag_people(self._desk.store, people, name), len(people), said
        )

    def untag(self, people: Sequence[PersonId], tag: Tag) -> None:
        """Take a tag from people."""
        words = tn(
            "Tag “{tag}” taken from {count} person",
            "Tag “{tag}” taken from {count} people",
            len(people),
            tag=tag.name,
        )
        self.attempt_many(
            lambda: verbs.untag_people(self._desk.store, people, tag.id), len(people), words
        )

    def shortlist(self, people: Sequence[PersonId]) -> None:
        """Put people on the shortlist: from there on they are in the pipeline."""
        fresh = rows.to_shortlist(self._desk.store.db, people)
        if not fresh:
            words = t("Nobody was added: they are in your pipeline, or not to be contacted.")
            self._desk.notices.toast(words, undo=False)
            return
        words = tn(
            "{count} person put on your shortlist",
            "{count} people put on your shortlist",
            len(fresh),
        )
        self.attempt_many(lambda: pipeline.shortlist(self._desk.store, fresh), len(fresh), words)

    def close(self, people: Sequence[PersonId], ending: Ending) -> None:
        """Close people with the reason."""
        words = tn(
            "{count} person closed: {reason}",
            "{count} people closed: {reason}",
            len(people),
            reason=ending_words(ending),
        )
        self.attempt_many(
            lambda: pipeline.close(self._desk.store, people, ending), len(people), words
        )

    def rate(self, people: Sequence[PersonId], strength: int | None) -> None:
        """Say how well I know people; None takes it back."""
        if strength is None:
            words = t("How well you know them was taken back")
        else:
            words = tn(
                "{count} person: {strength}",
                "{count} people: {strength}",
                len(people),
                strength=strength_words(strength),
            )
        self.attempt_many(
            lambda: verbs.rate_people(self._desk.store, people, strength), len(people), words
        )

    def flag(self, people: Sequence[PersonId], flag: str, *, on: bool) -> None:
        """Mark people as not to be contacted or as private, or take that back."""
        marked = t("Do not contact") if flag == "do_not_contact" else t("Private")
        if on:
            words = tn(
                "{count} person marked “{mark}”",
                "{count} people marked “{mark}”",
                len(people),
                mark=marked,
            )
        else:
            words = tn(
                "“{mark}” taken from {count} person",
                "“{mark}” taken from {count} people",
                len(people),
                mark=marked,
            )
        self.attempt_many(
            lambda: verbs.flag_people(self._desk.store, people, flag, on=on), len(people), words
        )

    def trash(self, people: Sequence[PersonId]) -> None:
        """Put people in the trash."""
        words = tn(
            "{count} person moved to the trash", "{count} people moved to the trash", len(people)
        )
        self.attempt_many(lambda: verbs.trash_people(self._desk.store, people), len(people), words)

    def restore(self, people: Sequence[PersonId]) -> None:
        """Take people out of the trash."""
        words = tn(
            "{count} person taken out of the trash",
            "{count} people taken out of the trash",
            len(people),
        )
        self.attempt_many(
            lambda: verbs.restore_people(self._desk.store, people), len(people), words
        )

    def delete(self, people: Sequence[PersonId]) -> None:
        """Remove people for good, after asking: the notes go with them."""
        words = tn("{count} person deleted", "{count} people deleted", len(people))
        self._desk.ask.confirm(
            tn("Delete {count} person for good?", "Delete {count} people for good?", len(people)),
            t(
                "Everything written about them goes too: notes, meetings and timeline. "
                "Undo works until the vault is locked."
            ),
            t("Delete"),
            lambda: self.attempt_many(
                lambda: verbs.delete_for_good(self._desk.store, people), len(people), words
            ),
            danger=True,
        )

    # Menus

    def stage_menu(
        self, people: Sequence[PersonId], parent: QWidget, present: Stage | None = None
    ) -> QMenu:
        """Return a menu of the stages; `present` is ticked."""
        menu = QMenu(t("Stage"), parent)
        for stage in Stage:
            if stage is Stage.CLOSED:
                self._fill_endings(menu.addMenu(stage_words(stage)), people)
                continue
            action = menu.addAction(stage_words(stage))
            action.setCheckable(present is not None)
            action.setChecked(stage is present)
            when_chosen(action, partial(self.move, people, stage))
        return menu

    def _fill_endings(self, menu: QMenu, people: Sequence[PersonId]) -> None:
        for ending in Ending:
            when_chosen(menu.addAction(ending_words(ending)), partial(self.close, people, ending))

    def strength_menu(
        self, people: Sequence[PersonId], parent: QWidget, present: int | None = None
    ) -> QMenu:
        """Return a menu of how well one can know somebody, each step with what it means."""
        menu = QMenu(t("How well I know them"), parent)
        menu.setToolTipsVisible(True)
        for strength in reversed(verbs.STRENGTHS):
            action = menu.addAction(strength_words(strength))
            set_tooltip(action, say(f"strength-{strength}-means"))
            action.setCheckable(present is not None)
            action.setChecked(strength == present)
            when_chosen(action, partial(self.rate, people, strength))
        menu.addSeparator()
        when_chosen(menu.addAction(t("Not said")), partial(self.rate, people, None))
        return menu

    def flag_menu(self, people: Sequence[PersonId], parent: QWidget) -> QMenu:
        """Return a menu of what protects people: not to be contacted, private."""
        menu = QMenu(t("Protect"), parent)
        menu.setToolTipsVisible(True)
        named = (
            ("do_not_contact", t("Do not contact"), t("Contacting them is all right")),
            ("keep_private", t("Keep private"), t("Not private any more")),
        )
        means = {
            "do_not_contact": t("Never proposed, on no list of what to do."),
            "keep_private": t("In no file that you export for others."),
        }
        for flag, words, _undone in named:
            action = menu.addAction(words)
            set_tooltip(action, means[flag])
            when_chosen(action, partial(self.flag, people, flag, on=True))
        menu.addSeparator()
        for flag, _words, undone in named:
            when_chosen(menu.addAction(undone), partial(self.flag, people, flag, on=False))
        return menu

    def tag_menu(
        self, people: Sequence[PersonId], parent: QWidget, without: Sequence[Tag] = ()
    ) -> QMenu:
        """Return a menu of the tags most people have, and a way to a new one."""
        menu = QMenu(t("Tag"), parent)
        known = sorted(tag_rows.all_tags(self._desk.store.db), key=lambda one: -one[1])
        offered = [tag for tag, _count in known if tag not in without][:MOST_TAGS]
        for tag in offered:
            action = menu.addAction(tag.name.replace("&", "&&"))
            when_chosen(action, partial(self.tag, people, tag.name))
        if offered:
            menu.addSeparator()
        when_chosen(menu.addAction(t("New tag…")), partial(self.ask_tag, people))
        return menu

    def ask_tag(self, people: Sequence[PersonId]) -> None:
        """Ask for the name of a tag and give it."""
        self._desk.ask.line(
            t("New tag"), t("Tag"), lambda name: self.tag(people, name) if name.strip() else None
        )


def when_chosen(action: QAction, verb: Callable[[], object]) -> None:
    """Call `verb`, without the "checked" of an action, when it is chosen."""
    action.triggered.connect(lambda _checked=False: verb())
