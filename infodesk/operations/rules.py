"""The method's numbers as this vault has them, and changing them."""

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.rules import PAIRS, RULES, Rule
from infodesk.store import settings
from infodesk.store.store import Store

_PREFIX = "rule."


def value(store: Store, rule: Rule) -> int:
    """Return the number of a rule: what a person set, else the method's."""
    found = settings.read(store.db, _PREFIX + rule.name, rule.default)
    return found if isinstance(found, int) and rule.allows(found) else rule.default


def changed(store: Store) -> frozenset[str]:
    """Return the names of the rules that were set to something else than the method's number."""
    return frozenset(name for name, rule in RULES.items() if value(store, rule) != rule.default)


def set_rule(store: Store, rule: Rule, number: int) -> None:
    """Set a rule's number; BadValue outside its range, or if two numbers would cross."""
    if not rule.allows(number):
        raise BadValue(field=rule.name, reason="out-of-rule", low=rule.low, high=rule.high)
    for low, high in PAIRS:
        crossed = (rule is low and number > value(store, high)) or (
            rule is high and number < value(store, low)
        )
        if crossed:
            raise BadValue(field=rule.name, reason="rules-cross")
    with store.transaction(Step(code="set-rule")):
        kept = None if number == rule.default else number
        settings.write(store.db, _PREFIX + rule.name, kept)


def reset_rules(store: Store) -> None:
    """Set every rule back to the method's number."""
    with store.transaction(Step(code="reset-rules")) as db:
        for name in RULES:
            settings.write(db, _PREFIX + name, None)
