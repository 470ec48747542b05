"""What is counted of hosted models."""

from prometheus_client import Counter, Histogram

requests = Counter("briefwire_hosted_requests", "Requests by task and outcome.", ["task", "outcome"])
used_tokens = Counter("briefwire_hosted_tokens", "Tokens by task and direction.", ["task", "direction"])
claims = Counter("briefwire_hosted_claims", "Sentences by task and whether they held.", ["task", "held"])
checking_seconds = Histogram(
    "briefwire_hosted_checking_seconds",
    "What holding the sentences of one reply to the text took.",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1),
)
