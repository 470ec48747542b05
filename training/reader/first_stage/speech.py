"""Questions on reported speech, made by rule: who said it, and what did they say."""

import re

from first_stage.chance import RNG
from first_stage.examples import answerable, unanswerable
from first_stage.repositories import names, read_text

SOURCE = "speech_rules"
SAID = r"(?:said|says|told [A-Z]\w+(?: [A-Z]\w+)*|added|announced|warned|claimed|explained|stated|wrote)"
NAME = r"(?:[A-Z][\w.’'-]+)(?: (?:of|the|[A-Z][\w.’'-]+)){0,5}"
QUOTE = re.compile(
    r'"([^"]{25,240}?)[,.]?"\s*,?\s*(?:' + SAID + r" (" + NAME + r")|(" + NAME + r") " + SAID + ")"
)
LEAD = re.compile(
    r"(?:^|(?<=\. ))("
    + NAME
    + r")(?:, [^,\"]{3,60},)? ("
    + SAID
    + r")(?: that|,|:)? (?!(?:in|on|at|of|by|to|during|after|before|about|nothing|so)\b)(.{25,200}?)[.;]"
)
PRONOUNS = {"He", "She", "It", "They", "We", "I", "This", "That"}
NO_SPEAKER = PRONOUNS | {"The", "In", "On", "But", "And", "As", "According"}
"""Words with a capital that begin a sentence, and no name."""
BASE = {"announced": "announce", "warned": "warn", "claimed": "claim", "stated": "state", "wrote": "write"}
"""What is asked for a verb of saying; for the others "say"."""


def speech_questions(contexts, limit):
    """Questions on what is quoted and reported in the passages, half of them again about somebody else."""
    told = [each for c, group in contexts for each in (*_quoted(c, group), *_reported(c, group))]
    out = [e for _, asked in told for e in asked]
    RNG.shuffle(out)
    out = out[:limit]
    return out + list(_of_others(RNG.sample(out, len(out) // 2), [who for who, _ in told]))


def _quoted(context, group):
    """Speaker and questions of each quotation with a name behind it."""
    for m in QUOTE.finditer(context):
        by = 2 if m.group(2) else 3
        who = m.group(by)
        if who.split()[0] in NO_SPEAKER:
            continue
        part = " ".join(m.group(1).split()[: RNG.randint(5, 9)]).rstrip(",.;:")
        yield (
            who,
            [
                answerable(f'Who said "{part}"?', context, m.span(by), SOURCE, group),
                answerable(f"What did {who} say?", context, m.span(1), SOURCE, group),
            ],
        )


def _reported(context, group):
    """Speaker and questions of each sentence that begins with a name and a verb of saying."""
    for m in LEAD.finditer(context):
        who, verb = m.group(1), m.group(2).split()[0]
        if who.split()[0] in NO_SPEAKER or '"' in m.group(3):
            continue
        body = m.group(3).strip().rstrip(",")
        span = (m.start(3), m.start(3) + len(body))
        cut = " ".join(body.split()[: RNG.randint(6, 12)]).rstrip(",;:")
        said = "said" if verb == "told" else verb
        yield (
            who,
            [
                answerable(f"What did {who} {BASE.get(verb, 'say')}?", context, span, SOURCE, group),
                answerable(f"Who {said} that {cut}?", context, m.span(1), SOURCE, group),
            ],
        )


def _of_others(examples, speakers):
    """Near misses: what somebody said whom the passage does not name."""
    for e in examples:
        who = RNG.choice(speakers)
        if any(word in e["context"] for word in who.split() if len(word) > 3):
            continue
        forms = [f"What did {who} say?", f"What did {who} announce?", f"What did {who} say about it?"]
        yield unanswerable(RNG.choice(forms), e["context"], SOURCE, "other_speaker", e["group"])


def speech_passages(root, wiki, sets):
    """Passages in which somebody may be speaking: (text, group), in alphabetical order."""
    known = [name for name in sets if name.startswith(("squad", "shifts_new"))]
    told = {(e["context"], e["group"]) for name in known for e in sets[name]}
    return sorted([*wiki.passages(), *told, *_onestop(root)])


def _onestop(root):
    """Each two paragraphs in a row of a OneStopQA article, in one of its two harder wordings."""
    for path in names(root, "berzak/onestop-qa", "annotations/annotated_articles/"):
        raw = read_text(root, "berzak/onestop-qa", path)
        level = RNG.choice(["Adv", "Int"])
        paragraphs = [
            re.sub(r"</?[AD]\d>", "", m).translate({8220: 34, 8221: 34})
            for m in re.findall(rf"^{level}: (.+)$", raw, re.M)
        ]
        group = "onestop/" + path.rsplit("/", 1)[1]
        for i in range(len(paragraphs)):
            yield " ".join(paragraphs[i : i + 2]), group
