"""A web server on loopback that answers as the sites do that a fetcher meets."""

import asyncio
import gzip
import zlib

from aiohttp import web

STORY = """<!doctype html><html lang='en'><head><title>Bridge closed after storm</title>
<meta charset='utf-8'></head><body><article><h1>Bridge closed after storm</h1>
<p>The old bridge over the Senne was closed on Tuesday after a storm tore two cables loose, the city
said.</p>
<p>“Nobody will cross it before Friday,” said Marta Quill, the chief engineer. “We do not guess with
cables.”</p>
<p>About 9,000 drivers use the bridge every day. They were sent over the railway crossing in the
north.</p>
<p>The repair was expected to cost at least £40,000, the city’s works department said in a
statement.</p>
</article></body></html>"""


async def story(_: web.Request) -> web.Response:
    return web.Response(text=STORY, content_type="text/html")


async def redirect(request: web.Request) -> web.Response:
    left = int(request.match_info["times"])
    raise web.HTTPFound("/story" if left <= 1 else f"/redirect/{left - 1}")


async def around(_: web.Request) -> web.Response:
    raise web.HTTPMovedPermanently("/around")


async def away(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": request.query["to"]})


async def nowhere(_: web.Request) -> web.Response:
    return web.Response(status=302)


async def status(request: web.Request) -> web.Response:
    return web.Response(status=int(request.match_info["code"]), text="Sorry.")


async def typed(request: web.Request) -> web.Response:
    return web.Response(body=STORY.encode(), headers={"Content-Type": request.query["as"]})


async def empty(_: web.Request) -> web.Response:
    return web.Response(body=b" \n ", content_type="text/html")


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    try:
        while True:
            await response.write(b"<p>more</p>" * 1000)
    except ConnectionError:
        pass
    return response


async def drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    try:
        while True:
            await response.write(b"<p>")
            await asyncio.sleep(0.05)
    except (ConnectionError, asyncio.CancelledError):
        pass
    return response


async def bomb(request: web.Request) -> web.Response:
    """Fifty megabytes of blanks in fifty kilobytes."""
    body = b"<p>" + b" " * 50_000_000
    packed = gzip.compress(body, 9) if request.query["as"] == "gzip" else zlib.compress(body, 9)
    return web.Response(
        body=packed, headers={"Content-Type": "text/html", "Content-Encoding": request.query["as"]}
    )


async def packed(_: web.Request) -> web.Response:
    return web.Response(
        body=gzip.compress(STORY.encode()),
        headers={"Content-Type": "text/html", "Content-Encoding": "gzip"},
    )


async def damaged(_: web.Request) -> web.Response:
    return web.Response(
        body=b"this is not gzip at all", headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}
    )


async def latin(_: web.Request) -> web.Response:
    text = STORY.replace("<meta charset='utf-8'>", "")
    return web.Response(body=text.encode("cp1252"), headers={"Content-Type": "text/html; charset=utf-8"})


async def cut(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "100000"})
    await response.prepare(request)
    await response.write(b"<p>The bridge")
    assert request.transport is not None
    request.transport.close()
    return response


async def agent(request: web.Request) -> web.Response:
    return web.Response(
        text=STORY.replace("Marta Quill", request.headers["User-Agent"]), content_type="text/html"
    )


def application() -> web.Application:
    app = web.Application()
    app.add_routes(
        [
            web.get("/story", story),
            web.get("/m/story", story),
            web.get("/redirect/{times}", redirect),
            web.get("/around", around),
            web.get("/away", away),
            web.get("/nowhere", nowhere),
            web.get("/status/{code}", status),
            web.get("/typed", typed),
            web.get("/empty", empty),
            web.get("/endless", endless),
            web.get("/drip", drip),
            web.get("/bomb", bomb),
            web.get("/packed", packed),
            web.get("/damaged", damaged),
            web.get("/latin", latin),
            web.get("/cut", cut),
            web.get("/agent", agent),
        ]
    )
    return app
