"""A page for machines: is the board alive, do mails leave, when did each pass run last."""

from fastapi.responses import JSONResponse, Response

from dondoc.board.deps import App, Now
from dondoc.board.routing import pages
from dondoc.operate import ping
from dondoc.usecases import heartbeat
from models.db import DatabaseTrouble
from models.queries import outbox

router = pages()


@router.get("/healthz")
def probe(app: App, now: Now) -> Response:
    """Answer 200 while nothing is late, else 503 with what is; for whoever watches from outside."""
    try:
        found = ping.look(app, now=now)
    except DatabaseTrouble as trouble:
        return JSONResponse({"status": "late", "words": str(trouble)}, status_code=503)
    return JSONResponse(found.to_json(now), status_code=503 if found.late else 200)


@router.get("/suc-khoe")
def health(app: App, now: Now) -> Response:
    """Answer 200 while the database can be read, else 503; says nothing about anyone's work."""
    try:
        with app.reading() as session:
            oldest = outbox.oldest_waiting(session)
            waiting = outbox.count_waiting(session)
            beats = heartbeat.latest(session)
    except DatabaseTrouble as trouble:
        return JSONResponse({"database": "trouble", "words": str(trouble)}, status_code=503)
    age = int((now - oldest.made_at).total_seconds()) if oldest else None
    return JSONResponse(
        {
            "database": "ok",
            "now": now.isoformat(),
            "waiting_mails": waiting,
            "oldest_waiting_seconds": age,
            "heartbeats": {
                name: {"at": beat.at.isoformat(), "ok": beat.ok} for name, beat in beats.items()
            },
        }
    )
