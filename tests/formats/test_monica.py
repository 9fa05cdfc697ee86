"""Monica's JSON: people with what their parts say, and whatever else stands there."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.errors import BadImportFile
from infodesk.core.progress import finish
from infodesk.formats.monica import KIND
from infodesk.formats.reading import read_file
from tests.formats.importers import check_details


def part(kind, *properties):
    values = [{"uuid": "x", "properties": each} for each in properties]
    return {"count": len(values), "type": kind, "values": values}


BO = {
    "uuid": "11111111-2222-4333-8444-555555555555",
    "created_at": "2021-05-01T09:00:00Z",
    "properties": {
        "first_name": "Bo",
        "last_name": "Muster",
        "nickname": "Bobo",
        "job": "Cook",
        "company": "Example AG",
        "tags": ["Mentor", {"name": "Food"}],
        "birthdate": {"date": "1980-03-22T00:00:00Z", "is_year_unknown": False},
    },
    "data": [
        part("contact_field", {"data": "bo@example.org"}, {"data": "+49 30 23125 001"},
             {"data": "https://www.linkedin.com/in/bo-muster"}),
        part("address", {"street": "Musterweg 1", "city": "Köln", "country": "DE"}),
        part("note", {"body": "Cooks."}, {"body": "Sings."}),
        part("unheard-of", {"body": "no"}),
    ],
}  # fmt: skip
ADA = {"properties": {"first_name": "Ada", "birthdate": {"date": "2000-04-15",
       "is_year_unknown": True}}}  # fmt: skip


def export(*contacts):
    values = {"count": len(contacts), "type": "contact", "values": list(contacts)}
    return json.dumps({"version": "1.0-preview.1", "account": {"uuid": "y", "data": [values]}})


def test_contacts_come_with_what_is_known_of_them():
    file = finish(read_file("monica.json", export(BO, ADA, {"properties": {}}).encode()))
    assert (file.report.kind, file.report.people, file.report.nameless) == (KIND, 2, 1)
    bo, ada = file.rows
    assert (bo.name, bo.position, bo.company) == ("Bo Muster", "Cook", "Example AG")
    assert (bo.email, bo.slug, bo.more.nickname) == ("bo@example.org", "bo-muster", "Bobo")
    assert bo.more.phones[0].value == "+49 30 23125 001"
    assert bo.more.labels == ("Mentor", "Food")
    assert (bo.more.birthday, ada.more.birthday) == ("1980-03-22", "--04-15")
    assert bo.more.about == "Cooks.\n\nSings."
    assert (bo.more.location, bo.more.uid) == ("Köln, DE", BO["uuid"])


@pytest.mark.parametrize("text", ['{"account": 3}', '{"account": {"data": []}}', '{"account": ['])
def test_what_holds_nobody_is_refused(text):
    with pytest.raises(BadImportFile) as refusal:
        finish(read_file("monica.json", text.encode()))
    assert refusal.value.facts["reason"] in ("no-people", "not-a-table")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["data", "type", "values", "properties", "tags", "contact"]),
                      inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(json_values, st.sampled_from(["properties", "data", "uuid"]), json_values)
def test_any_json_is_read_or_refused(account, key, inner):
    for text in (json.dumps({"account": account}), export(BO | {key: inner})):
        try:
            file = finish(read_file("monica.json", text.encode("utf-8", "replace")))
        except BadImportFile:
            continue
        for row in file.rows:
            assert row.name
            check_details(row, row.more)
