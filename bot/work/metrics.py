"""What is counted of durable work; `bot.work.health` shows it."""

from prometheus_client import Counter, Gauge, Histogram

posts = Counter(
    "briefwire_posts", "Deliveries by platform and outcome of the attempt.", ["platform", "outcome"]
)
enqueued = Counter("briefwire_digests_enqueued", "Digests that became due.")
missed = Counter("briefwire_digest_times_missed", "Times of digests that passed while nothing ran.")
takeovers = Counter("briefwire_takeovers", "Dead nodes whose work this node took over.")
resumed = Counter("briefwire_deliveries_resumed", "Deliveries that were put into the queue again.")
items = Counter("briefwire_items", "Items of feeds by outcome.", ["outcome"])
polls = Counter("briefwire_polls", "Feeds read.", ["outcome"])
failures = Counter("briefwire_job_failures", "Runs of a clock's job that failed.", ["job"])
open_deliveries = Gauge("briefwire_deliveries_open", "Deliveries that are due and not settled.")
nodes = Gauge("briefwire_nodes", "Nodes that are alive, as this one sees it.")
loop_lag = Gauge("briefwire_loop_lag_seconds", "By how much the event loop woke up late, last seen.")
lateness = Histogram(
    "briefwire_digest_lateness_seconds",
    "From the time when a digest was due until it was posted.",
    buckets=(1, 2, 5, 10, 30, 60, 120, 300, 900, 3600),
)
composing_seconds = Histogram(
    "briefwire_compose_seconds",
    "What composing a digest took.",
    buckets=(0.1, 0.3, 1, 3, 10, 30, 60),
)
