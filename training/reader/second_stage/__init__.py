"""The second stage's examples: SQuAD 2.0 put back together, and questions on who said what in the news."""
