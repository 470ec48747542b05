"""What happens on each of Slack's events, commands, clicks and windows; each module registers its own."""
