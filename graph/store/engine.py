"""The embedded engine inside the server's process: ArcadeDB with Bolt and a batch API, on loopback alone."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
from contextlib import suppress
from typing import Any

from graph.store.fulltext import STATEMENT, sql
from graph.store.home import DATABASE, Address, Home, began
from graph.store.options import Options
from graph.store.statements import of_folder

LOOPBACK = "127.0.0.1"
BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"


def start(home: Home, options: Options) -> tuple[Any, Address]:
    """Start the engine with its schema; returns it (stop() ends it) and where it answers."""
    os.environ["ARCADEDB_JVM_ERROR_FILE"] = str(home.path / "crash-%p.log")
    import jpype
    from arcadedb_embedded.jvm import start_jvm
    from arcadedb_embedded.server import create_server

    # Out of memory it would limp on: it ends, and the next command starts it again.
    start_jvm(heap_size=options.memory, interrupt=False, jvm_args=["-XX:+ExitOnOutOfMemoryError"])
    _configure(jpype.JClass("com.arcadedb.GlobalConfiguration"), home, options)
    # The password is a new one at each start; the directory keeps that of the last.
    shutil.rmtree(home.path / "config", ignore_errors=True)
    password, port, http = secrets.token_urlsafe(24), _free_port(), _free_port()
    settings = {"host": LOOPBACK, "http_port": http, "server_plugins": BOLT, "bolt_port": port}
    server = create_server(str(home.path), password, settings)
    if home.loading.exists():
        # Its rows have no log of changes: what a first load left half way cannot be repaired.
        shutil.rmtree(home.path / "databases" / DATABASE, ignore_errors=True)
        home.loading.unlink()
    home.settling.unlink(missing_ok=True)
    server.start()
    _prepare(server, home)
    pid = os.getpid()
    return server, Address(pid, began(pid) or "", port, password, http)


def settle(server: Any, home: Home) -> None:
    """Bring all that was written onto the disk, and take away the file that asks for it."""
    import jpype

    database = server.get_database(DATABASE)._java_db
    jpype.JClass("com.arcadedb.engine.PageManager").INSTANCE.waitAllPagesOfDatabaseAreFlushed(database)
    for path in (home.path / "databases" / DATABASE).iterdir():
        # The engine takes files away that it has put together in others.
        with suppress(FileNotFoundError), path.open("rb") as file:
            os.fsync(file.fileno())
    home.settling.unlink(missing_ok=True)


def _configure(configuration: Any, home: Home, options: Options) -> None:
    """Only what is set in the process before the start holds; the server's own settings come too late."""
    configuration.COMMAND_TIMEOUT.setValue(int(options.command * 1000))
    configuration.TX_WAL_FLUSH.setValue(1)
    configuration.SERVER_LOGS_DIRECTORY.setValue(str(home.path / "log"))
    # No address beyond what the operator configured, and no file but its own.
    configuration.SUPPORT_AUTO_REGISTER.setValue(False)
    configuration.OPENCYPHER_LOAD_CSV_ALLOW_FILE_URLS.setValue(False)
    configuration.OPENCYPHER_LOAD_CSV_ALLOW_REMOTE_URLS.setValue(False)


def _prepare(server: Any, home: Home) -> None:
    """The schema, before the first client: two of them making it at once would collide."""
    exists = (home.path / "databases" / DATABASE).exists()
    database = server.get_database(DATABASE) if exists else server.create_database(DATABASE)
    for statement in of_folder("schema"):
        if statement.name != STATEMENT:
            database.command("opencypher", statement.text)
    for text in sql():
        database.command("sql", text)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
