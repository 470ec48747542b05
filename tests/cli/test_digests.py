"""Digests from the command line, by real processes."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def test_a_digest_is_scheduled_listed_changed_and_deleted(shell: Shell) -> None:
    asked = (
        "--at",
        "17:30",
        "--at",
        "8:00",
        "--on",
        "weekdays",
        "--zone",
        "Europe/Berlin",
        "--exclude",
        "sport",
    )
    made = shell("digest", "schedule", "morning", *asked, "--topic", "Velmora", "--alert-sources", "4")
    assert (made.code, made.err) == (0, "")
    for line in (
        "when: 08:00 and 17:30 on mon–fri, Europe/Berlin",
        "first: Velmora",
        "filter: exclude sport",
        "alert: at 4 independent outlets within 60 minutes",
        "next: ",
    ):
        assert f"  {line}" in made.out
    assert made.out.count("Europe/Berlin;") == 2
    edited = shell(
        "digest", "edit", "--at", "09:00", "--length", "short", "--topic", "", "--alert-sources", "0"
    )
    assert "when: 09:00 on mon–fri, Europe/Berlin" in edited.out
    assert "first:" not in edited.out
    assert "alert:" not in edited.out
    assert "filter: exclude sport" in edited.out
    assert "next: paused" in shell("digest", "pause", "morning").out
    [listed] = shell("digest", "list", "--json").document["schedules"]
    assert (listed["paused"], listed["next_fire"], listed["last"]) == (True, None, None)
    assert "next: " in shell("digest", "resume").out
    assert "morning · " in shell("digest", "list").out
    assert shell("digest", "delete", "morning").out == "morning is deleted.\n"
    assert "No digests." in shell("digest", "list").out


def test_now_posts_to_a_file_and_keeps_account(shell: Shell) -> None:
    place = f"file:{shell.here / 'news.jsonl'}"
    shell("digest", "schedule", "log", "--cron", "0 8 * * 1-5", "--to", place, "--say-nothing-new")
    posted = shell("digest", "now", "--json")
    assert (posted.code, posted.document["state"]) == (0, "sent")
    [line] = Path(shell.here / "news.jsonl").read_text("utf-8").splitlines()
    written = json.loads(line)
    assert (written["key"], written["id"]) == (posted.document["key"], posted.document["message_id"])
    assert written["digest"]["stories"] == []
    [listed] = shell("digest", "list", "--json").document["schedules"]
    assert listed["last"]["state"] == "sent"
    quiet = shell("digest", "edit", "log", "--quiet", "--json").document
    assert quiet["plan"]["when_empty"] == "quiet"
    skipped = shell("digest", "now", "log")
    assert (skipped.code, "skipped" in skipped.err, "nothing new" in skipped.err) == (0, True, True)


def test_what_is_posted_shows_times_in_the_zone_of_its_schedule_as_its_preview_does(shell: Shell) -> None:
    zone = ("--zone", "Asia/Kathmandu")
    shell("digest", "schedule", "log", "--at", "08:00", *zone, "--say-nothing-new")
    shown, posted = shell("digest", "preview").out, shell("digest", "now").out
    for says in (shown, posted):
        assert "Asia/Kathmandu" in says
        assert "UTC" not in says


def test_why_asks_which_place_is_meant_and_tells_times_in_its_zone(shell: Shell, tmp_path: Path) -> None:
    place = f"file:{tmp_path / 'a.txt'}"
    shell("digest", "schedule", "one", "--at", "08:00", "--zone", "Asia/Tokyo", "--to", place)
    shell("digest", "schedule", "two", "--at", "08:00", "--to", f"file:{tmp_path / 'b.txt'}")
    ended = shell("digest", "why", "harbour")
    assert ended.code == 1
    assert "Which place? Digests go to file:" in ended.err
    assert shell("digest", "why", "harbour", "--to", place).code == 0


def test_a_place_that_refuses_is_told_of(shell: Shell) -> None:
    place = f"file:{shell.here / 'no' / 'such' / 'folder.txt'}"
    shell("digest", "schedule", "log", "--at", "08:00", "--to", place, "--say-nothing-new")
    refused = shell("digest", "now")
    assert refused.code == 1
    assert "log was not posted: " in refused.err
    assert "cannot be written" in refused.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "25:00"), '"25:00" is no time of day'),
        (("--cron", "*/0 * * * *"), 'says "every 0 minutes"'),
        (("--cron", "0 0 31 2 *"), "is never due: there is no 31 February"),
        (("--at", "08:00", "--zone", "Europe/Berln"), "Did you mean Europe/Berlin"),
        (("--at", "08:00", "--on", "noday"), '"noday" is no weekday'),
        (("--at", "08:00", "--cron", "0 8 * * *"), "not both"),
        (("--cron", "0 8 * * *", "--on", "mon"), "a cron line names its days itself"),
        (("--at", "08:00", "--language", "klingon"), '"klingon" is no language code'),
        (("--at", "08:00", "--length", "huge"), 'short, medium or long, not "huge"'),
        (("--at", "08:00", "--feed", "Nobody's"), 'follows no feed "Nobody\'s"'),
        (("--at", "08:00", "--to", "ftp:there"), '"ftp:there" is no place to post to'),
        ((), "never be due: give a time of day"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(desk: Shell, arguments: tuple[str, ...], said: str) -> None:
    ended = desk("digest", "schedule", "bad", *arguments)
    assert (ended.code, ended.out) == (1, "")
    assert said in ended.err
    assert ended.err.startswith("briefwire: ")
    assert ended.err.count("\n") == 1


def test_without_anything_followed_it_says_what_to_do(desk: Shell) -> None:
    empty = desk("digest", "preview")
    assert "Nothing new." in empty.out
    assert "nothing is followed yet: `briefwire follow ADDRESS`" in empty.err
    assert "briefwire digest schedule morning --at 08:00" in desk("digest", "now").err
    assert "Nothing of that kind came in" in desk("digest", "why", "earthquake").out
    assert desk("digest", "why").code == 2
    assert 'There is no digest "x"' in desk("digest", "pause", "x").err


def test_digests_in_the_terminal_chat(desk: Shell) -> None:
    desk("digest", "schedule", "chatty", "--at", "08:00", "--zone", "UTC")
    said = desk("chat", given="/digest\n/digest list\n/digest none\n/digest why storm\n/why storm\n").out
    assert "Nothing new." in said
    assert "08:00 every day, UTC" in said
    assert "There is no digest “none”" in said
    assert "Nothing of that kind came in" in said
