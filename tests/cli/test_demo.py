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
    assert list(shell.here.iterdir()) == []
    assert not list(shell.home.rglob("*briefwire*"))
