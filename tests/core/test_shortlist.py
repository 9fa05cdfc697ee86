"""Who is proposed first, and why: every point is grounded, and weights decide."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.ids import CompanyId, PersonId
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.core.shortlist import WEIGHTS, Aim, Candidate, Pool, Reason, highest, judge, rank
from infodesk.words.shortlist import point_words, reason_words

TODAY = date(2026, 11, 23)
PROFILE = Profile(
    location="Lisbon, Portugal",
    entries=(
        ProfileEntry(kind=ProfileKind.EDUCATION, organisation="University of Porto"),
        ProfileEntry(kind=ProfileKind.POSITION, title="Nurse", organisation="Alder Hospitals"),
    ),
)
AIM = Aim(role="Data analyst", industry="Health", places=("Porto",))
NOBODY = Candidate(id=PersonId(1), name="Nobody")


def judged(*people, aim=AIM, targets=None, profile=PROFILE):
    pool = Pool(people=people, profile=profile, targets=targets or {}, today=TODAY)
    return finish(judge(pool, aim))


def shares(person, **rest):
    (one,) = judged(person, **rest)
    return {point.reason: point.share for point in one.points}


def test_nothing_speaks_for_somebody_of_whom_nothing_is_known():
    assert shares(NOBODY) == {}
    assert rank(judged(NOBODY), WEIGHTS) == []


def test_the_role_counts_by_its_words_and_the_level_only_with_it():
    full = shares(replace(NOBODY, title="Senior Data Analyst"))
    half = shares(replace(NOBODY, title="Data engineer"))
    assert (full[Reason.ROLE], half[Reason.ROLE]) == (1.0, 0.5)
    assert full[Reason.LEVEL] > half[Reason.LEVEL]
    assert Reason.LEVEL not in shares(replace(NOBODY, title="Chief gardener"))


def test_school_employer_and_place_are_common_ground():
    person = replace(
        NOBODY,
        company="Alder Hospitals GmbH",
        location="Greater Lisbon Area",
        schools=("Universidade do Porto (University of Porto)",),
    )
    found = shares(person)
    assert {Reason.SCHOOL, Reason.EMPLOYER, Reason.PLACE, Reason.INDUSTRY} <= set(found)
    assert found[Reason.PLACE] < shares(replace(NOBODY, location="Porto"))[Reason.PLACE] == 1.0


def test_targets_count_by_motivation():
    person = replace(NOBODY, company="Kestrel", company_id=CompanyId(7))
    assert shares(person, targets={CompanyId(7): 4}) == {Reason.TARGET: 0.8}


def test_warmth_fades_answers_count_and_silence_counts_against():
    warm = replace(NOBODY, touches=4, last_touch_on=TODAY - timedelta(days=30))
    old = replace(warm, last_touch_on=TODAY - timedelta(days=2000))
    assert shares(warm)[Reason.WARMTH] > shares(old)[Reason.WARMTH] > 0
    assert shares(replace(NOBODY, strength=5))[Reason.WARMTH] == 1.0
    assert shares(replace(NOBODY, wrote=2, answered=1))[Reason.REPLY] > 0
    assert shares(replace(NOBODY, wrote=3))[Reason.REPLY] < 0
    assert Reason.REPLY not in shares(replace(NOBODY, wrote=1))


def test_connections_of_late_count_and_dates_ahead_do_no_harm():
    for days, share in ((0, 1.0), (200, 0.6), (-5, 1.0)):
        person = replace(NOBODY, connected_on=TODAY - timedelta(days=days))
        assert shares(person)[Reason.RECENT] == share
    assert shares(replace(NOBODY, connected_on=date(1990, 1, 1))) == {}


def test_the_third_of_a_company_comes_after_all_others():
    people = [
        replace(NOBODY, id=PersonId(number), strength=5, company_id=CompanyId(number % 2))
        for number in range(4)
    ]
    people.append(replace(NOBODY, id=PersonId(9), strength=2))
    order = [one.judged.person.id for one in rank(judged(*people), WEIGHTS)]
    assert order == [0, 1, 2, 3, 9]
    order = [
        one.judged.person.id
        for one in rank(judged(*people), WEIGHTS, taken={CompanyId(0): 2, CompanyId(1): 1})
    ]
    assert order == [1, 3, 9, 0, 2]


people = st.builds(
    Candidate,
    id=st.integers(1, 99).map(PersonId),
    name=st.just("A"),
    title=st.sampled_from(["", "Data analyst", "Head of data", "Intern", "Gardener"]),
    company=st.sampled_from(["", "Alder Hospitals", "Kestrel"]),
    company_id=st.none() | st.integers(1, 3).map(CompanyId),
    location=st.sampled_from(["", "Porto", "Lisbon"]),
    connected_on=st.none() | st.dates(date(2000, 1, 1), TODAY),
    strength=st.none() | st.integers(1, 5),
    last_touch_on=st.none() | st.dates(date(2000, 1, 1), TODAY),
    touches=st.integers(0, 40),
    wrote=st.integers(0, 20),
    answered=st.integers(0, 20),
    schools=st.sampled_from([(), ("University of Porto",)]),
)
weights = st.fixed_dictionaries({reason: st.integers(0, 5) for reason in Reason})


@given(st.lists(people, max_size=8, unique_by=lambda one: one.id), weights)
def test_totals_are_explained_in_order_and_within_the_highest(someone, given_weights):
    targets = {CompanyId(1): 5, CompanyId(2): 1}
    ranked = rank(judged(*someone, targets=targets), given_weights)
    totals = [one.total for one in ranked]
    assert totals == sorted(totals, reverse=True)
    for one in ranked:
        points = one.judged.points
        weighed = sum(given_weights[point.reason] * point.share for point in points)
        assert abs(one.total - weighed) < 1e-9
        assert 0 < one.total <= highest(given_weights)
        assert len({point.reason for point in points}) == len(points)
        for point in points:
            assert -1 <= point.share <= 1
            assert reason_words(point.reason)
            assert point_words(point)


@given(people, weights)
def test_more_weight_never_takes_points_away(person, given_weights):
    (one,) = judged(person)
    for point in one.points:
        more = {**given_weights, point.reason: 5}
        before = {each.judged.person.id: each.total for each in rank([one], given_weights)}
        after = {each.judged.person.id: each.total for each in rank([one], more)}
        if point.share > 0:
            assert after.get(person.id, 0.0) >= before.get(person.id, 0.0)
