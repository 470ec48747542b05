"""Questions on reported speech, with a second speaker in the passage wherever there is one."""

from typing import NamedTuple

from first_stage.examples import answerable, sentences, unanswerable

from second_stage.chance import RNG
from second_stage.sayings import Saying, clause, content_words, sayings, topic_of

ALIKE = 0.3
"""A passage with so many of a saying's words may well tell it too."""


class Passage(NamedTuple):
    """A passage in which somebody speaks."""

    text: str
    group: str
    sayings: list[Saying]

    def words(self, span):
        """What stands at a place."""
        return self.text[slice(*span)]

    def speakers(self):
        """Everybody who speaks in it, in order."""
        return [self.words(each.who) for each in self.sayings]

    def said_by(self, who):
        """All that one of them says."""
        return " ".join(self.words(each.what) for each in self.sayings if self.words(each.who) == who)


def who_said_what(passages, source):
    """Questions on what is said in the passages, each (text, group): right ones and near misses."""
    read = (Passage(text, group, sayings(text)) for text, group in passages)
    speaking = [passage for passage in read if passage.sayings]
    joined = [_beside_another(passage, speaking) for passage in speaking]
    near_misses = NearMisses(speaking, source)
    out = []
    for passage in joined:
        for saying in passage.sayings:
            topic = topic_of(passage.words(saying.what))
            out += _answered(passage, saying, topic, source)
            out += near_misses.of(passage, saying, topic)
    return out


def _beside_another(passage, speaking):
    """A passage with one speaker, with a sentence of another one's put before or behind."""
    if len(set(passage.speakers())) >= 2 or len(speaking) < 3:
        return passage
    other = RNG.choice(speaking)
    _, end = RNG.choice(other.sayings).what
    spans = sentences(other.text)
    k = next((n for n, (a, b) in enumerate(spans) if a < end <= b + 1), None)
    if k is None or other.text == passage.text:
        return passage
    piece = other.text[spans[k][0] : spans[min(k + 1, len(spans) - 1)][1]].strip()
    pair = (piece, passage.text) if RNG.random() < 0.5 else (passage.text, piece)
    text = " ".join(pair)
    return Passage(text, passage.group, sayings(text))


def _answered(passage, saying, topic, source):
    """Two questions that the saying answers."""
    who, said = passage.words(saying.who), passage.words(saying.what)
    start = saying.what[0]
    body = (start, start + len(said.rstrip(" ,")))
    forms = [
        (f"Who {saying.told} that {clause(said)}?", saying.who),
        (f"Who said {clause(said)}?", saying.who),
    ]
    if topic:
        forms += [
            (f"What did {who} {saying.asked} about {topic}?", body),
            (f"Who spoke about {topic}?", saying.who),
            (f"Who {saying.told} something about {topic}?", saying.who),
            (f"What does {who} say about {topic}?", body),
        ]
    else:
        forms.append((f"What did {who} {saying.asked}?", body))
    picked = RNG.sample(forms, 2)
    return [answerable(question, passage.text, span, source, passage.group) for question, span in picked]


class NearMisses:
    """Questions like those on a saying that its passage does not answer, from all passages with speakers."""

    def __init__(self, speaking, source):
        self.speaking, self.source = speaking, source
        self.everyone = sorted({who for passage in speaking for who in passage.speakers()})

    def of(self, passage, saying, topic):
        """The near misses of one saying."""
        if topic:
            yield from self._rivals(passage, saying, topic)
            yield from self._strangers(passage, saying, topic)
        yield from self._elsewhere(passage)
        if topic:
            yield from self._unsaid(passage, saying, topic)

    def _miss(self, question, text, kind, group):
        return unanswerable(question, text, self.source, kind, group)

    def _rivals(self, passage, saying, topic):
        """What another speaker of the passage says about it, who does not speak of it."""
        who = passage.words(saying.who)
        others = [other for other in passage.speakers() if who not in other and other not in who]
        if not others:
            return
        rival = RNG.choice(others)
        if not _told(topic, passage.said_by(rival)):
            question = f"What did {rival} {saying.asked} about {topic}?"
            yield self._miss(question, passage.text, "speaker_swapped", passage.group)

    def _strangers(self, passage, saying, topic):
        """What somebody says about it whom the passage does not name."""
        if RNG.random() >= 0.4:
            return
        stranger = RNG.choice(self.everyone)
        if any(word in passage.text for word in stranger.split() if len(word) > 3):
            return
        forms = [
            f"What did {stranger} {saying.asked} about {topic}?",
            f"What did {stranger} say?",
            f"Why did {stranger} {saying.asked} that?",
        ]
        yield self._miss(RNG.choice(forms), passage.text, "other_speaker", passage.group)

    def _elsewhere(self, passage):
        """Who said what another passage tells."""
        if RNG.random() >= 0.4:
            return
        other = RNG.choice(self.speaking)
        saying = RNG.choice(other.sayings)
        foreign = other.words(saying.what)
        words = content_words(foreign)
        known = sum(word.lower() in passage.text.lower() for word in words)
        if other.text not in passage.text and words and known < ALIKE * len(words):
            question = f"Who {saying.told} that {clause(foreign)}?"
            yield self._miss(question, passage.text, "said_elsewhere", passage.group)

    def _unsaid(self, passage, saying, topic):
        """The speaker's sentence gone: nobody left says it."""
        if len(passage.sayings) < 2 or RNG.random() >= 0.3:
            return
        hit = [s for s in sentences(passage.text) if s[0] < saying.what[1] and saying.who[0] < s[1]]
        rest = (passage.text[: hit[0][0]] + passage.text[hit[-1][1] :]).strip() if hit else ""
        if len(rest.split()) > 20 and not _told(topic, rest):
            yield self._miss(f"Who spoke about {topic}?", rest, "sentence_removed", passage.group)


def _told(topic, text):
    return any(word.lower() in text.lower() for word in content_words(topic))
