"""What a channel is told: new items grouped into stories, compared, and put in order."""
