"""Files replaced, rolled back or mixed by others are noticed before the next acknowledgement."""

from tests.proof.foreign import foreign_hands, untouched


def test_foreign_hands_are_caught(tmp_path):
    assert foreign_hands(tmp_path, 60) == {"caught": 60}


def test_nothing_is_said_of_what_nobody_touched(tmp_path):
    assert untouched(tmp_path, 30) == {"same": 10, "newer": 20}
