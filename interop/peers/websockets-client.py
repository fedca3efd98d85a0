"""Python's websockets against an echo handler of a running server:

    python3 websockets-client.py ws://127.0.0.1:8083/ws/echo [CA.crt]
"""

import asyncio
import os
import random
import ssl
import string
import sys
import traceback

import websockets
from websockets.exceptions import ConnectionClosed

PATIENCE = 20 * int(os.environ.get("WEFT_TEST_PATIENCE", "1"))
MEBIBYTE = 1024 * 1024

# RFC 6455 5.2: lengths to either side of where the header grows.
LENGTHS = (0, 1, 125, 126, 127, 65535, 65536, MEBIBYTE)

ALIKE = (0, 1, 125, 126, 4096, 65536)

failures = 0


async def check(name, body):
    global failures
    try:
        await asyncio.wait_for(body, PATIENCE)
        print("ok - " + name)
    except Exception:
        failures += 1
        print("not ok - " + name)
        print("".join("  # " + line for line in traceback.format_exc().splitlines(keepends=True)))


def connect(compression=None):
    # The library limits what it receives to 1 MiB as well; here it is the server's limit that counts.
    return websockets.connect(URL, compression=compression, max_size=None, ping_interval=None, ssl=TLS)


async def echoes(compression, message):
    async with connect(compression) as socket:
        # Since its version 14 the library keeps them with the protocol.
        agreed = [extension.name for extension in getattr(socket, "protocol", socket).extensions]
        assert agreed == (["permessage-deflate"] if compression else []), agreed
        await socket.send(message)
        assert_same(await socket.recv(), message)


async def fragments(compression):
    async with connect(compression) as socket:
        await socket.send(["over, ", "", "under ", "经线"])
        assert_same(await socket.recv(), "over, under 经线")
        await socket.send([b"", pattern(70_000), b""])
        assert_same(await socket.recv(), pattern(70_000))


# Each refers to the one before, and is too random to refer to itself: so as far back as it may.
async def alike(compression):
    letters = "".join(random.Random(7).choices(string.ascii_uppercase, k=65536))
    async with connect(compression) as socket:
        for number in range(100):
            message = (str(number) + letters)[: ALIKE[number // 2 % len(ALIKE)]]
            sent = message.encode() if number % 2 else message
            await socket.send(sent)
            assert_same(await socket.recv(), sent)


async def pipelined(compression):
    sent = [f"message {number} {'x' * (number % 2000)}" for number in range(1000)]
    async with connect(compression) as socket:

        async def send():
            for message in sent:
                await socket.send(message)

        sending = asyncio.create_task(send())
        received = [await socket.recv() for _ in sent]
        await sending
        assert received == sent, "not the same, or not in order"


# RFC 6455 5.5.3: a Pong "must have identical "Application data"": the library awaits just that.
async def pings():
    async with connect() as socket:
        for payload in (b"", b"shuttle", pattern(125)):
            await (await socket.ping(payload))


async def unsolicited_pong():
    async with connect() as socket:
        await socket.pong(b"nobody asked")
        await socket.send("still here")
        assert_same(await socket.recv(), "still here")


# RFC 6455 5.5.1: "the endpoint typically echos the status code it received".
async def close_is_echoed(code, reason):
    async with connect() as socket:
        await socket.close(code, reason)
        assert (socket.close_code, socket.close_reason) == (code, ""), (socket.close_code, socket.close_reason)


async def is_closed_with(code, message):
    async with connect() as socket:
        await socket.send(message)
        try:
            await socket.recv()
            raise AssertionError("the connection goes on")
        except ConnectionClosed as closed:
            assert closed.rcvd is not None and closed.rcvd.code == code, closed


def assert_same(received, expected):
    assert type(received) is type(expected), type(received)
    assert len(received) == len(expected), len(received)
    assert received == expected, "content differs"


def pattern(length):
    """Bytes that differ from their neighbours, so that a shift or a wrong mask shows."""
    return bytes((index * 31 + (index >> 8)) & 0xFF for index in range(length))


async def run():
    for compression in (None, "deflate"):
        how = "permessage-deflate" if compression else "no extension"
        await check(f"text ({how})", echoes(compression, "straße 经线 😀"))
        await check(f"text of 1 MiB ({how})", echoes(compression, "weft" * (MEBIBYTE // 4)))
        for length in LENGTHS:
            await check(f"binary of {length} bytes ({how})", echoes(compression, pattern(length)))
        await check(f"fragments arrive as one message ({how})", fragments(compression))
        await check(f"100 alike messages ({how})", alike(compression))
        await check(f"1,000 pipelined messages come back in order ({how})", pipelined(compression))
    await check("pings of 0, 7 and 125 bytes are answered with their own payload", pings())
    await check("an unsolicited pong is ignored", unsolicited_pong())
    for code, reason in ((1000, ""), (1001, "bye"), (3000, "straße"), (4999, "x" * 123)):
        await check(f"close {code} with a reason of {len(reason.encode())} bytes is echoed", close_is_echoed(code, reason))
    await check("a message of 1 MiB and a byte is closed 1009", is_closed_with(1009, pattern(MEBIBYTE + 1)))


if len(sys.argv) not in (2, 3):
    sys.exit("usage: python3 websockets-client.py WS-URL [CA.crt]")
URL = sys.argv[1]
TLS = ssl.create_default_context(cafile=sys.argv[2]) if len(sys.argv) == 3 else None
asyncio.run(run())
print(f"{failures} failed")
sys.exit(1 if failures else 0)
