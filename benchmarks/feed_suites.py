"""Two public suites through `briefwire feeds check`: `python -m benchmarks.feed_suites --data FOLDER`.

The test feeds of kurtmckee/feedparser and of rubys/feedvalidator (FOLDER has both repositories, as
benchmarks/repositories.py says), every file with a feed's suffix. Each goes the way that the command
goes: read as a file, parsed in a process that can be ended. An expected failure is a `BriefwireError`;
anything else is a crash. Entries are counted a second time without feedparser: as elements where
the file is well-formed XML (lxml), as tags outside comments and CDATA where it is not; as `items` in JSON.
"""

import argparse
import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from benchmarks.repositories import repository
from bot.app import Desk
from bot.config import default_settings
from bot.errors import BriefwireError

SUITES = {"kurtmckee/feedparser": "tests", "rubys/feedvalidator": "testcases"}
SUFFIXES = {".xml", ".rss", ".atom", ".rdf", ".json"}
ROOTS = {"rss", "feed", "RDF", "channel"}
SLOW = 10.0
AT_ONCE = 4

_UNSEEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_TAG = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `entries` is None where it was refused with the sentence `said`."""

    name: str
    seconds: float
    entries: int | None
    wanted: int | None
    said: str = ""
    crash: str = ""


def wanted_entries(data: bytes) -> int | None:
    """How many entries a file has by its elements, or None when it is none of the feeds that are read."""
    if data.lstrip()[:1] == b"{":
        return len(json.loads(data).get("items", []))
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except (etree.LxmlError, ValueError):
        return len(_TAG.findall(_UNSEEN.sub(b"", data)))
    if etree.QName(root).localname not in ROOTS:
        return None
    return sum(map(_stands_as_entry, root.iter("{*}item", "{*}entry")))


def _stands_as_entry(element: etree._Element) -> bool:
    """An entry in another one's content is no entry of the feed."""
    around = {etree.QName(each).localname for each in element.iterancestors()}
    return not around & {"item", "entry", "content", "source"}


async def checked(desk: Desk, file: Path, name: str) -> Outcome:
    """One file through the desk."""
    wanted = await asyncio.to_thread(lambda: wanted_entries(file.read_bytes()))
    start = time.perf_counter()
    try:
        reading = await desk.check_feed(str(file))
    except BriefwireError as error:
        return Outcome(name, time.perf_counter() - start, None, wanted, said=str(error))
    except Exception as error:  # what is measured here
        return Outcome(name, time.perf_counter() - start, None, wanted, crash=repr(error))
    return Outcome(name, time.perf_counter() - start, len(reading.feed.entries), wanted)


def feeds_in(folder: Path) -> list[Path]:
    """The files with a feed's suffix."""
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())


async def measure(folder: Path, suite: str) -> list[Outcome]:
    """Every file of a suite."""
    files = await asyncio.to_thread(feeds_in, folder)
    turns = asyncio.Semaphore(AT_ONCE)
    async with Desk(default_settings(), many=True) as desk:

        async def one(file: Path) -> Outcome:
            async with turns:
                return await checked(desk, file, f"{suite} {file.relative_to(folder)}")

        return list(await asyncio.gather(*map(one, files)))


def report(suite: str, outcomes: list[Outcome]) -> Iterator[str]:
    """One suite as lines of a table and the files that stand out."""
    read = [each for each in outcomes if each.entries is not None]
    counted = [each for each in outcomes if each.wanted is not None and not each.crash]
    right = [each for each in counted if (each.entries or 0) == each.wanted]
    crashes = [each for each in outcomes if each.crash]
    slowest = max(outcomes, key=lambda each: each.seconds)
    over = sum(each.seconds > SLOW for each in outcomes)
    share = 100 * len(right) / len(counted) if counted else 0
    yield (
        f"| {suite} | {len(outcomes)} | {len(read)} | {len(crashes)} | {over} | {slowest.seconds:.2f} s | "
        f"{len(right)} of {len(counted)} ({share:.2f} %) |"
    )
    for each in crashes:
        yield f"  crash: {each.name}: {each.crash}"
    for each in counted:
        if each not in right:
            yield f"  entries: {each.name}: {each.entries} read, {each.wanted} by its elements {each.said}"
    said = Counter(re.sub(r"^\S+ ", "", each.said) for each in outcomes if each.said)
    for sentence, count in said.most_common(4):
        yield f"  refused {count}: … {sentence[:90]}"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("--data", type=Path, required=True, help="the folder that has both repositories")
    data = options.parse_args().data
    print("| suite | files | read as feeds | crashes | over 10 s | slowest | entry counts right |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, under in SUITES.items():
        found = repository(data, name)
        if found is None:
            print(f"| {name} | not there |")
            continue
        with found.folder(under) as folder:
            for line in report(name, asyncio.run(measure(folder, name))):
                print(line)


if __name__ == "__main__":
    main()
