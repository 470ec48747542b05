"""What runs by itself: the clock, durable work, who does it, and posting exactly once."""
