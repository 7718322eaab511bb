"""``python -m dondoc.board``: serves the board by the settings, until it is told to stop."""

import uvicorn

from dondoc import clock, wiring
from dondoc.board.app import create_app


def main() -> None:
    """Serve on the settings' address.

    Raises:
        WrongSetting, DatabaseTrouble: before anything is served.
    """
    app = wiring.app()
    wiring.is_at_home(app, now=clock.now())
    uvicorn.run(
        create_app(app),
        host=app.settings.board_host,
        port=app.settings.board_port,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
