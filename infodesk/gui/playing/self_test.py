"""`infodesk --self-test`: the main job played in a temporary place, told a line a step."""

import sys
import traceback
from time import perf_counter

from infodesk.gui.playing.main_job import MainJob, Step
from infodesk.gui.playing.stage import Stage, open_stage
from infodesk.words import t


def self_test() -> int:
    """Play the main job and say what was done; 0 if all of it came out right, else 1.

    Nothing outside a temporary folder is changed, and that is removed.
    """
    with open_stage() as stage:
        played = 0
        for step in MainJob(stage).steps():
            if not play(stage, step):
                return 1
            played += 1
    print(t("Self-test passed: {count} steps", count=played), flush=True)
    return 0


def play(stage: Stage, step: Step) -> bool:
    """Do one step and print how it went and how long it took; False if it failed."""
    start = perf_counter()
    error: BaseException | None = None
    try:
        step.do()
    except Exception as failure:
        error = failure
    error = stage.faults[0] if stage.faults else error
    took = f"{(perf_counter() - start) * 1000:,.0f} ms"
    if error is None:
        print(f"✓ {step.title} · {took}", flush=True)
        return True
    print(f"✗ {step.title} · {took}", flush=True)
    print(t("Self-test failed: {step}: {reason}", step=step.title, reason=error), file=sys.stderr)
    traceback.print_exception(error)
    return False
