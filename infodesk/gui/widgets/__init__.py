"""Our own small widgets: plain text, named for screen readers, right in both directions."""

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
