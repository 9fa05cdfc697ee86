"""A filter kept by name comes back as it was; what nobody understands does no harm."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.filters import as_values, from_values
from infodesk.core.ids import CompanyId, EventId, TagId
from infodesk.core.people import EVERYONE, PersonFilter
from infodesk.core.stages import Stage

ids = st.none() | st.integers(1, 9_000_000)
filters = st.builds(
    PersonFilter,
    text=st.just(""),
    stages=st.frozensets(st.sampled_from(list(Stage))),
    in_pipeline=st.booleans(),
    no_next_step=st.booleans(),
    quiet_days=st.integers(0, 400),
    waiting=st.booleans(),
    unthanked=st.booleans(),
    same_company=st.booleans(),
    ending=st.sampled_from(["", "no-reply", "mine"]),
    do_not_contact=st.booleans(),
    strengths=st.frozensets(st.integers(1, 5)),
    place=st.text(),
    source=st.text(),
    connected_since=st.none() | st.dates(date(1980, 1, 1), date(2080, 1, 1)),
    tag_id=ids.map(lambda one: one and TagId(one)),
    company_id=ids.map(lambda one: one and CompanyId(one)),
    event_id=ids.map(lambda one: one and EventId(one)),
    in_trash=st.booleans(),
)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(filters)
def test_a_filter_comes_back_as_it_was(only):
    assert from_values(as_values(only)) == only


def test_what_is_left_open_is_not_written():
    assert as_values(EVERYONE) == {}
    assert as_values(PersonFilter(place="Lisbon")) == {"place": "Lisbon"}


@given(st.dictionaries(st.sampled_from([*PersonFilter.__slots__, "unknown"]), json))
def test_what_is_not_understood_is_left_out(found):
    only = from_values(found)
    assert isinstance(only, PersonFilter)
    assert from_values(as_values(only)) == only
