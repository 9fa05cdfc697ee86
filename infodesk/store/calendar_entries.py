"""Rows of what other calendars were told: how often a meeting changed there."""

from infodesk.store.opening import Connection


def was_told(db: Connection, uid: str) -> bool:
    """Say whether a file for calendars ever held a meeting."""
    return bool(db.execute("SELECT 1 FROM calendar_entry WHERE uid = ?", (uid,)).fetchone())


def next_sequence(db: Connection, uid: str, shown: str) -> int:
    """Return the number under which calendars take over what is `shown` of a meeting now.

    It grows by one with each change that they would see, and never falls. Inside a transaction.
    """
    row = db.execute("SELECT sequence, shown FROM calendar_entry WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        db.execute(
            "INSERT INTO calendar_entry (uid, sequence, shown) VALUES (?, 0, ?)", (uid, shown)
        )
        return 0
    sequence, last = int(row[0]), str(row[1])
    if last == shown:
        return sequence
    db.execute(
        "UPDATE calendar_entry SET sequence = ?, shown = ? WHERE uid = ?",
        (sequence + 1, shown, uid),
    )
    return sequence + 1
