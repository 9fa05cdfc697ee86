"""The ids-only model never changes silently, and its view keeps the place by id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QTableView

from infodesk.gui.models import KEPT_PAGES, PAGE, Column, IdTableModel, KeptPlace, Order

NAME = Order(column="name")


class People:
    """The rows of a small world, and how often they were asked for."""

    def __init__(self, count):
        self.names = {i: f"n{i:05}" for i in range(1, count + 1)}
        self.loads = 0

    def find(self, order):
        return sorted(self.names, key=self.names.__getitem__, reverse=order.descending)

    def load(self, ids):
        self.loads += 1
        return {i: (i, self.names[i]) for i in ids if i in self.names}

    def model(self):
        columns = [
            Column(id="name", title="Name", text=lambda row: row[1], roles={257: lambda r: r[0]}),
            Column(
                id="number",
                title="Number",
                text=lambda row: str(row[0]),
                numbers=True,
                spoken=lambda row: f"number {row[0]}",
                sortable=False,
            ),
        ]
        model = IdTableModel(columns, self.find, self.load, NAME)
        model.tester = QAbstractItemModelTester(
            model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
        )
        return model


@pytest.fixture
def people():
    return People(250)


@pytest.fixture
def model(people, qapp):
    return people.model()


@pytest.fixture
def mirror(model):
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    cells(proxy)
    return proxy


@pytest.fixture
def view(model, qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.kept = KeptPlace(view, model)
    view.resize(300, 400)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def cells(model):
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_each_change_is_told(people, model, mirror):
    people.names[3] = "n00003 the third"
    model.refresh([3])
    assert cells(mirror) == cells(model)
    del people.names[1]
    model.refresh([1])
    assert cells(mirror) == cells(model)
    people.names[9] = "zz"
    model.refresh([9])
    assert cells(mirror)[-1] == ["zz", "9"]
    people.names[10] = "n00010 ten"
    model.refresh()
    assert cells(mirror) == cells(model)


@given(steps=st.lists(st.tuples(st.integers(1, 30), st.sampled_from(["", "a", "m", "z"]))))
def test_any_series_of_changes_is_told(qapp, steps):
    people = People(20)
    model = people.model()
    mirror = QSortFilterProxyModel()
    mirror.setSourceModel(model)
    for record_id, name in steps:
        cells(mirror)
        if name:
            people.names[record_id] = f"{name}{record_id}"
        else:
            people.names.pop(record_id, None)
        model.refresh([record_id])
        assert cells(mirror) == cells(model) == [[people.names[i], str(i)] for i in model.ids]


def test_rows_are_loaded_by_the_page_and_let_go(qapp):
    people = People(PAGE * (KEPT_PAGES + 5))
    model = people.model()
    people.loads = 0
    for row in range(0, model.rowCount(), 10):
        model.data(model.index(row, 0))
    assert people.loads <= KEPT_PAGES + 5
    assert len(model._pages) == KEPT_PAGES


def test_sorting_asks_the_finder(people, model):
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert model.order == Order(column="name", descending=True)
    assert model.id_at(0) == 250
    model.sort(1)
    assert model.order.column == "name"


def test_a_record_that_just_vanished_is_blank(people, model):
    del people.names[120]
    assert model.data(model.index(119, 0)) is None


def test_what_a_screen_reader_hears(model):
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(6, 1), role) == "number 7"
    assert model.data(model.index(6, 0), role) == "n00007"
    assert model.data(model.index(6, 0), 257) == 7
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Number"


def selected(view, model):
    return [model.id_at(index.row()) for index in view.selectionModel().selectedRows()]


def test_a_reset_keeps_selection_current_row_and_scroll(people, model, view):
    flags = QItemSelectionModel.SelectionFlag
    view.selectRow(99)
    view.selectionModel().select(model.index(101, 0), flags.Select | flags.Rows)
    view.scrollTo(model.index(95, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 7)
    top, offset = model.id_at(view.rowAt(0)), view.rowViewportPosition(view.rowAt(0))
    for gone in range(1, 41):
        del people.names[gone]
    model.refresh()
    assert model.rowCount() == 210
    assert selected(view, model) == [100, 102]
    assert model.id_at(view.currentIndex().row()) == 100
    assert (model.id_at(view.rowAt(0)), view.rowViewportPosition(view.rowAt(0))) == (top, offset)


def test_the_next_record_follows_one_that_was_removed(people, model, view):
    view.selectRow(99)
    del people.names[100]
    model.refresh()
    assert selected(view, model) == [101]
    assert model.id_at(view.currentIndex().row()) == 101


def test_everything_selected_stays_selected(people, model, view):
    view.selectAll()
    people.names[500] = "a first one"
    model.refresh()
    assert len(selected(view, model)) == 250
    assert view.selectionModel().selection().size() == 1


def test_an_emptied_table_is_fine(people, model, view):
    view.selectRow(5)
    people.names.clear()
    model.refresh()
    assert model.rowCount() == 0
    assert not view.currentIndex().isValid()
