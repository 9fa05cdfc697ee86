"""A key derivation so cheap that tests need not wait; it protects nothing."""

from infodesk.vault.derivation import KdfProfile


class InsecureTestProfile(KdfProfile):
    """Lets a profile be below the floor; release code has no such class."""

    def __post_init__(self):
        """Skip the floor."""


CHEAP = InsecureTestProfile(memory_kib=8, passes=1, lanes=1)
