"""Every rule, step, ending and reason has words."""

from infodesk.core.next_steps import SKIP_REASONS, Outcome, StepKind
from infodesk.core.rules import GROUPS, RULES, Source, Unit
from infodesk.core.stages import Ending
from infodesk.words import next_steps, rules


def test_every_rule_says_what_and_why():
    assert set(rules.RULES) == set(RULES)
    names = [rules.rule_words(rule) for rule in RULES.values()]
    assert len(set(names)) == len(names)
    assert all(rules.rule_why(rule).endswith(".") for rule in RULES.values())
    assert all(rules.group_words(group) for group, _rules in GROUPS)
    assert all(rules.source_words(source) for source in Source)
    assert {rule.unit for rule in RULES.values()} <= set(Unit)
    assert rules.number_words(RULES["follow-up-after"], 7) == "7 business days"
    assert rules.unit_words(RULES["follow-up-after"], 1) == "business day"


def test_every_step_and_ending_has_words():
    assert all(next_steps.step_words(kind) for kind in StepKind)
    assert next_steps.step_words("") == ""
    assert next_steps.step_words("thank", "Bring cake") == "Bring cake"
    assert all(next_steps.skip_words(reason) != reason for reason in SKIP_REASONS)
    assert next_steps.skip_words("She moved away") == "She moved away"
    assert all(next_steps.outcome_words(outcome) for outcome in Outcome)
    assert all(next_steps.ending_words(ending) for ending in Ending)
