"""Saving a damaged database: what is saved equals what was, and little is lost."""

import contextlib
from functools import partial
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infodesk.core.errors import VaultDamaged
from infodesk.core.progress import finish
from infodesk.store import btrees, changelog, copying, salvaging
from infodesk.store.opening import remove_database
from infodesk.vault.pages import SealedPages
from tests.operations.filling import fill
from tests.proof.work import KEY, VAULT_ID, Worker, create, reopen

PAGE = 4096
NOW = "2026-11-23T09:12:00Z"


def saved_from(folder, content):
    """Return the report and every row of what is saved of a file that holds `content`."""
    damaged, target = folder / "damaged.db", folder / "saved.db"
    damaged.write_bytes(content)
    target.unlink(missing_ok=True)
    with damaged.open("rb") as file:
        pages = SealedPages(file, bytearray(KEY), VAULT_ID)
        report = finish(
            salvaging.salvage(pages, target, bytearray(KEY), VAULT_ID, now=NOW, unnamed="Name lost")
        )
    assert damaged.read_bytes() == content
    with contextlib.closing(reopen(target)) as store:
        assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
        return report, copying.everything(store.db)


def without(content, *numbers):
    """Return the file with some pages overwritten."""
    for number in numbers:
        at = (number - 1) * PAGE
        content = content[:at] + b"\xa5" * PAGE + content[at + PAGE :]
    return content


def by_id(rows):
    return {row["id"]: row for row in rows}


def alike(was, now):
    """Say whether two texts are one, or one the beginning of the other."""
    return was == now or (isinstance(was, str) and isinstance(now, str) and was.startswith(now))


class Built(tuple):
    """A vault's bytes, rows and roots; not shown, because there is too much of it."""

    __slots__ = ()

    def __repr__(self):
        return "a vault"


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    """The bytes of a vault with work in it, its rows, and the first page of each table."""
    path = tmp_path_factory.mktemp("salvage") / "vault.db"
    store = create(path)
    worker = Worker(store, Random(3))
    for _ in range(300):
        worker.do()
    store.db.set_authorizer(None)
    store.db.execute("VACUUM")
    rows = copying.everything(store.db)
    roots = dict(
        store.db.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall()
    )
    store.close()
    return Built((path.read_bytes(), rows, roots))


@pytest.fixture(scope="module")
def every_table(tmp_path_factory):
    """The same for a vault with rows in every table."""
    path = tmp_path_factory.mktemp("salvage") / "vault.db"
    store = create(path)
    fill(store)
    rows = copying.everything(store.db)
    roots = dict(
        store.db.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall()
    )
    store.close()
    return Built((path.read_bytes(), rows, roots))


def test_of_a_whole_vault_everything_is_saved(vault, every_table, tmp_path):
    for content, rows, _roots in (vault, every_table):
        report, saved = saved_from(tmp_path, content)
        assert saved == rows
        assert report.whole
        assert (report.damaged, report.unplaced) == (0, 0)


def test_without_its_first_page_everything_is_saved(vault, tmp_path):
    content, rows, _roots = vault
    report, saved = saved_from(tmp_path, without(content, 1))
    assert saved == rows
    assert report.damaged == 1


def test_a_page_inside_a_tree_hides_nothing(vault, tmp_path):
    content, rows, roots = vault
    for table in ("person", "note"):
        _report, saved = saved_from(tmp_path, without(content, roots[table]))
        assert saved == rows


@pytest.mark.parametrize("table", changelog.TABLES)
def test_with_a_table_lost_all_other_rows_are_saved_and_found(table, every_table, tmp_path):
    content, rows, roots = every_table
    report, saved = saved_from(tmp_path, without(content, roots[table]))
    assert report.damaged == 1
    for other in changelog.TABLES:
        if other in (table, "next_step", "position"):
            continue
        was, now = by_id(rows[other]), by_id(saved[other])
        assert was.keys() <= now.keys() or table == "attachment", other
        for row_id in was.keys() & now.keys():
            differs = {c for c in was[row_id] if was[row_id][c] != now[row_id][c]}
            # Only what led to the lost rows, and what they told, may be missing.
            led = {c for c in differs if now[row_id][c] is None}
            assert differs - led <= {"next_step", "next_step_kind", "next_step_on"}, (
                other,
                differs,
            )


