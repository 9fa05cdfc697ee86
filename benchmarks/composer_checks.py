"""Checking a text of 500 words as one types, and one of 100,000 characters pasted."""

from functools import partial

from figures import Figure, Times, quantile, spread

from infodesk.core.composing.checks import check
from infodesk.core.composing.context import Context, Someone

_PARAGRAPH = (
    "We both studied at Example University. I read your note on registry quality and would like to"
    " understand what your days look like, and how work in health data is changing. Could I ask you"
    " for 20 minutes on Tuesday 1 December or Thursday 3 December, whenever suits you? I am in"
    " Lisbon (GMT), and I hope you are doing well. Your amazing work at Alder Hospitals is known. "
)
_CONTEXT = Context(
    person=Someone(
        first_name="Leila",
        last_name="Mansour",
        name="Leila Mansour, PhD",
        companies=("Institute of Examples",),
        roles=("Registry lead",),
    ),
    me=Someone(first_name="Erin", last_name="Exempla", name="Erin Exempla"),
    others=Someone(
        companies=tuple(f"Company {number} GmbH" for number in range(2_000)),
        roles=tuple(f"Head of Matter {number}" for number in range(2_000)),
    ),
    common=("Example University",),
)


def measure(*, quick: bool) -> list[Figure]:
    """Measure one check after each key, as the composer does at most."""
    text = "Dear Leila,\n\n" + _PARAGRAPH * 7
    words = len(text.split())
    keys = Times()
    for number in range(100 if quick else 1_000):
        typed = f"{text}{'typing on '[: number % 10]}"
        keys.take(partial(check, typed, "Your path into registries", _CONTEXT))
    pasted = Times()
    wall = (_PARAGRAPH * 300)[:100_000]
    for _ in range(3 if quick else 10):
        pasted.take(partial(check, wall, "", _CONTEXT))
    return [
        spread(
            "composer-checks",
            f"all checks of a text of {words} words, p99",
            keys.wall,
            goal=50,
            value=quantile(keys.wall, 0.99),
            note=f"of processor time {quantile(keys.cpu, 0.99):.1f} ms",
        ),
        spread("composer-paste", "all checks of 100,000 characters pasted", pasted.wall),
    ]
