"""Settings survive a restart, a damaged file and nonsense values."""

import json
import stat

from hypothesis import given
from hypothesis import strategies as st

from infodesk.gui.settings import Choices, Settings, settings_folder


def test_choices_are_kept(tmp_path):
    Settings(tmp_path).change(theme="dark", text_size=150, columns={"people": [120, 80]})
    again = Settings(tmp_path).now
    assert (again.theme, again.text_size, again.columns) == ("dark", 150, {"people": [120, 80]})
    assert stat.S_IMODE((tmp_path / "settings.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_a_damaged_file_is_put_aside(tmp_path):
    (tmp_path / "settings.json").write_bytes(b'{"theme": "da\xff')
    assert Settings(tmp_path).now == Choices()
    assert (tmp_path / "settings.damaged.json").read_bytes() == b'{"theme": "da\xff'


def test_listeners_hear_of_changes_only(tmp_path):
    settings, heard = Settings(tmp_path), []
    settings.subscribe(heard.append)
    settings.change(theme="system")
    settings.change(theme="contrast")
    assert [choices.theme for choices in heard] == ["contrast"]


def test_a_place_that_cannot_be_written_to_is_no_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "file" / "below")
    settings.change(density="comfortable")
    assert settings.now.density == "comfortable"


def test_the_variable_overrides_the_systems_place(tmp_path, monkeypatch):
    monkeypatch.setenv("INFODESK_HOME", str(tmp_path / "elsewhere"))
    assert settings_folder() == tmp_path / "elsewhere"
    monkeypatch.delenv("INFODESK_HOME")
    assert settings_folder().name == "InfoDesk"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(list(Choices.__dataclass_fields__)), JSON))
def test_nonsense_is_left_at_its_default(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("s")
    (folder / "settings.json").write_text(json.dumps(found))
    now = Settings(folder).now
    usual = Choices()
    for name in Choices.__dataclass_fields__:
        assert type(getattr(now, name)) is type(getattr(usual, name))
    assert now.theme in ("system", "light", "dark", "contrast")
    assert now.text_size <= 200
