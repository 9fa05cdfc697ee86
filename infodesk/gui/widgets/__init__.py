"""Our own small widgets: plain text, named for screen readers, right in both directions."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infodesk.gui.widgets.avatars import Avatar
    from infodesk.gui.widgets.buttons import Button, IconButton, PrimaryButton, QuietButton
    from infodesk.gui.widgets.cards import Card, Hairline
    from infodesk.gui.widgets.chips import Chip, Pill, TagChip
    from infodesk.gui.widgets.fields import (
        Field,
        NumberField,
        PassphraseField,
        SearchField,
        StrengthMeter,
    )
    from infodesk.gui.widgets.flow import FlowLayout
    from infodesk.gui.widgets.hints import KeyHint, StatusDot
    from infodesk.gui.widgets.inline import InlineEdit
    from infodesk.gui.widgets.labels import ElidedLabel, PlainLabel, SectionHeading
    from infodesk.gui.widgets.notices import Banner, EmptyState, Toast
    from infodesk.gui.widgets.pictures import Logo, Picture
    from infodesk.gui.widgets.rows import (
        COLOR_ROLE,
        KEY_ROLE,
        TIP_ROLE,
        NumberCell,
        PersonCell,
        PillCell,
        RowDelegate,
        TextCell,
        dress_table,
    )
    from infodesk.gui.widgets.tabs import Tabs
    from infodesk.gui.widgets.tooltips import plain_tooltip, set_tooltip

__all__ = [
    "COLOR_ROLE",
    "KEY_ROLE",
    "TIP_ROLE",
    "Avatar",
    "Banner",
    "Button",
    "Card",
    "Chip",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "FlowLayout",
    "Hairline",
    "IconButton",
    "InlineEdit",
    "KeyHint",
    "Logo",
    "NumberCell",
    "NumberField",
    "PassphraseField",
    "PersonCell",
    "Picture",
    "Pill",
    "PillCell",
    "PlainLabel",
    "PrimaryButton",
    "QuietButton",
    "RowDelegate",
    "SearchField",
    "SectionHeading",
    "StatusDot",
    "StrengthMeter",
    "Tabs",
    "TagChip",
    "TextCell",
    "Toast",
    "dress_table",
    "plain_tooltip",
    "set_tooltip",
]

# Each module is loaded when its first widget is asked for: the lock screen shows a few of them, and
# each kind of Qt widget costs a millisecond or two to get to know.
_MODULES = {
    "Avatar": "avatars",
    "Button": "buttons",
    "IconButton": "buttons",
    "PrimaryButton": "buttons",
    "QuietButton": "buttons",
    "Card": "cards",
    "Hairline": "cards",
    "Chip": "chips",
    "Pill": "chips",
    "TagChip": "chips",
    "Field": "fields",
    "NumberField": "fields",
    "PassphraseField": "fields",
    "SearchField": "fields",
    "StrengthMeter": "fields",
    "FlowLayout": "flow",
    "KeyHint": "hints",
    "StatusDot": "hints",
    "InlineEdit": "inline",
    "ElidedLabel": "labels",
    "PlainLabel": "labels",
    "SectionHeading": "labels",
    "Banner": "notices",
    "EmptyState": "notices",
    "Toast": "notices",
    "Logo": "pictures",
    "Picture": "pictures",
    "COLOR_ROLE": "rows",
    "KEY_ROLE": "rows",
    "TIP_ROLE": "rows",
    "NumberCell": "rows",
    "PersonCell": "rows",
    "PillCell": "rows",
    "RowDelegate": "rows",
    "TextCell": "rows",
    "dress_table": "rows",
    "Tabs": "tabs",
    "plain_tooltip": "tooltips",
    "set_tooltip": "tooltips",
}

if not TYPE_CHECKING:  # so that a misspelt name is still found without running

    def __getattr__(name: str) -> object:
        """Load the module of a widget and return the widget."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = found
        return found
