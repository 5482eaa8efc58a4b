"""locard serve: GraphQL and the page."""

from __future__ import annotations

import socket
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.cli.console import out
from api.edge import edge
from api.identity.entrance import Sessions
from api.installation import Installation
from api.settings import Settings
from ledger.errors import BadInput

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0: any free one.", min=0, max=65535)
    ] = None,
) -> None:
    """Serve GraphQL at /graphql and the page at / until Ctrl-C.

    Listens on the loopback address alone unless LOCARD_HOST says otherwise.
    """
    settings = Settings()
    with Installation(settings) as house:
        run(house, settings.port if port is None else port)


def run(house: Installation, port: int) -> None:
    """Serve an installation until it is interrupted; prints the address once it accepts connections."""
    house.ledger.head()  # an older copy of it forgets before anybody asks
    if house.repeated:
        out.print(f"an older copy of the ledger was put back: {house.repeated} erasures were repeated")
    sessions = Sessions(house)
    sessions.prepare()
    if house.settings.host not in LOOPBACK and sessions.open:
        raise BadInput(
            f"there are no accounts yet, so whoever reaches {house.settings.host} could ask: make one first"
            " with locard users add"
        )
    listening = _listen(house.settings.host, port)
    with listening:
        app = create_app(edge(house, sessions))
        host, bound = listening.getsockname()[:2]
        out.print(f"Locard serves http://{host}:{bound}/ (GraphQL at /graphql); Ctrl-C ends it")
        config = uvicorn.Config(app, log_level="warning", access_log=False, ws="websockets-sansio")
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise BadInput(f"cannot listen on {host}:{port} ({error.strerror}); try --port 0") from error
    return listening