def test_people_are_known_by_name_from_the_indexes_alone(vault, tmp_path):
    content, rows, roots = vault
    (tmp_path / "whole.db").write_bytes(content)
    leaves = leaf_pages(tmp_path / "whole.db", roots["person"])
    lost = leaves[len(leaves) // 2]
    report, saved = saved_from(tmp_path, without(content, lost))
    was, now = by_id(rows["person"]), by_id(saved["person"])
    assert was.keys() == now.keys()
    for row_id in was:
        assert was[row_id]["uid"] == now[row_id]["uid"]
        assert was[row_id]["match_name"] == now[row_id]["match_name"]
        assert was[row_id]["stage"] == now[row_id]["stage"]
    assert report.of("person").expected == len(was)
    assert 0 < report.of("person").partly < len(was)


def leaf_pages(path, root):
    """Return the pages in which the rows of a table lie."""
    with path.open("rb") as file:
        pages = SealedPages(file, bytearray(KEY), VAULT_ID)
        node = btrees.node(pages.read(root), root)
    assert node.kind == btrees.TABLE_INSIDE
    return node.children


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 12))
def test_what_is_saved_equals_what_was(vault, tmp_path, seed, count):
    content, rows, _roots = vault
    random = Random(seed)
    lost = random.sample(range(1, len(content) // PAGE + 1), count)
    cut = random.choice((len(content), len(content), random.randrange(PAGE, len(content))))
    try:
        report, saved = saved_from(tmp_path, without(content, *lost)[:cut])
    except VaultDamaged:
        assert cut < 2 * PAGE
        return
    for table in ("note", "touch", "meeting", "meeting_question", "person", "company"):
        was, now = by_id(rows[table]), by_id(saved[table])
        for row_id in was.keys() & now.keys():
            same = was[row_id] == now[row_id]
            text = {"note": "body", "touch": "text"}.get(table)
            assert same or not text or alike(was[row_id][text], now[row_id][text])
        kind = report.of(table)
        if kind.expected is not None and not report.unplaced:
            assert kind.expected == len(was)
        strangers = now.keys() - was.keys()
        assert all("Name lost" in now[i].get("name", "Name lost") for i in strangers)


def test_of_nothing_nothing_is_saved(tmp_path):
    with pytest.raises(VaultDamaged):
        saved_from(tmp_path, b"\xa5" * PAGE * 3)
    assert not (tmp_path / "saved.db").exists()


def test_cancelling_leaves_nothing(vault, tmp_path):
    content, _rows, _roots = vault
    damaged, target = tmp_path / "damaged.db", tmp_path / "saved.db"
    damaged.write_bytes(content)
    with damaged.open("rb") as file:
        job = partial(
            salvaging.salvage,
            SealedPages(file, bytearray(KEY), VAULT_ID),
            target,
            bytearray(KEY),
            VAULT_ID,
            now=NOW,
            unnamed="",
        )
        steps = sum(1 for _ in job())
        remove_database(target)
        for stop in range(1, steps, 7):
            begun = job()
            for _ in range(stop):
                next(begun)
            begun.close()
            assert [each.name for each in tmp_path.iterdir()] == ["damaged.db"]


def test_of_a_hundred_rows_a_page_costs_less_than_two(vault, tmp_path):
    content, rows, _roots = vault
    total = sum(map(len, rows.values()))
    shares = []
    for number in range(2, len(content) // PAGE, 9):
        _report, saved = saved_from(tmp_path, without(content, number))
        kept = sum(len(by_id(rows[table]).keys() & by_id(saved[table]).keys()) for table in rows)
        shares.append(kept / total)
    assert len(shares) > 10
    assert sum(shares) / len(shares) > 0.98
