"""What each set counts as right, on examples made by hand."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from benchmarks import claims, dates, five_w, positions, quotes, realtimeqa, stories, summaries, support
from benchmarks.asked import article_of
from benchmarks.closest import closest
from benchmarks.measure import balanced, bootstrap, mean
from bot.ground.locate import evidence_at
from bot.model import Answer, Engine

ENGINE = Engine(name="embedded", version="test")


def test_b_cubed_is_one_only_for_the_events_themselves() -> None:
    assert stories.b_cubed([1, 1, 2], ["a", "a", "b"]) == 1
    assert stories.b_cubed([1, 1, 1, 1], ["a", "a", "b", "b"]) == pytest.approx(2 * 0.5 / 1.5)
    assert stories.b_cubed([1, 2, 3, 4], ["a", "a", "b", "b"]) == pytest.approx(2 * 0.5 / 1.5)


def test_alike_texts_are_one_group_across_a_third() -> None:
    flood, other = "Flood hits the town of Veldt", "Bank raises its lending rate"
    groups = stories.naive([flood, other, flood])
    assert groups[0] == groups[2] != groups[1]


def test_evidence_holds_a_choice_as_whole_words() -> None:
    article = article_of("The mayor of Veldt resigned on Monday.")
    evidence = evidence_at(article, 0, len(article.text))
    given = Answer(status="answered", text="x", evidence=(evidence,), confidence=1, engine=ENGINE)
    assert realtimeqa.holds(given, "Veldt")
    assert not realtimeqa.holds(given, "Vel")
    refused = Answer(status="not_stated", text="", confidence=1, engine=ENGINE, closest=evidence)
    assert realtimeqa.holds(refused, "the mayor")
    assert not realtimeqa.holds(None, "Veldt")


def test_the_naive_threshold_is_the_best_there_is() -> None:
    assert realtimeqa.best_threshold([0.9, 0.8, 0.3], [0.1, 0.5]) in (0.8, 0.3)
    assert realtimeqa.best_threshold([0.9, 0.8], [0.1, 0.5]) == 0.8


def test_the_closest_sentence_has_most_of_the_question() -> None:
    article = article_of("The bank opened in May. A storm closed the port of Veldt. Nobody was hurt.")
    sentence, has = closest("What closed the port?", [article])
    assert "storm" in sentence
    assert has == pytest.approx(0.75)


def test_a_stance_is_right_once_with_its_category_and_actor() -> None:
    told = positions.Told
    counts: Counter[str] = Counter()
    gold = [told("Jane Doe", "accuse", "the bank"), told("the union", "protest", None)]
    given = [told("Doe", "accuse", "Veldt Bank"), told("Doe", "accuse", None), told("Doe", "protest", None)]
    errors = positions.count(given, gold, counts)
    assert (counts["given"], counts["gold"], counts["right"]) == (3, 2, 1)
    assert (counts["named"], counts["towards"]) == (1, 1)
    assert [line.split(":")[0] for line in errors] == ["precision", "precision", "recall"]


def test_the_annotated_sentences_are_sixty_and_name_known_stances() -> None:
    found = positions.annotated()
    assert len({(each.article, each.start) for each in found}) == 60
    assert all(each.start < each.end for each in found)


def test_most_annotators_decide_whether_a_claim_is_supported() -> None:
    said = '"responses": [{"response": "yes"}, {"response": "no"}, {"response": "%s"}]'
    line = '{"article": "a", "summary_sentences": [{"sentence": "s", %s}]}'
    assert list(support.claims([line % (said % "yes")])) == [("a", "s", True)]
    assert list(support.claims([line % (said % "no")])) == [("a", "s", False)]
    assert len(list(support.claims([line % (said % "no")] * 200))) == 120


def test_overlap_is_of_neighbouring_words() -> None:
    assert support.overlap("The storm closed the port.", "The storm closed the port") == 1
    assert support.overlap("The port closed the storm.", "storm closed") == 0


def test_balanced_accuracy_counts_both_kinds_alike() -> None:
    assert balanced([True, True, True, True], [True, True, True, False]) == 0.5
    assert support.best_balanced([0.9, 0.2], [True, False]) == 1


def test_resampling_holds_the_mean_and_repeats_itself() -> None:
    values = [0.0, 1.0] * 20
    low, high = bootstrap(values, mean)
    assert low < 0.5 < high
    assert bootstrap(values, mean) == (low, high)


def test_a_corpus_text_is_read_without_captions_and_day() -> None:
    text = "\n".join(
        (
            "# meta::dateCreated = 2014-01-23",
            "# meta::title = Storm closes port",
            "# meta::summary1 = (human1) A storm closed the port.",
            "# meta::summary2 = (some-model) The port.",
            "# newpar_block = head (1 s)",
            "# text = Storm closes port",
            "# newpar_block = p (1 s)",
            "# text = Thursday, January 23, 2014",
            "# newpar_block = p (2 s)",
            "# text = A storm came.",
            "# text = The port is closed.",
            "# newpar_block = figure (1 s) | caption (1 s)",
            "# text = The port. Image: nobody.",
        )
    )
    article = summaries.article(text)
    assert (article.title, article.text) == ("Storm closes port", "A storm came. The port is closed.")
    assert summaries.sentences(text) == ["A storm came.", "The port is closed."]
    assert summaries.HUMAN.findall(text) == ["A storm closed the port."]


def test_naive_dates_know_years_and_the_last_weekday() -> None:
    thursday = datetime(2014, 1, 23, tzinfo=UTC)
    assert dates.naive("in 1998", thursday) == "1998"
    assert dates.naive("on Tuesday", thursday) == "2014-01-21"
    assert dates.naive("today", thursday) == "2014-01-23"
    assert dates.naive("last month", thursday) is None


def test_the_naive_speaker_is_the_nearest_beside_a_word_for_saying() -> None:
    text = 'Anna Doe said it rained. "We are all very tired," added Ben Roe, who left.'
    assert quotes.nearest_name(text, 26, 47) == "Ben Roe"


def test_naive_five_w_come_from_patterns() -> None:
    article = article_of("Jane Doe left on Monday in Veldt because of rain.", "Doe leaves")
    assert five_w.naive(article) == {
        "who": "Jane Doe",
        "what": "Doe leaves",
        "when": "Monday",
        "where": "Veldt",
        "why": "because of rain",
        "how": None,
    }


def test_a_changed_sentence_and_a_persons_summary_are_held_to_the_article() -> None:
    text = (
        "# meta::title = Bridge\n# meta::dateCreated = 2026-05-04\n"
        "# meta::summary1 = (human1) The council of Veldt closed the bridge on Monday.\n"
        "# meta::summary2 = (human2) The council of Veldt sold the bridge.\n"
        "# newpar_block = p\n# text = The council of Veldt closed the bridge on Monday after 7 accidents.\n"
    )
    changed = list(claims._changed(text))
    assert {kind for kind, *_ in changed} >= {"number", "weekday"}
    assert not any(verdict.supported for _, _, verdict, _ in changed)
    first, second = claims._summaries(text)
    assert first[2].supported
    assert not second[2].supported
