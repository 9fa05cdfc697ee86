"""Who may be in the vault twice: what is found, with which reasons, and what is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.duplicates import LIKELY, SURE, PersonKey, Reason
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.text import fold_name
from infodesk.operations.duplicates import (
    find_duplicates,
    find_person_like,
    keep_apart,
    merge_people,
    read_index,
)
from infodesk.operations.people import add_link, add_person, change_job, trash_people
from infodesk.store.duplicates import kept_apart, phone_key


def key(number, name, **values):
    if company := values.get("company"):
        values.setdefault("companies", ((company, 0, 9_000_000),))
    if slug := values.get("slug"):
        values.setdefault("profiles", (slug,))
    return PersonKey(number, fold_name(name), **values)


def found(*people, not_same=frozenset()):
    return finish(find_duplicates(people, not_same))


def reasons(*people):
    (pair,) = found(*people)
    return set(pair.reasons)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Ana Silva", "ana silva", Reason.SAME_NAME),
        ("Wei Zhang", "Zhang Wei", Reason.SWAPPED),
        ("Robert Muster", "Bob Muster", Reason.SHORT_FORM),
        ("Catherine Muster", "Kate Muster", Reason.SHORT_FORM),
        ("J. Muster", "Jonas Muster", Reason.INITIAL),
        ("Bo Müller", "Bo Mueller", Reason.SPELLING),
        ("Дмитрий Иванов", "Dmitry Ivanov", Reason.SPELLING),
        ("Юлия Шевченко", "Yulia Shevchenko", Reason.SPELLING),
        ("Katherine Sampleton", "Katherine Sempleton", Reason.TYPO),
        ("Sebastian Muster", "Sebastain Muster", Reason.TYPO),
        ("Ana Maria Silva", "Ana Silva", Reason.FEWER_NAMES),
        ("Ana M. Silva", "Ana Maria Silva", Reason.FEWER_NAMES),
    ],
)
def test_names_that_may_be_one_at_the_same_company(one, other, reason):
    people = key(1, one, company=7, slug="one"), key(2, other, company=7)
    assert reasons(*people) == {reason, Reason.SAME_COMPANY}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Silva", "Eva Silva"),
        ("Ana Silva", "Ana Santos"),
        ("Jan Li", "Jan Lo"),
        ("Ana Maria Silva", "Ana Julia Silva"),
        ("Ana", "Ana Silva"),
        ("Robert Muster", "Roberta Muster"),
    ],
)
def test_names_that_are_two_even_at_one_company(one, other):
    pairs = found(key(1, one, company=7), key(2, other, company=7))
    assert [pair for pair in pairs if pair.confidence >= LIKELY + 6] == []


def test_nothing_is_found_where_only_company_or_little_is_shared():
    assert found() == []
    assert found(key(1, "Ana Silva", company=7)) == []
    assert found(key(1, "Ana Silva", company=7), key(2, "Bo Muster", company=7)) == []
    assert found(key(1, "", company=7), key(2, "", company=7)) == []
    assert found(key(1, "Bob Muster", company=7), key(2, "Robert Muster", company=8)) == []


def test_two_profiles_are_two_people_unless_an_address_says_otherwise():
    one, other = (
        key(1, "Ana Silva", company=7, slug="ana-1", connected=5),
        key(2, "Ana Silva", company=7, slug="ana-2", connected=5),
    )
    assert found(one, other) == []
    mail = ("ana@example.org",)
    (pair,) = found(one._replace(emails=mail), other._replace(emails=mail))
    assert LIKELY <= pair.confidence < SURE
    assert Reason.SAME_EMAIL in pair.reasons
    (pair,) = found(one, other._replace(profiles=("ana-2", "ana-1")))
    assert pair.confidence >= SURE


def test_addresses_find_people_of_other_names_but_less_surely():
    mail = ("ana@example.org",)
    same, changed = (
        found(key(1, "Ana Silva", emails=mail), key(2, name, emails=mail))[0]
        for name in ("Ana Silva", "Bo Muster")
    )
    assert same.confidence >= SURE > LIKELY > changed.confidence
    (pair,) = found(
        key(1, "Ana Silva", phones=("123456789",)), key(2, "A. Silva", phones=("123456789",))
    )
    assert set(pair.reasons) == {Reason.SAME_PHONE, Reason.INITIAL}


def test_an_address_of_many_is_nobodys_own():
    people = [
        key(number, f"N{number} M{number}x", emails=("info@example.org",)) for number in range(9)
    ]
    assert found(*people) == []


def test_the_same_name_alone_is_possible_and_less_so_if_many_have_it():
    (pair,) = found(key(1, "Ana Silva"), key(2, "Ana Silva"))
    assert pair.confidence < LIKELY
    assert found(*(key(number, "Ana Silva") for number in range(9))) == []


def test_what_speaks_against_it_lowers_the_confidence():
    alone = found(key(1, "Ana Silva"), key(2, "Ana Silva"))[0].confidence
    elsewhere = found(key(1, "Ana Silva", company=7), key(2, "Ana Silva", company=8))
    twice = found(key(1, "Ana Silva", connected=100), key(2, "Ana Silva", connected=900))
    day = found(key(1, "Ana Silva", connected=100), key(2, "Ana Silva", connected=101))
    assert elsewhere[0].confidence < alone
    assert twice == []
    assert day[0].confidence > alone
    assert Reason.SAME_DAY in day[0].reasons


def test_colleagues_of_once_count_if_they_were_there_together():
    def at(number, *span):
        return key(number, "Ana Silva", companies=((7, *span),))

    together = found(at(1, 100, 300), at(2, 200, 400))[0]
    apart = found(at(1, 100, 150), at(2, 200, 400))[0]
    assert Reason.WORKED_TOGETHER in together.reasons
    assert Reason.WORKED_TOGETHER not in apart.reasons
    assert together.confidence > apart.confidence


def test_who_was_said_to_be_two_is_not_found_again():
    people = key(1, "Ana Silva"), key(2, "Ana Silva")
    assert found(*people, not_same=frozenset({(1, 2)})) == []


NAMES = st.sampled_from(
    ["Ana Silva", "Bob Muster", "Robert Muster", "R. Muster", "Silva Ana", "Mueller", "", "Бо Ли"]
)
PEOPLE = st.lists(
    st.builds(
        lambda name, slug, mail, phone, work, day: (
            name, {"slug": slug, "emails": mail, "phones": phone, "company": work,
             "connected": day},
        ),
        NAMES,
        st.sampled_from(["", "a", "b"]),
        st.sampled_from([(), ("x@y.z",), ("x@y.z", "q@y.z")]),
        st.sampled_from([(), ("123456789",)]),
        st.integers(0, 2),
        st.sampled_from([0, 100, 101, 500]),
    ),
    max_size=8,
)  # fmt: skip


@settings(deadline=None)
@given(PEOPLE, st.randoms())
def test_the_order_of_people_does_not_matter_and_no_two_profiles_meet_by_name(people, random):
    keys = [key(number, name, **values) for number, (name, values) in enumerate(people)]
    shuffled = keys[:]
    random.shuffle(shuffled)
    pairs = found(*keys)
    assert {pair[:3] for pair in pairs} == {pair[:3] for pair in found(*shuffled)}
    assert len({pair[:2] for pair in pairs}) == len(pairs)
    for pair in pairs:
        one, other = keys[pair.one], keys[pair.other]
        assert pair.one < pair.other
        assert 0 < pair.confidence < 100
        assert pair.reasons
        if one.slug and other.slug:
            assert set(pair.reasons) & {Reason.SAME_EMAIL, Reason.SAME_PHONE, Reason.SAME_PROFILE}


# With a vault


def add(store, name, **values):
    first, _, last = name.partition(" ")
    return add_person(store, PersonDraft(first_name=first, last_name=last, **values))


def search(store):
    return finish(find_duplicates(finish(read_index(store)), kept_apart(store.db)))


def test_the_index_knows_what_the_vault_knows(store):
    ana = add(store, "Ana Silva", email="Ana@Example.org", phone="+351 555 010 020", company="Aye")
    add_link(store, ana, "https://linkedin.com/in/Ana-Silva")
    change_job(store, ana, "Lead", "Bee")
    gone = add(store, "Ana Silva")
    finish(trash_people(store, [gone]))
    (person,) = finish(read_index(store))
    assert (person.id, person.name, person.emails) == (ana, "ana silva", ("ana@example.org",))
    assert (person.phones, person.profiles) == (("555010020",), ("ana-silva",))
    assert len(person.companies) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("+351 555 010 020", "555010020"), ("00351/555.010.020", "(555) 010-020")],
)
def test_a_number_is_the_same_with_and_without_its_country(one, other):
    assert phone_key(one) == phone_key(other) != ""
    assert phone_key("4711") == ""


def test_apart_is_remembered_and_undone(store):
    one, other = add(store, "Ana Silva"), add(store, "Ana Silva")
    assert len(search(store)) == 1
    keep_apart(store, other, one)
    assert search(store) == []
    finish(store.undo())
    assert len(search(store)) == 1


def test_somebody_named_is_found_among_those_known(store):
    ana = add(store, "Ana Silva", company="Northwind GmbH", profile_url="linkedin.com/in/ana")
    bob = add(store, "Robert Muster", company="Aye")
    add(store, "Zoe Nobody", email="zoe@example.org")

    def like(*asked, **more):
        return [each.name for each in find_person_like(store.db, *asked, **more)]

    assert like("ana silva") == ["Ana Silva"]
    assert like("Anna Silva", "northwind") == ["Ana Silva"]
    assert like("Bob Muster", "Aye, Inc.") == ["Robert Muster"]
    assert like("Bob Muster", "Elsewhere") == []
    assert like("Anybody", email="ZOE@example.org") == ["Zoe Nobody"]
    assert like("", profile="https://www.linkedin.com/in/ana/") == ["Ana Silva"]
    assert like("") == like("%") == like("Nobody Else") == []
    add(store, "Bob Muster", company="Aye")
    assert like("Bob Muster", "Aye") == ["Bob Muster", "Robert Muster"]
    merge_people(store, bob, ana)
    (found_,) = find_person_like(store.db, "Somebody", profile="linkedin.com/in/ana")
    assert found_.person_id == bob
