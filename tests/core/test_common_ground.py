"""Only what both records state is common ground, and each says its own words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.common_ground import Acquaintance, CommonKind, common_ground, same_school
from infodesk.core.ids import EducationId, PersonId, PositionId, TagId
from infodesk.core.people import Education, Person, Position, Tag
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.core.text import fold_company


def person(**values):
    defaults = {"first_name": "Bo", "last_name": "Muster", "name": "Bo Muster"}
    return Person(id=PersonId(1), rev=1, uid="u", **{**defaults, **values})


def learned(school, degree="", began=None, ended=None):
    return Education(
        id=EducationId(1),
        rev=1,
        school=school,
        degree=degree,
        started_on=date(began, 1, 1) if began else None,
        finished_on=date(ended, 1, 1) if ended else None,
    )


def worked(company, title="", began=None, ended=None, *, current=False):
    return Position(
        id=PositionId(1),
        rev=1,
        title=title,
        company=company,
        started_on=date(began, 1, 1) if began else None,
        finished_on=date(ended, 1, 1) if ended else None,
        is_current=current,
    )


def entry(kind, title="", organisation="", began=None, ended=None, place=""):
    return ProfileEntry(
        kind=ProfileKind(kind),
        title=title,
        organisation=organisation,
        place=place,
        started_on=date(began, 1, 1) if began else None,
        finished_on=date(ended, 1, 1) if ended else None,
    )


def me(*entries, **values):
    return Profile(first_name="Ada", entries=entries, **values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of Oxford", "Oxford University"),
        ("Universität Wien", "Universitaet Wien"),
        ("Technische Universität München (TUM)", "TU München"),
        ("TUM", "Technische Universität München (TUM)"),
        ("Massachusetts Institute of Technology", "MIT"),
        ("University of Michigan - Ross School of Business", "University of Michigan"),
        ("ETH Zürich", "ETH Zurich"),
    ],
)
def test_one_school_in_two_spellings(one, other):
    assert same_school(one, other)
    assert same_school(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of California, Berkeley", "University of California, Los Angeles"),
        ("Oxford Brookes University", "University of Oxford"),
        ("University", "Universität"),
        ("Sample School (Online)", "Muster College (online)"),
        ("MIT", "mit"),
        ("", ""),
        ("BWL", "Berlin"),
    ],
)
def test_two_schools(one, other):
    assert not same_school(one, other) or one.casefold() == other.casefold() != ""


def test_the_same_school_says_what_each_record_says_and_whether_the_years_overlap():
    profile = me(entry("education", "BSc Informatics", "Universität Wien", 2009, 2013))
    then = person(education=(learned("Universitaet Wien", "MSc Statistics", 2012, 2014),))
    later = person(education=(learned("Universitaet Wien", "", 2013, 2015),))
    unknown = person(education=(learned("Universitaet Wien"),))
    (point,) = common_ground(profile, then)
    assert (point.kind, point.what, point.together) == (
        CommonKind.SCHOOL,
        "Universitaet Wien",
        True,
    )
    assert (point.mine.text, point.mine.detail) == ("Universität Wien", "BSc Informatics")
    assert (point.theirs.detail, point.theirs.started_on) == ("MSc Statistics", date(2012, 1, 1))
    assert [each.together for each in common_ground(profile, later)] == [False]
    assert [each.together for each in common_ground(profile, unknown)] == [False]


def test_an_employer_counts_past_and_present_whatever_its_legal_form():
    profile = me(entry("position", "Analyst", "Northwind GmbH", 2015))
    now = person(positions=(worked("Northwind Inc.", "Head", 2018, current=True),))
    before = person(positions=(worked("Southwind", "Head"), worked("northwind", "", 2010, 2012)))
    assert [(each.kind, each.together) for each in common_ground(profile, now)] == [
        (CommonKind.EMPLOYER, True)
    ]
    assert [(each.what, each.together) for each in common_ground(profile, before)] == [
        ("northwind", False)
    ]


def test_companies_a_person_merged_are_one_employer():
    profile = me(entry("position", "Analyst", "Facebook"))
    theirs = person(company="Meta", title="Engineer")
    assert common_ground(profile, theirs) == ()
    merged = {"facebook": "meta"}
    found = common_ground(
        profile, theirs, company_key=lambda name: merged.get(fold_company(name), fold_company(name))
    )
    assert [each.kind for each in found] == [CommonKind.EMPLOYER]


def test_a_place_is_a_town_and_never_only_a_country():
    profile = me(entry("position", "Analyst", "X", place="Zürich"), location="Vienna, Austria")
    assert [each.mine.where for each in common_ground(profile, person(location="Vienna"))] == [
        "location"
    ]
    assert [
        each.mine.detail for each in common_ground(profile, person(location="Greater Zurich Area"))
    ] == ["X"]
    assert common_ground(profile, person(location="Graz, Austria")) == ()
    assert common_ground(profile, person()) == ()


def test_skills_and_languages_are_found_as_whole_words_in_what_is_written():
    profile = me(
        entry("skill", "Python"), entry("skill", "C"), entry("skill", "R"), entry("skill", "SQL"),
        entry("language", "German"),
    )  # fmt: skip
    theirs = person(
        title="Senior Python developer",
        about="Writes C++ and\nspeaks German at home",
        tags=(Tag(id=TagId(1), name="SQL"),),
    )
    found = {each.what: each.theirs for each in common_ground(profile, theirs)}
    assert {name: said.where for name, said in found.items()} == {
        "Python": "position",
        "SQL": "tag",
        "German": "about",
    }
    assert found["German"].text == "speaks German at home"


def test_a_field_is_the_same_work_or_subject_whatever_the_rank():
    profile = me(
        entry("position", "Junior Data Scientist", "X"),
        entry("education", "B.Sc. Statistics", "Y"),
        industry="Health care",
    )
    theirs = person(
        positions=(worked("Z", "Lead Data Scientist", current=True),),
        education=(learned("W", "Master of Science, Statistics"),),
        about="20 years in health care.",
    )
    assert {each.what for each in common_ground(profile, theirs)} == {
        "Lead Data Scientist",
        "Master of Science, Statistics",
        "Health care",
    }
    assert common_ground(me(entry("position", "Manager", "X")), person(title="Director")) == ()


def test_who_knows_both_is_named_and_the_strongest_comes_first():
    profile = me(
        entry("skill", "Python"),
        entry("position", "Analyst", "Northwind", 2015),
        location="Vienna",
    )
    theirs = person(
        positions=(worked("Northwind", "Python developer", 2016, current=True),),
        location="Vienna, Austria",
    )
    found = common_ground(profile, theirs, [Acquaintance(name="Sara Lind", text="studied with me")])
    assert [each.kind for each in found] == [
        CommonKind.EMPLOYER,
        CommonKind.PERSON,
        CommonKind.PLACE,
        CommonKind.SKILL,
    ]
    assert found[1].mine.text == "Sara Lind"


WORDS = st.sampled_from(
    ["", "Python", "Northwind GmbH", "University of X", "Vienna, Austria", "R", "C++ (senior)"]
) | st.text(max_size=20)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*ProfileKind]), WORDS, WORDS, WORDS), max_size=5),
    st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS),
)
def test_whatever_is_written_nothing_is_invented(entries, theirs):
    title, company, school, degree, location, about = theirs
    profile = me(
        *(entry(kind, words, house, place=place) for kind, words, house, place in entries),
        location=location,
    )
    other = person(
        title=title,
        company=company,
        location=location,
        about=about,
        education=(learned(school, degree),),
    )
    found = common_ground(profile, other)
    assert common_ground(Profile(), other) == ()
    assert common_ground(profile, person()) == ()
    assert len({(each.kind, each.what) for each in found}) == len(found)
    for point in found:
        assert point.what.strip()
        assert point.mine.text
        assert point.theirs.text
