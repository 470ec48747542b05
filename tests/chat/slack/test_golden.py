"""Ten briefs as Slack is shown them, to the letter: the card, its fallback text, and every closer look.

The briefs are kept as they once were made of the seeds (without the articles' texts), so that only changes
of what Slack is shown show here. GOLDEN=write writes the files anew: look at the difference then.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.chat.slack.brief_blocks import LABELS, brief_blocks, closer_blocks, fallback_of
from bot.chat.slack.limits import VIEW_BLOCKS, pages
from bot.model import Brief
from tests.chat.slack.validators import refused_blocks, refused_view

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(file.name.removesuffix(".brief.json") for file in FOLDER.glob("*.brief.json"))


def shown(brief: Brief) -> dict[str, Any]:
    looks = {look: closer_blocks(brief, look) for look in LABELS}
    return {"text": [fallback_of(brief)], "card": brief_blocks(brief, shareable=True)} | looks


def written(looks: dict[str, Any]) -> str:
    """One block a line, so that differences can be read."""
    parts = []
    for name, blocks in looks.items():
        lines = ",\n".join(json.dumps(block, ensure_ascii=False) for block in blocks)
        parts.append(f'"{name}": [\n{lines}\n]')
    return "{" + ",\n".join(parts) + "}\n"


def test_there_are_ten_of_them() -> None:
    assert len(NAMES) == 10


@pytest.mark.parametrize("name", NAMES)
def test_a_brief_is_shown_as_it_was(name: str) -> None:
    brief = Brief.model_validate_json((FOLDER / f"{name}.brief.json").read_text(encoding="utf-8"))
    file, looks = FOLDER / f"{name}.blocks.json", shown(brief)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(written(looks), encoding="utf-8")
    assert written(looks) == file.read_text(encoding="utf-8")
    assert refused_blocks(looks["card"]) == []
    for look in LABELS:
        for page in pages(looks[look], count=VIEW_BLOCKS):
            view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": page}
            assert refused_view(view) == []
