# ruff: noqa: E501 - style sheets
"""Blocks of Slack as a page for a browser."""

import base64
import html
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

WIDTH = 760
STYLE = (
    """
body{margin:0;background:#fff;font:15px/1.46 Lato,"Noto Sans","DejaVu Sans",sans-serif;color:#1d1c1d;width:WIDTHpx}
.frame{padding:14px 20px 16px}.who{font-weight:700}.app{background:#e8e8e8;border-radius:2px;font-size:10px;
padding:1px 3px;margin-left:4px}.rich{margin:4px 0}.quote{border-left:4px solid #ddd;padding-left:10px;margin:2px 0}
ul{margin:0 0 4px;padding-left:24px}a{color:#1264a3;text-decoration:none}.small{color:#616061;font-size:13px}
h3{font-size:18px;margin:8px 0 4px}hr{border:0;border-top:1px solid #ddd;margin:8px 0}img{max-width:100%;border-radius:6px}
.row{margin:6px 0}.b{display:inline-block;border:1px solid #bbb;border-radius:4px;padding:3px 11px;margin:0 6px 6px 0;
font-weight:700;font-size:13px}.primary{background:#007a5a;color:#fff;border-color:#007a5a}.danger{color:#e01e5a;
border-color:#e01e5a}.f{margin:8px 0}.l{font-weight:700;font-size:14px}.i{border:1px solid #bbb;border-radius:4px;
padding:6px 10px;margin-top:3px;min-height:20px}.h{color:#616061;font-size:12px}.t{font-weight:900;font-size:19px}
"""
).replace("WIDTH", str(WIDTH))


def drawn(blocks: list[dict[str, Any]], title: str = "", images: Mapping[str, bytes] | None = None) -> str:
    """A page with the blocks, as a message of the program or, with a title, as a window."""
    head = (
        f'<div class="t">{html.escape(title)}</div>'
        if title
        else '<span class="who">Briefwire</span><span class="app">APP</span>'
    )
    body = "".join(block_html(block, images or {}) for block in blocks)
    return f'<meta charset="utf-8"><style>{STYLE}</style><div class="frame">{head}{body}</div>'


def block_html(block: dict[str, Any], images: Mapping[str, bytes]) -> str:
    """One block."""
    match block["type"]:
        case "rich_text":
            return "".join(map(part_html, block["elements"]))
        case "header":
            return f"<h3>{html.escape(block['text']['text'])}</h3>"
        case "divider":
            return "<hr>"
        case "context":
            small = " · ".join(html.escape(each["text"]) for each in block["elements"])
            return f'<div class="small">{small}</div>'
        case "actions":
            return f'<div class="row">{"".join(map(button_html, block["elements"]))}</div>'
        case "context_actions":
            return '<div class="row"><span class="b">👍 Right</span><span class="b">👎 Wrong</span></div>'
        case "image":
            data = base64.b64encode(images[block["slack_file"]["id"]]).decode()
            return f'<img src="data:image/png;base64,{data}">'
        case "input":
            return input_html(block)
        case other:
            raise ValueError(other)


def part_html(part: dict[str, Any]) -> str:
    """A paragraph, quotation or list of rich text."""
    inner = "".join(map(element_html, part["elements"]))
    match part["type"]:
        case "rich_text_quote":
            return f'<div class="quote">{inner}</div>'
        case "rich_text_list":
            return f"<ul>{''.join(f'<li>{element_html(each)}</li>' for each in part['elements'])}</ul>"
        case _:
            return f'<div class="rich">{inner}</div>'


def element_html(element: dict[str, Any]) -> str:
    """A run of text, a link, a date, a mention."""
    match element["type"]:
        case "rich_text_section":
            return "".join(map(element_html, element["elements"]))
        case "link":
            return styled(element, f'<a href="#">{html.escape(element["text"])}</a>')
        case "date":
            return f"{datetime.fromtimestamp(element['timestamp'], UTC):%b %-d, %Y at %H:%M}"
        case "channel":
            return f'<a href="#">#{element["channel_id"]}</a>'
        case "user":
            return '<a href="#">@somebody</a>'
        case _:
            return styled(element, html.escape(element["text"]).replace("\n", "<br>"))


def styled(element: dict[str, Any], inner: str) -> str:
    """The run in its style."""
    style = element.get("style", {})
    inner = f"<b>{inner}</b>" if style.get("bold") else inner
    return f"<i>{inner}</i>" if style.get("italic") else inner


def button_html(button: dict[str, Any]) -> str:
    """A button."""
    return f'<span class="b {button.get("style", "")}">{html.escape(button["text"]["text"])}</span>'


def input_html(block: dict[str, Any]) -> str:
    """A field with what is in it."""
    element = block["element"]
    options = element.get("options") or []
    ticked = {each["value"] for each in element.get("initial_options", [])}
    ticked |= {element["initial_option"]["value"]} if "initial_option" in element else set()
    if options:
        shown = " &nbsp; ".join(
            f"{'☑' if each['value'] in ticked else '☐'} {html.escape(each['text']['text'])}"
            for each in options
        )
    else:
        value = element.get("initial_value") or element.get("initial_option", {}).get("text", {}).get(
            "text", ""
        )
        value = value or ("#news-desk" if element["type"] == "conversations_select" else "")
        shown = f'<div class="i">{html.escape(value)}</div>'
    hint = f'<div class="h">{html.escape(block["hint"]["text"])}</div>' if "hint" in block else ""
    return f'<div class="f"><div class="l">{html.escape(block["label"]["text"])}</div>{shown}{hint}</div>'
