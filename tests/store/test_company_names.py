"""Companies: one for all spellings of its name, merged and parted, folded anew on opening."""

import pytest

from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations.companies import merge_companies, rename_company, separate_company
from infodesk.operations.people import add_person, change_job, edit_company, trash_people
from infodesk.store import companies as rows
from infodesk.store import people
from infodesk.store.copying import everything
from infodesk.store.store import Store

from .conftest import KEY, VAULT_ID


def works(store, name, company):
    return add_person(store, PersonDraft(first_name=name, title="Analyst", company=company))


def names(store):
    return sorted(company.name for company in rows.find(store.db))


def company_of(store, person_id):
    return people.get(store.db, person_id).company_id


def test_all_spellings_are_one_company(store):
    ids = {company_of(store, works(store, "A", name)) for name in ("Muster LLC", "muster, inc.")}
    assert len(ids) == 1
    assert names(store) == ["Muster LLC"]


def test_merged_companies_are_one_for_later_imports_too_and_undone(store):
    maya, jon = works(store, "Maya", "Facebook"), works(store, "Jon", "Meta")
    old, new = company_of(store, maya), company_of(store, jon)
    edit_company(store, old, website="https://facebook.example", about="Old", rev=1)
    edit_company(store, new, website="", about="New", rev=1)
    before = everything(store.db)
    merged = merge_companies(store, new, old)
    assert (merged.people, merged.about, merged.website) == (
        2,
        "New\n\nOld",
        "https://facebook.example",
    )
    assert [each.name for each in rows.aliases(store.db, new)] == ["Facebook"]
    assert company_of(store, works(store, "Ana", "Facebook, Inc.")) == new
    assert rows.ensure_all(store.db, {"FACEBOOK", "Meta"}, "") == {"FACEBOOK": new, "Meta": new}
    assert rows.same_company(store.db)("Facebook Ltd") == rows.same_company(store.db)("meta")
    assert [company.id for company in rows.find(store.db, "faceb")] == [new]
    finish(store.undo())
    finish(store.undo())
    assert everything(store.db) == before


def test_a_company_merged_twice_over_keeps_all_its_names(store):
    a, b, c = (company_of(store, works(store, "X", name)) for name in ("Aye", "Bee", "Sea"))
    merge_companies(store, b, a)
    merge_companies(store, c, b)
    assert {each.name for each in rows.aliases(store.db, c)} == {"Aye", "Bee"}
    assert company_of(store, works(store, "Y", "Aye GmbH")) == c


def test_parting_takes_those_along_whose_record_says_so(store):
    maya, jon = works(store, "Maya", "Facebook Inc"), works(store, "Jon", "Meta")
    change_job(store, jon, "Lead", "Facebook")
    change_job(store, jon, "Lead", "Meta")
    new = company_of(store, jon)
    merge_companies(store, new, company_of(store, maya))
    (alias,) = rows.aliases(store.db, new)
    old = separate_company(store, alias.id)
    assert (company_of(store, maya), company_of(store, jon)) == (old, new)
    assert rows.formerly_there(store.db, old) == [jon]
    assert rows.aliases(store.db, new) == []
    with pytest.raises(NoSuchRecord):
        separate_company(store, alias.id)


def test_a_renamed_company_is_still_known_by_its_former_name(store):
    jon = works(store, "Jon", "Twitter")
    works(store, "Ana", "Other")
    twitter = company_of(store, jon)
    rename_company(store, twitter, "X", 1)
    assert company_of(store, works(store, "Maya", "Twitter, Inc.")) == twitter
    rename_company(store, twitter, "Twitter", 2)
    assert [each.name for each in rows.aliases(store.db, twitter)] == ["X"]
    for name, rev, error in (
        ("other ltd", 3, BadValue), ("", 3, BadValue), ("Z", 1, StaleEdit)
    ):  # fmt: skip
        with pytest.raises(error):
            rename_company(store, twitter, name, rev)
    with pytest.raises(BadValue):
        merge_companies(store, twitter, twitter)


def test_the_list_tells_who_is_there_and_who_was(store):
    maya, jon = works(store, "Maya", "Aye"), works(store, "Jon", "Aye")
    gone = works(store, "Gone", "Aye")
    change_job(store, jon, "Lead", "Bee")
    finish(trash_people(store, [gone]))
    aye, bee = company_of(store, maya), company_of(store, jon)
    listed = rows.load_rows(store.db, [aye, bee, 99])
    assert {one: (row.people, row.past) for one, row in listed.items()} == {
        aye: (1, 1),
        bee: (1, 0),
    }
    assert rows.find_ids(store.db, "bee") == [bee]
    assert rows.find_ids(store.db, sort="name", descending=False) == [aye, bee]
    assert rows.count(store.db) == 2


def test_a_vault_folded_by_older_rules_is_brought_along_on_opening(path):
    store = Store.create(path, bytearray(KEY), VAULT_ID)
    maya, jon, ana, bo = (
        works(store, name, company)
        for name, company in (
            ("Maya", "Bimbo"),
            ("Jon", "Bimbo, S.A.B. de C.V."),
            ("Ana", "Swap"),
            ("Bo", "Other"),
        )
    )
    db = store.db
    db.execute("UPDATE vault SET company_folding = 0")
    # As an older version may have folded them: one company twice, two names exchanged.
    db.execute(
        "INSERT INTO company (name, match_name, about, created_at)"
        " VALUES ('Bimbo, S.A.B. de C.V.', 'bimbo sab de', 'Bread', '')"
    )
    db.execute("UPDATE person SET company_id = last_insert_rowid() WHERE id = ?", (jon,))
    db.execute("UPDATE company SET match_name = 'x' WHERE name = 'Swap'")
    db.execute("UPDATE company SET match_name = 'swap' WHERE name = 'Other'")
    db.execute("UPDATE company SET match_name = 'other' WHERE name = 'Swap'")
    store.close()
    again = Store.open(path, bytearray(KEY), VAULT_ID)
    assert company_of(again, maya) == company_of(again, jon)
    assert rows.get(again.db, company_of(again, maya)).about == "Bread"
    assert names(again) == ["Bimbo", "Other", "Swap"]
    assert company_of(again, works(again, "Eve", "Swap AG")) == company_of(again, ana)
    assert company_of(again, works(again, "Eve", "Other AG")) == company_of(again, bo)
    assert again.undo_step is not None
    again.close()


def test_what_was_merged_by_hand_stays_merged_when_names_are_folded_anew(path):
    store = Store.create(path, bytearray(KEY), VAULT_ID)
    a, b, c = (company_of(store, works(store, "X", name)) for name in ("Aye", "Bee", "Sea"))
    merge_companies(store, c, a)
    store.db.execute("UPDATE vault SET company_folding = 0")
    store.db.execute("UPDATE company SET name = 'Aye' WHERE id = ?", (b,))
    store.db.execute("UPDATE company_alias SET match_name = 'old rule'")
    store.close()
    again = Store.open(path, bytearray(KEY), VAULT_ID)
    assert [company.id for company in rows.find(again.db)] == [c]
    assert company_of(again, works(again, "Y", "Aye SE")) == c
    again.close()
