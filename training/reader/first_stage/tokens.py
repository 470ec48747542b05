"""Tokens of the Penn Treebank's kind as text again."""

PTB = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "``": '"',
    "''": '"',
    "-LCB-": "{",
    "-RCB-": "}",
}
"""What the treebank writes for brackets and quotation marks."""
CLITICS = {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"}
NO_SPACE_BEFORE = CLITICS | {",", ".", ";", ":", "?", "!", ")", "]", "%", "'", "''", "-RRB-", "-RSB-"}
NO_SPACE_AFTER = {"(", "[", "``", "$", "£", "€", "#", "-LRB-", "-LSB-"}


def detokenize(tokens):
    """Joins treebank-style tokens; returns the text and each token's (start, end)."""
    text, spans, glue, open_quote = "", [], True, False
    for token in tokens:
        text += "" if glue or stands_close(token, open_quote) else " "
        start = len(text)
        text += PTB.get(token, token)
        spans.append((start, len(text)))
        glue = token in NO_SPACE_AFTER
        if token == '"':
            open_quote = glue = not open_quote
    return text, spans


def stands_close(token, open_quote):
    """Whether a token follows without a space; a straight quotation mark does where it closes."""
    return open_quote if token == '"' else token in NO_SPACE_BEFORE
