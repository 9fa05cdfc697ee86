"""What one does with companies: write about them, bring two together, part them again."""

from infodesk.core.changes import Step
from infodesk.core.companies import Company
from infodesk.core.errors import BadValue
from infodesk.core.ids import CompanyAliasId, CompanyId
from infodesk.core.text import clean_line, fold_company
from infodesk.store import companies as rows
from infodesk.store.store import Store


def rename_company(store: Store, company_id: CompanyId, name: str, rev: int) -> None:
    """Call a company otherwise; the former name stays known.

    Raises BadValue for no name or the name of another company, StaleEdit or NoSuchRecord.
    """
    typed = clean_line(name)
    if not typed:
        raise BadValue(field="company", reason="empty")
    with store.transaction(Step(code="edit-company")) as db:
        if rows.by_match_name(db, fold_company(typed)) not in (None, company_id):
            raise BadValue(field="company", reason="company-known")
        rows.rename(db, company_id, typed, rev)


def merge_companies(store: Store, kept: CompanyId, *gone: CompanyId) -> Company:
    """Make each of `gone` another name of `kept`, for imports to come too, and return `kept`.

    Who works or worked there, website and text go over. NoSuchRecord if one is gone.
    """
    if kept in gone:
        raise BadValue(field="company", reason="same-company")
    with store.transaction(Step(code="merge-companies", count=len(gone) + 1)) as db:
        for each in gone:
            rows.merge(db, kept, each)
        return rows.get(db, kept)


def separate_company(store: Store, alias_id: CompanyAliasId) -> CompanyId:
    """Make another name of a company a company of its own again and return its id.

    Whose record writes the company by that name goes along. NoSuchRecord if the name is gone.
    """
    with store.transaction(Step(code="separate-company")) as db:
        return rows.separate(db, alias_id, store.now())
