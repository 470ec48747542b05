"""From a question and articles to an `Answer`, or to an honest "not stated"."""
