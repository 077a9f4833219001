"""A slow link: a proxy on this machine that holds every byte back for a while, in both directions.

What is sent stays in order, and any amount can be under way at a time: only the delay changes.
"""

import asyncio
import threading
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class SlowLink:
    """``delay`` is in seconds, each way; it may be changed while the link is in use."""

    def __init__(self, address):
        self.server, self.delay = urlsplit(address), 0.0
        self.address = None

    async def serve(self, ready):
        self._stop = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        listener = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        port = listener.sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        ready.set()
        await self._stop.wait()
        listener.close()

    def stop(self):
        self._loop.call_soon_threadsafe(self._stop.set)

    async def _connect(self, reader, writer):
        there = await asyncio.open_connection(self.server.hostname, self.server.port)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._carry(reader, there[1]), self._carry(there[0], writer))

    async def _carry(self, reader, writer):
        under_way = asyncio.Queue()
        arrivals = asyncio.create_task(self._deliver(under_way, writer))
        try:
            while data := await reader.read(65536):
                under_way.put_nowait((self._loop.time() + self.delay, data))
        except ConnectionError:
            pass
        under_way.put_nowait((self._loop.time() + self.delay, None))
        await arrivals

    async def _deliver(self, under_way, writer):
        try:
            while True:
                due, data = await under_way.get()
                await asyncio.sleep(due - self._loop.time())
                if data is None:
                    break
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        writer.close()


@contextmanager
def slow_link(address):
    """A `SlowLink` to the server at ``address``; without a delay, until one is set."""
    link, ready = SlowLink(address), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(link.serve(ready)))
    thread.start()
    ready.wait()
    try:
        yield link
    finally:
        link.stop()
        thread.join()
