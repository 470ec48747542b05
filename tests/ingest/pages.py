"""Pages of our own making: an ordinary one with its clutter, and strange ones."""

PARAGRAPHS = [
    "The harbour at Velling was shut on Monday after a tanker ran aground, the port authority said.",
    "“We pulled eleven people off the deck before midnight,” said Oda Renn, who runs the lifeboat station.",
    "The ship carried 4,000 tonnes of grain. No oil had leaked by Tuesday, according to the coastguard.",
    "Ferries to the islands were cancelled until at least Thursday, and schools there stayed shut.",
    "The owner, a firm in Norrby, said that it would pay for the salvage. It did not say how much that was.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TEXT = "\n\n".join(PARAGRAPHS)

HEAD = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Tanker aground off Velling | The Velling Courier</title>
<meta property="og:title" content="Tanker aground off Velling">
<meta property="og:site_name" content="The Velling Courier">
<meta name="author" content="Lena Horvat">
<link rel="canonical" href="https://www.courier.example/news/tanker-4711">
<meta property="og:url" content="https://www.courier.example/news/tanker-4711?utm_source=og">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Tanker aground off Velling",
"datePublished": "2024-01-16T09:30:00+01:00", "dateModified": "2024-01-17T08:00:00+01:00"}</script>
</head>"""


def article(body: str = BODY, head: str = HEAD) -> str:
    """An ordinary page around `body`."""
    return f"""{head}<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Tanker aground off Velling</h1><p class="byline">By Lena Horvat</p>
<figure><img src="a.jpg"><figcaption>The tanker on a sandbank at low tide.
Photo: Lena Horvat</figcaption></figure>
{body}
<aside><p>Read more: <a href="/x">Five ships that ran aground this year</a></p></aside>
<h2>What is known</h2></article>
<section class="newsletter"><p>Sign up for our newsletter to get the news in your inbox.</p></section>
<section id="comments"><h2>Comments (2)</h2>
<p>I heard that 40 people died on board of that ship.</p></section>
<footer><p>© 2024 The Velling Courier. All rights reserved.</p></footer></body></html>"""


STRANGE = {
    "no tags but paragraphs": BODY,
    "no closing tags": article("".join(f"<p>{paragraph}" for paragraph in PARAGRAPHS)),
    "line breaks for paragraphs": article("<div>" + "<br><br>".join(PARAGRAPHS) + "</div>"),
    "in a table for layout": f"<html><body><table><tr><td>Menu</td><td>{BODY}</td></tr></table></html>",
    "divs for paragraphs": article("".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS)),
    "xhtml with a declaration": '<?xml version="1.0" encoding="utf-8"?>' + article(),
    "upper case": "<HTML><BODY>" + BODY.replace("<p>", "<P>").replace("</p>", "</P>") + "</BODY></HTML>",
    "entities everywhere": article(
        "".join(f"<p>{''.join(f'&#{ord(c)};' for c in p)}</p>" for p in PARAGRAPHS)
    ),
    "soft hyphens and zero widths": article(
        BODY.replace("ship", "sh\u00adip").replace("tanker", "tan\u200bker")
    ),
    "decomposed accents": article(
        BODY + "<p>The cafe\u0301 on the pier was open, said its owner, Rene\u0301 Noe\u0308l.</p>"
    ),
    "two articles in one file": article() + article(),
    "broken json about itself": article(head=HEAD.replace('"@type"', "@type")),
    "comment that never ends": article() + "<!-- the end",
    "script full of tags": article(
        BODY + "<script>document.write('<p>Nobody was hurt at all, they said.</p>')</script>"
    ),
}
