"""What a plan holds of myself: lines of my profile, companies I follow, jobs I saved."""

from collections.abc import Sequence

from infodesk.core.import_plans import CompanyNews, ProfileChange
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column
from infodesk.gui.pages.importing.overruling import ChangesPart, Told
from infodesk.gui.pages.importing.parts import BoxedPart, placed
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.widgets import TextCell
from infodesk.gui.widgets.rows import Cell
from infodesk.words import t
from infodesk.words.dates import day_in_words
from infodesk.words.importing import company_news_words, entry_words, profile_words


def profile_part(desk: Desk, changes: Sequence[ProfileChange]) -> ChangesPart:
    """Return the lines that would come into my profile."""
    why = (t("Kept: yours"), t("What you wrote into your profile is never overwritten."))
    rows = [
        Told(
            line=place,
            who=profile_words(change),
            first=True,
            field="",
            old=entry_words(change.known) if change.entry else change.old,
            new=entry_words(change.entry) if change.entry else change.new,
            kind=change.kind,
            why=why,
            key=place,
        )
        for place, change in enumerate(changes)
    ]
    return ChangesPart(desk, t("My profile"), t("Line"), rows, fields=False)


def companies_part(desk: Desk, news: Sequence[CompanyNews]) -> BoxedPart:
    """Return the news of companies, and the events."""
    theme = desk.theme
    columns: list[Column[CompanyNews]] = [
        Column(id="company", title=t("Company or event"), text=lambda row: row.company),
        Column(id="what", title=t("What"), text=lambda row: company_news_words(row.kind)),
        Column(id="title", title=t("Position"), text=lambda row: row.title),
        Column(id="on", title=t("When"), text=lambda row: day_in_words(row.on) if row.on else ""),
    ]
    cells: list[Cell] = [
        TextCell(theme, "medium"),
        TextCell(theme, color="muted"),
        TextCell(theme),
        TextCell(theme, "figures"),
    ]
    model = SequenceModel(columns, news, line_of=placed(news), parent=desk.changes)
    table = PlanTable(theme, t("Companies and events"), model, cells, (0, 190, 0, 150))
    model.setParent(table)
    return BoxedPart(desk, table)
