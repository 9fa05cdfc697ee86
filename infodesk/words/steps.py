"""Words for what a person did: the sentence after a step, its undoing and its redoing."""

from collections.abc import Callable, Mapping

from infodesk.core.changes import ChangeSet, Step
from infodesk.words import t, tn

STEPS: Mapping[str, Callable[[int], str]] = {
    # People
    "add-person": lambda n: tn("added a person", "added {count} people", n),
    "edit-person": lambda n: tn("edited a person", "edited {count} people", n),
    "change-job": lambda n: tn("changed a job", "changed {count} jobs", n),
    "stage": lambda n: tn("changed a person's stage", "changed the stage of {count} people", n),
    "tag": lambda n: tn("tagged a person", "tagged {count} people", n),
    "untag": lambda n: tn("took a tag off a person", "took a tag off {count} people", n),
    "trash": lambda n: tn("removed a person", "removed {count} people", n),
    "restore-people": lambda n: tn("brought a person back", "brought {count} people back", n),
    "erase-person": lambda _n: t("erased a person"),
    "delete-people": lambda n: tn("deleted a person", "deleted {count} people", n),
    "strength": lambda n: tn(
        "said how well you know a person", "said how well you know {count} people", n
    ),
    "flag-people": lambda n: tn("flagged a person", "flagged {count} people", n),
    "save-filter": lambda _n: t("saved a filter"),
    "delete-filter": lambda _n: t("deleted a filter"),
    "not-now": lambda n: tn("left a person for later", "left {count} people for later", n),
    "take-up": lambda _n: t("took up everyone left for later"),
    "shortlist-aim": lambda _n: t("changed what the shortlist looks for"),
    "add-target": lambda _n: t("added a target company"),
    "rate-target": lambda _n: t("rated a target company"),
    "remove-target": lambda _n: t("took a company off the targets"),
    "add-event": lambda _n: t("added an event"),
    "edit-event": lambda _n: t("edited an event"),
    "delete-event": lambda _n: t("deleted an event"),
    "meet-at-event": lambda n: tn(
        "noted somebody met at an event", "noted {count} people met at an event", n
    ),
    "not-met": lambda _n: t("took somebody off an event"),
    "edit-company": lambda n: tn("edited a company", "edited {count} companies", n),
    "edit-profile": lambda _n: t("edited my profile"),
    "dismiss-news": lambda n: tn("dismissed a changed job", "dismissed {count} changed jobs", n),
    "merge-people": lambda _n: t("merged two people"),
    "split-person": lambda _n: t("split two people"),
    "not-same": lambda _n: t("noted that two people are not the same"),
    "merge-companies": lambda n: tn("merged a company", "merged {count} companies", n),
    "separate-company": lambda _n: t("parted two companies"),
    "import": lambda n: tn("imported one person", "imported {count} people", n),
    "import-other": lambda _n: t("imported a file"),
    "set-photo": lambda _n: t("changed a person's picture"),
    "take-off-photo": lambda _n: t("took off a person's picture"),
    "attach-files": lambda n: tn("added a file", "added {count} files", n),
    "rename-file": lambda _n: t("renamed a file"),
    "remove-file": lambda _n: t("removed a file"),
    "undo-import": lambda _n: t("took an import back"),
    "restore-everything": lambda n: tn(
        "restored an export with one person", "restored an export with {count} people", n
    ),
    "load-sample": lambda _n: t("put in the sample"),
    "remove-sample": lambda _n: t("took out the sample"),
    # The pipeline
    "shortlist": lambda n: tn("shortlisted a person", "shortlisted {count} people", n),
    "close-people": lambda n: tn("closed a person", "closed {count} people", n),
    "replied": lambda _n: t("logged a reply"),
    "sent-request": lambda _n: t("logged a request"),
    "sent-follow-up": lambda _n: t("logged a follow-up"),
    "sent-close-kindly": lambda _n: t("closed kindly"),
    "sent-reply": lambda _n: t("logged an answer"),
    "sent-confirm": lambda _n: t("logged a confirmation"),
    "sent-thanks": lambda _n: t("logged thanks"),
    "sent-referral-ask": lambda _n: t("logged a referral ask"),
    "sent-update": lambda _n: t("logged an update"),
    "sent-other": lambda _n: t("logged a text"),
    # Next steps
    "plan-step": lambda _n: t("planned a next step"),
    "edit-step": lambda _n: t("changed a next step"),
    "finish-step": lambda _n: t("finished a next step"),
    "snooze-step": lambda _n: t("snoozed a next step"),
    "skip-step": lambda _n: t("skipped a next step"),
    "reopen-step": lambda _n: t("took a next step up again"),
    # Rules
    "set-rule": lambda _n: t("changed a rule"),
    "reset-rules": lambda _n: t("set the rules back"),
    "set-workweek": lambda _n: t("changed the business days"),
    # Touches
    "log-line": lambda _n: t("logged what happened"),
    "log-touch": lambda n: tn("logged a touch", "logged {count} touches", n),
    "edit-touch": lambda n: tn("edited a touch", "edited {count} touches", n),
    "delete-touch": lambda n: tn("deleted a touch", "deleted {count} touches", n),
    # Texts to people
    "write-draft": lambda _n: t("wrote a draft"),
    "delete-draft": lambda n: tn("deleted a draft", "deleted {count} drafts", n),
    "hand-over": lambda _n: t("handed a text over"),
    "not-sent": lambda _n: t("said that a text was not sent"),
    "add-template": lambda n: tn("added a template", "added {count} templates", n),
    "edit-template": lambda n: tn("edited a template", "edited {count} templates", n),
    "delete-template": lambda n: tn("deleted a template", "deleted {count} templates", n),
    # Meetings
    "set-hours": lambda _n: t("changed when you can talk"),
    "add-meeting": lambda n: tn("added a meeting", "added {count} meetings", n),
    "edit-meeting": lambda n: tn("edited a meeting", "edited {count} meetings", n),
    "begin-meeting": lambda _n: t("began a meeting"),
    "hold-meeting": lambda _n: t("marked a meeting as held"),
    "cancel-meeting": lambda _n: t("called a meeting off"),
    "reopen-meeting": lambda _n: t("planned a meeting again"),
    "delete-meeting": lambda n: tn("deleted a meeting", "deleted {count} meetings", n),
    "add-question": lambda n: tn("added a question", "added {count} questions", n),
    "edit-question": lambda _n: t("edited a question"),
    "must-ask": lambda _n: t("changed how much a question matters"),
    "tick-question": lambda _n: t("ticked a question"),
    "write-answer": lambda _n: t("wrote an answer"),
    "delete-question": lambda _n: t("deleted a question"),
    "order-questions": lambda _n: t("moved a question"),
    "keep-insight": lambda _n: t("kept an insight"),
    "keep-promise": lambda _n: t("noted a promise"),
    "keep-referral": lambda _n: t("noted a referral"),
    "drop-mark": lambda _n: t("dropped a mark"),
    "reopen-mark": lambda _n: t("took a mark up again"),
    "edit-insight": lambda _n: t("reworded an insight"),
    "delete-insight": lambda _n: t("deleted an insight"),
    "edit-promise": lambda _n: t("changed a promise"),
    "tick-promise": lambda _n: t("ticked a promise"),
    "delete-promise": lambda _n: t("deleted a promise"),
    "permit-name": lambda _n: t("changed whether a name may be used"),
    "delete-referral": lambda _n: t("deleted a referral"),
    "write-debrief": lambda _n: t("wrote a debrief"),
    "write-notes": lambda _n: t("wrote notes"),
    # Preparing
    "add-introduction": lambda _n: t("added an introduction"),
    "edit-introduction": lambda _n: t("edited an introduction"),
    "delete-introduction": lambda _n: t("deleted an introduction"),
    "choose-introduction": lambda _n: t("chose an introduction"),
    "keep-pace": lambda _n: t("measured how fast you speak"),
    "add-fact": lambda _n: t("wrote down a fact"),
    "edit-fact": lambda _n: t("edited a fact"),
    "delete-fact": lambda _n: t("deleted a fact"),
    "add-bank-question": lambda _n: t("added a question to the bank"),
    "edit-bank-question": lambda _n: t("edited a question of the bank"),
    "archive-question": lambda _n: t("put a question of the bank away"),
    "unarchive-question": lambda _n: t("brought a question of the bank back"),
    "delete-bank-question": lambda _n: t("deleted a question of the bank"),
    "confirm-time": lambda _n: t("changed whether the time is confirmed"),
}
"""What was done, by the step's code, as it follows "Undid:"."""


def step_words(step: Step) -> str:
    """Return what `step` did, beginning in lower case; a general word for an unknown code."""
    words = STEPS.get(step.code)
    return words(step.count) if words else t("the last change")


def change_sentence(change: ChangeSet) -> str:
    """Return the status line's sentence for a change that was undone or redone, else nothing."""
    if change.cause == "undo":
        return t("Undid: {step}", step=step_words(change.step))
    if change.cause == "redo":
        return t("Did again: {step}", step=step_words(change.step))
    return ""
