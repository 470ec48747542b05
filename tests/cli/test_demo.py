"""The demo: nothing set up, no network, from articles to answers, and it ends by itself."""

from tests.cli.conftest import ROOT, Shell


def test_the_demo_shows_a_brief_and_answers_and_ends(shell: Shell) -> None:
    wrong = {"BRIEFWIRE_CONFIG": "/no/such/file", "BRIEFWIRE_FETCH__NONE": "1"}
    ended = shell("demo", env=wrong)  # it needs no settings, so wrong ones are no matter
    assert (ended.code, ended.err) == (0, "")
    for expected in ("Reading 11 sample articles", "Who did what", "The sentences"):
        assert expected in ended.out
    question = ended.out.partition("> Who offered mediation?")[2].partition("\n> ")[0]
    answer, sentence = [line.strip() for line in question.splitlines() if line.strip()][:2]
    assert "China" in answer
    article = (ROOT / "seeds" / "pakistan-iran-strikes.md").read_text(encoding="utf-8")
    assert sentence.strip("“”") in article
    assert "Not stated: the coverage does not say." in ended.out
    assert "The sources disagree:" in ended.out
    digest = ended.out.partition("4. A digest,")[2]
    for expected in (
        "1. Update: Velmora earthquake toll rises to nine",
        "New: people killed: at least 7 → 9",
        "2 independent reports · Continental Press Agency, Estrava Courier",
        "Sources differ: Continental Press Agency: 23 people injured; Estrava Courier: 14 people injured",
        "and 6 more",
    ):
        assert expected in digest
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("Evening digest\n")[2].partition("```")[0].splitlines()
    assert not {line for line in shown if line.strip() != "…"} - set(ended.out.splitlines())
    assert list(shell.here.iterdir()) == []
    assert not list(shell.home.rglob("*briefwire*"))
