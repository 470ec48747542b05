"""The second stage's one source of chance: the same repositories give the same files."""

import random

RNG = random.Random(21)
