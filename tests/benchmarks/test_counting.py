"""The figures count what they say they count."""

import subprocess
from pathlib import Path

import pytest

from benchmarks import five_w, page, squad_reader, truth
from benchmarks.measure import Measure, auroc, share, wilson
from benchmarks.repositories import repository


def test_auroc_is_how_often_a_true_item_scores_higher() -> None:
    assert auroc([3, 1, 2], [True, False, True]) == 1
    assert auroc([1, 3, 2], [True, False, False]) == 0
    assert auroc([1, 1], [True, False]) == 0.5
    assert auroc([1, 2], [True, True]) == 0.5


def test_the_interval_of_a_share_is_told_for_small_sets_only() -> None:
    low, high = wilson(0.5, 100)
    assert low == pytest.approx(0.404, abs=0.001)
    assert high == pytest.approx(0.596, abs=0.001)
    assert Measure("s", "m", 199, 0.5).interval is not None
    assert Measure("s", "m", 200, 0.5).interval is None


def test_an_absent_set_is_not_measured(tmp_path: Path) -> None:
    results = list(truth.measured(tmp_path, [], 5))
    assert [name for name, found in results if found] == []
    assert [page.rows(result)[0][1] for result in results] == ["not measured"] * len(truth.SETS)


def test_a_set_measured_anew_replaces_its_own_rows_only() -> None:
    empty = f"before\n{page.BEGIN}\n{page.END}\nafter\n"
    one, two = ("one", [Measure("one", "a", 200, 0.5)]), ("two", [])
    both = page.merged(empty, [one, two], ["one", "two"], "first")
    again = page.merged(both, [("two", [Measure("two", "b", 200, 0.25)])], ["one", "two"], "then")
    assert again.startswith("before\n")
    assert again.endswith("\nafter\n")
    assert "| one | a | 200 |  | 0.500 |  |  | first |" in again
    assert "| two | b | 200 |  | 0.250 |  |  | then |" in again
    assert "not measured" not in again


@pytest.mark.parametrize("place", ["owner/name", "owner+name", "owner+name/repo"])
def test_a_checkout_and_a_bare_directory_read_alike(tmp_path: Path, place: str) -> None:
    folder = tmp_path / place
    folder.mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "data" / "one.txt").write_text("one")
    (folder / "data" / "zwei – größer.txt").write_text("zwei")
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "one"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)
    bare = tmp_path / "bare" / "owner+name"
    subprocess.run(["git", "clone", "-q", "--bare", str(folder), str(bare)], check=True)
    for found in (repository(tmp_path, "owner/name"), repository(tmp_path / "bare", "owner/name")):
        assert found is not None
        assert "data/one.txt" in found.names("data")
        assert found.read("data/one.txt") == b"one"
        with found.folder("data") as there:
            assert (there / "one.txt").read_text() == "one"
            assert (there / "zwei – größer.txt").read_text() == "zwei"


def test_squads_f1_ignores_articles_and_marks() -> None:
    assert squad_reader._best_f1("the Vistula.", ["Vistula", "a river"]) == 1
    assert squad_reader._best_f1("", []) == 1
    assert squad_reader._best_f1("Vistula", []) == 0
    assert squad_reader._best_f1("old Vistula", ["Vistula"]) == pytest.approx(2 / 3)
    assert share([squad_reader._is_exact("The Vistula", ["Vistula"]), squad_reader._is_exact("a", [])]) == 0.5


def test_refusals_are_set_where_f1_is_best() -> None:
    assert squad_reader._with_refusals([("x", 5.0), ("y", 1.0)], [("x",), ()]) == ["x", ""]


def test_a_phrase_is_right_with_half_of_its_tokens() -> None:
    assert five_w.is_right("the prime minister", [{"text": "minister"}])
    assert not five_w.is_right("the prime minister of Norland", [{"text": "minister"}])
    assert five_w.is_right(None, [{"text": ""}])


def test_a_set_that_is_none_is_named():
    assert truth.unknown(["rgb", "five W"]) == []
    assert truth.unknown(["rgb", "five_w"]) == ["five_w"]


def test_a_hosted_models_rows_stand_behind_the_embedded_engines() -> None:
    measure = Measure("RGB", "negative rejection", 3, 0.5)
    name, [renamed] = truth.by_engine(("RGB", [measure]), "gpt-x")
    assert (name, renamed.set, renamed.ours) == ("RGB, gpt-x", "RGB, gpt-x", 0.5)
    assert truth.by_engine(("RGB", [measure]), None) == ("RGB", [measure])
    order = truth.order_of("| RGB | a |\n| RGB, gpt-w | a |\n", "RGB, gpt-x")
    assert order[order.index("RGB") :][:3] == ["RGB", "RGB, gpt-w", "RGB, gpt-x"]
