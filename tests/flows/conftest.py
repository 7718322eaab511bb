"""A temporary Prefect server, once for all; the flows find their database as they do in life."""

from collections.abc import Iterator

import pytest

from dondoc.wiring import App


@pytest.fixture(scope="session", autouse=True)
def prefect_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep Prefect out of the home of whoever runs the tests; it reads this at import."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        patch.setenv("DO_NOT_TRACK", "1")
        yield


@pytest.fixture(scope="module")
def prefect_server(prefect_apart: None) -> Iterator[None]:
    """Not for the whole session: the server's clients keep threads that draw from ``random``.

    Hypothesis, in a later file of the same process, would take that for its own strategies' doing.
    """
    # Importing Prefect takes seconds: only the tests that need it pay.
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture
def at_home(app: App, prefect_server: None, monkeypatch: pytest.MonkeyPatch) -> App:
    """The application of the test, which the flows make for themselves from the environment."""
    monkeypatch.setenv("DONDOC_DATABASE_URL", app.settings.database)
    monkeypatch.setenv("DONDOC_DATA_DIR", str(app.settings.data_dir))
    monkeypatch.setenv("DONDOC_BASE_URL", "https://dondoc.phuong4.example")
    return app
