"""What is followed: reading feeds politely, telling new from known, and what a channel wants of it."""
