"""What the app asks of a workspace, and why.

config/slack-manifest.yaml says the same, and a test holds them together.
"""

BOT_SCOPES: dict[str, str] = {
    "app_mentions:read": "to be asked in channels",
    "assistant:write": "the agent's view: prompts, status, streamed answers",
    "channels:history": "follow-ups in threads; looking for a post whose outcome is unknown",
    "channels:read": "whether a channel is public, which decides who sees what is read there",
    "chat:write": "to answer and to post digests",
    "commands": "/brief, /ask, /follow, /digest and shortcuts",
    "files:read": "lists of feeds that somebody imports",
    "files:write": "pictures of timelines and quotations; lists of feeds that somebody exports",
    "groups:history": "the same in private channels that the app was invited to",
    "groups:read": "the same in private channels that the app was invited to",
    "im:history": "to be asked in direct messages",
    "im:read": "to tell direct messages from channels",
    "im:write": "to tell somebody that their digest could not be posted",
    "links:read": "cards for links, where an administrator has allowed domains",
    "links:write": "cards for links, where an administrator has allowed domains",
    "mpim:history": "the same in group messages that the app was added to",
    "mpim:read": "the same in group messages that the app was added to",
    "users:read": "time zones for digests; whether somebody is a guest or an administrator",
}

BOT_EVENTS: tuple[str, ...] = (
    "app_context_changed",
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_shared",
    "channel_unshared",
    "link_shared",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
)
