"""Tornado against an echo handler of a running server, with compression: a hundred messages, each alike to those before it.

    python3 tornado-client.py ws://127.0.0.1:8083/ws/echo
"""

import asyncio
import os
import random
import sys

from tornado.websocket import websocket_connect

PATIENCE = 20 * int(os.environ.get("WEFT_TEST_PATIENCE", "1"))
SIZES = (0, 1, 125, 126, 4096, 65536)


async def run():
    random.seed(7)
    # Too random to refer to itself: it refers to the message before, as far back as it may.
    letters = "".join(random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(max(SIZES)))
    socket = await websocket_connect(sys.argv[1], compression_options={}, max_message_size=2**20)
    for number in range(100):
        size = SIZES[number // 2 % len(SIZES)]
        message = (str(number) + letters)[:size]
        if number % 2:
            message = message.encode()
        await socket.write_message(message, binary=number % 2 == 1)
        received = await asyncio.wait_for(socket.read_message(), PATIENCE)
        if received != message:
            sys.exit(f"after {number} messages: closed {socket.close_code} {socket.close_reason}"
                     if received is None else f"after {number} messages: something else came")
    socket.close()
    print("100 messages came back")


if len(sys.argv) != 2:
    sys.exit("usage: python3 tornado-client.py WS-URL")
asyncio.run(run())
