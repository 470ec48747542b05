"""An article together with its linguistic analysis: what every part of the brief is drawn from."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span

from bot.ground.datelines import find_first
from bot.ground.layout import heading_ranges
from bot.ground.locate import evidence_at
from bot.model import Article, Evidence


@dataclass(frozen=True)
class Reading:
    """`doc` is the parse of `article.text`: token and sentence offsets are the article's."""

    article: Article
    doc: Doc

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in order, without section headings and what is only white space."""
        headings = {start for start, _ in heading_ranges(self.article.text)}
        return tuple(sent for sent in self.doc.sents if sent.text.strip() and sent.start_char not in headings)

    @cached_property
    def _filed(self) -> int | None:
        """Where the dateline ends, which is a sentence of its own in the parse."""
        match = find_first(self.article.text)
        return match.end() if match is not None else None

    def is_dateline(self, sentence: Span) -> bool:
        """Whether a sentence only says where the report was filed."""
        return self._filed is not None and sentence.end_char <= self._filed

    def evidence(self, span: Span) -> Evidence:
        """The words of `span` themselves, as evidence."""
        return evidence_at(self.article, span.start_char, span.end_char)

    def sentence_evidence(self, span: Span) -> Evidence:
        """The whole sentence, or sentences, that `span` stands in; a dateline with the one behind it."""
        first, last = span[0].sent, span[-1].sent
        if self.is_dateline(last) and last.end < len(self.doc):
            last = self.doc[last.end].sent
        return evidence_at(self.article, first.start_char, last.end_char)
