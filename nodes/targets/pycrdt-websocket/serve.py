# Usage: python serve.py PORT. pycrdt-websocket under uvicorn, rooms in memory, as its documentation shows it.
import asyncio
import sys

import uvicorn
from pycrdt.websocket import ASGIServer, WebsocketServer


async def main(port: int) -> None:
    server = WebsocketServer(auto_clean_rooms=False)
    config = uvicorn.Config(
        ASGIServer(server), host="127.0.0.1", port=port, lifespan="off", log_level="warning"
    )
    async with server:
        await uvicorn.Server(config).serve()


asyncio.run(main(int(sys.argv[1])))
