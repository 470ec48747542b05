"""Work that must happen in the end: the clock, durable flows, leases, and the ledger of posts."""
