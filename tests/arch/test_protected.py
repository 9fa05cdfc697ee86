"""No query that proposes people may forget whom not to contact; no export, who is private."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STORE, OPERATIONS = ROOT / "infodesk" / "store", ROOT / "infodesk" / "operations"

PROPOSING = ("shortlist", "targets", "outreach", "today")
"""Modules of the store whose queries say what to do next, and with whom."""

READS_PEOPLE = re.compile(r"\b(?:FROM|JOIN)\s+(?:person|next_step)\b")
HONOURS = re.compile(r"\bapproachable\b|\bdo_not_contact\b")

NOT_PROPOSALS = {
    "outreach.open_rows": "texts that exist already, to be finished or deleted",
    "outreach.sent_rows": "texts that exist already, to be read",
    "outreach.waiting": "what came back is taken in, whoever it is from",
    "outreach.written_at_company": "a warning not to write",
    "outreach.names_of_others": "names a text must not hold by mistake",
    "today.planned_meetings": "meetings that are agreed on, whoever they are with",
    "today.cards": "what cards show of people that another query chose",
}
"""What reads people there without proposing them, with the reason."""

EXPORTERS = ("exporting", "reporting", "briefing")
"""Modules of the operations whose results leave the vault for others."""

NOT_FOR_OTHERS = {
    "exporting.save_json": "the whole vault for moving it elsewhere; the flag goes along",
    "briefing.brief": "what stands on the screen; report_brief is for files",
}
"""What leaves the vault without leaving anybody out, with the reason."""


ABOUT_ONE = {"person_id", "outreach_id", "step_id"}
"""Whoever calls with one of these has chosen the person already."""


def parameters(function):
    """The names of a function's parameters."""
    return {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}


def strings(node):
    """All string literals below a node, joined: SQL is written in pieces."""
    return " ".join(
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )


def with_constants(function, module):
    """The words of a function and of the constants of its module that it names."""
    names = {one.id for one in ast.walk(function) if isinstance(one, ast.Name)}
    constants = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    used = [strings(constants[name]) for name in names if name in constants]
    return " ".join([strings(function), *used])


def proposals():
    """Every function of the proposing modules that reads people, with its SQL."""
    for name in PROPOSING:
        path = STORE / f"{name}.py"
        if not path.exists():
            continue
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in module.body:
            if isinstance(node, ast.FunctionDef) and not ABOUT_ONE & parameters(node):
                words = with_constants(node, module)
                if READS_PEOPLE.search(words) or HONOURS.search(words):
                    yield f"{name}.{node.name}", words


def test_queries_that_propose_leave_out_whom_not_to_contact():
    forgetful = [
        name for name, sql in proposals() if not HONOURS.search(sql) and name not in NOT_PROPOSALS
    ]
    assert not forgetful, "read approachable instead of person, or say why it proposes nobody"


def test_the_watch_sees_what_it_should():
    seen = dict(proposals())
    assert {"shortlist.candidates", "targets.all_targets", "outreach.shortlisted"} <= set(seen)


@pytest.mark.parametrize("name", EXPORTERS)
def test_what_is_exported_goes_through_the_door_for_others(name):
    path = OPERATIONS / f"{name}.py"
    module = ast.parse(path.read_text(encoding="utf-8"))
    open_doors = []
    for node in module.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        called = {
            one.func.id
            for one in ast.walk(node)
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
        }
        takes = parameters(node) & {"people", "meetings", "person_id", "meeting_id"}
        whole = node.name == "save_json"
        guarded = called & {"shareable_people", "shareable_meetings"}
        if (takes or whole) and not guarded and f"{name}.{node.name}" not in NOT_FOR_OTHERS:
            open_doors.append(node.name)
    assert not open_doors, "call shareable_people or shareable_meetings first"


def test_reasons_are_about_what_is_there():
    known = {name for name, _sql in proposals()}
    for name in EXPORTERS:
        module = ast.parse((OPERATIONS / f"{name}.py").read_text(encoding="utf-8"))
        known |= {f"{name}.{node.name}" for node in module.body if hasattr(node, "name")}
    assert set(NOT_FOR_OTHERS) <= known
