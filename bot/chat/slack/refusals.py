"""What Slack's refusals mean, and who must do what about them.

https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

from slack_sdk.errors import SlackApiError

from bot.chat.slack.web import code_of
from bot.errors import DeliveryError

_INVITE = "a member of the channel must write `/invite @Briefwire` in it."
_REINSTALL = "an administrator of the workspace must install the app again."
_RESTRICTED = "posting there is restricted; an administrator of the workspace must let Briefwire post."
_ASK_ADMINISTRATOR = "an administrator of the workspace or organisation must allow the app there."
_OURS = "the message was not as Slack wants it; whoever runs Briefwire will find it in the log."

WHO_MUST: dict[str, str] = {
    "not_in_channel": f"Briefwire is not in the channel: {_INVITE}",
    "channel_not_found": f"The channel is gone, or private and without Briefwire: {_INVITE}",
    "is_archived": "The channel is archived: a member must unarchive it, or move the digest to another one.",
    "is_inactive": "The conversation is closed: a member must open it again.",
    "thread_not_found": "The thread is gone: choose another place for the digest.",
    "restricted_action": f"In this channel {_RESTRICTED}",
    "restricted_action_read_only_channel": f"In this channel {_RESTRICTED}",
    "restricted_action_thread_only_channel": f"In this channel {_RESTRICTED}",
    "restricted_action_non_threadable_channel": f"In this channel {_RESTRICTED}",
    "posting_to_general_channel_denied": f"In this channel {_RESTRICTED}",
    "missing_scope": f"The app lacks a permission that it asks for today: {_REINSTALL}",
    "no_permission": f"The app lacks a permission that it asks for today: {_REINSTALL}",
    "not_allowed_token_type": f"The token is of the wrong kind: {_REINSTALL}",
    "invalid_auth": f"Slack refuses the token: {_REINSTALL}",
    "not_authed": f"Slack refuses the token: {_REINSTALL}",
    "token_revoked": f"Briefwire was removed from the workspace: {_REINSTALL}",
    "token_expired": f"The token has expired: {_REINSTALL}",
    "account_inactive": f"Briefwire was removed from the workspace: {_REINSTALL}",
    "access_denied": f"Access is denied: {_ASK_ADMINISTRATOR}",
    "team_access_not_granted": f"Access is denied: {_ASK_ADMINISTRATOR}",
    "org_login_required": f"The workspace is being moved: {_ASK_ADMINISTRATOR}",
    "ekm_access_denied": f"The organisation has withdrawn its keys: {_ASK_ADMINISTRATOR}",
    "user_not_found": "The person is not in the workspace any more.",
    "user_disabled": "The person's account is switched off.",
    "cannot_dm_bot": "Bots cannot be written to.",
    "messages_tab_disabled": f"The app's messages are switched off: {_REINSTALL}",
    "msg_too_long": f"Slack did not take it: {_OURS}",
    "msg_blocks_too_long": f"Slack did not take it: {_OURS}",
    "invalid_blocks": f"Slack did not take it: {_OURS}",
    "invalid_blocks_format": f"Slack did not take it: {_OURS}",
    "no_text": f"Slack did not take it: {_OURS}",
}
"""Refusals for good, with who must do what."""

_TOO_MANY = 429
_DEFAULT_WAIT = 30.0


def refusal(error: SlackApiError, channel: str) -> DeliveryError:
    """The error as the program knows it: to be tried later, for good, or of unknown outcome."""
    code = code_of(error)
    if error.response.status_code == _TOO_MANY or code in {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
    }:
        return DeliveryError(
            f"Slack asks to wait before more is posted in <#{channel}>.", retry_after=_wait(error)
        )
    if code in WHO_MUST:
        return DeliveryError(f"{WHO_MUST[code]} ({code}, <#{channel}>)", permanent=True)
    return DeliveryError(f"Slack could not do it just now ({code}); it will be looked for and tried again.")


def unknown_outcome() -> DeliveryError:
    """The connection was lost: the message may stand there, or not."""
    return DeliveryError("Slack did not answer: whether the message arrived will be looked up.")


def _wait(error: SlackApiError) -> float:
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    try:
        return float(headers.get("retry-after", _DEFAULT_WAIT))
    except ValueError:
        return _DEFAULT_WAIT
