"""An echo server for bench_echo: echo_server.py asyncio|gevent. Prints its port and serves until it is ended."""
import sys


def serve_asyncio():
    import asyncio

    class Echo(asyncio.Protocol):  # quicker than streams
        def connection_made(self, transport):
            self.transport = transport

        def data_received(self, data):
            self.transport.write(data)

    async def main():
        server = await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", 0, backlog=4096)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(main())


def serve_gevent():
    from gevent.server import StreamServer

    def echo(socket, _):
        while data := socket.recv(65536):
            socket.sendall(data)

    server = StreamServer(("127.0.0.1", 0), echo, backlog=4096)
    server.start()
    print(server.server_port, flush=True)
    server.serve_forever()


{"asyncio": serve_asyncio, "gevent": serve_gevent}[sys.argv[1]]()
