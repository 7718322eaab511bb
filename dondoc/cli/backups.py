"""``dondoc backup``, ``restore``, ``takeover``: the whole state in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from dondoc.cli.command import command, group
from dondoc.cli.desk import HOME, Desk

commands = group()

ADMINISTRATOR = "Người quản trị máy"

Target = Annotated[
    Path, typer.Argument(metavar="TỆP", help="Tệp sẽ ghi; nếu là thư mục thì tên theo ngày giờ.")
]
Source = Annotated[Path, typer.Argument(metavar="TỆP", help="Bản sao lưu do dondoc backup ghi.")]
Replace = Annotated[
    bool, typer.Option("--replace", help="Thay tất cả dữ liệu đang có bằng bản sao lưu.")
]
Check = Annotated[bool, typer.Option("--check", help="Chỉ kiểm tra bản sao lưu; không ghi gì.")]
OldStopped = Annotated[
    str | None,
    typer.Option(
        "--old-stopped",
        metavar="ISO",
        help="Máy cũ ngừng chạy lúc nào; không ghi là đến lúc này.",
    ),
]
By = Annotated[str, typer.Option("--by", metavar="TÊN", help="Người xác nhận, ghi vào nhật ký.")]


@command(commands, "backup", "Sao lưu toàn bộ dữ liệu vào một tệp.", timed=True, json=True)
def backup(desk: Desk, path: Target) -> None:
    """Write everything into one file that either database can take back."""
    from dondoc import wording
    from dondoc.operate import backup as backups

    made = backups.make(desk.app(), path, now=desk.now())
    rows = sum(made.rows.values())
    desk.say(f"Đã ghi {made.path}: {wording.count(rows, 'dòng')}, {made.size} byte.")
    if made.with_secret:
        desk.say("Tệp có cả khóa bí mật của các liên kết: giữ ở nơi chỉ người quản trị đọc được.")
    else:
        desk.say("Khóa bí mật nằm ở DONDOC_SECRET_KEY, không nằm trong tệp: hãy giữ riêng khóa đó.")
    desk.hand_over(made.to_json())


@command(commands, "restore", "Phục hồi từ bản sao lưu; chưa gửi thư nào.", timed=True, json=True)
def restore(desk: Desk, path: Source, replace: Replace = False, check: Check = False) -> None:
    """Put a backup into an empty database, or with --replace in the place of what is there."""
    from dondoc import wording
    from dondoc.operate import restore as restoring
    from dondoc.operate.backup_file import open_backup
    from dondoc.rules.local import zone_of

    found = open_backup(path)
    when = wording.moment(found.made_at.astimezone(zone_of(HOME)))
    wards = wording.count(found.count("ward"), "phường, xã")
    if check:
        desk.say(f"{path}: bản sao lưu nguyên vẹn, ghi {when}, {wards}.")
        desk.hand_over({"file": str(path), "made_at": found.made_at.isoformat(), "whole": True})
        return
    done = restoring.restore(desk.app(check=False), found, now=desk.now(), replace=replace)
    desk.say(f"Đã phục hồi bản ghi {when}: {wards}, {wording.count(done.rows, 'dòng')}.")
    if not done.links_work:
        desk.say(
            "Khóa bí mật ở đây khác máy cũ: liên kết trong thư đã gửi không mở được nữa. "
            "Đặt DONDOC_SECRET_KEY như máy cũ để dùng tiếp."
        )
    desk.say("Chưa gửi thư nào. Khi máy cũ đã ngừng hẳn, xác nhận bằng lệnh: dondoc takeover.")
    desk.hand_over(done.to_json())


@command(
    commands, "takeover", "Xác nhận nơi này thay máy cũ; bắt đầu gửi thư.", timed=True, json=True
)
def take_over(desk: Desk, old_stopped: OldStopped = None, by: By = ADMINISTRATOR) -> None:
    """End the quiet after a restore or a copy."""
    from dondoc import wording
    from dondoc.cli.desk import instant_of
    from dondoc.rules.local import zone_of
    from dondoc.usecases import take_over as taking
    from dondoc.usecases.actor import Actor
    from models.assignment import ActorKind
    from models.place import place_of

    app = desk.app()
    actor = Actor(kind=ActorKind.OFFICER, name=by.strip() or ADMINISTRATOR, channel="cli")
    stopped_at = instant_of(old_stopped, option="--old-stopped")
    if stopped_at is not None and stopped_at.tzinfo is None:
        stopped_at = stopped_at.replace(tzinfo=zone_of(HOME))
    with app.transaction() as session:
        done = taking.take_over(
            session, place=place_of(app.engine), voice=app.voice, actor=actor, now=desk.now(),
            stopped_at=stopped_at,
        )  # fmt: skip
    desk.say("Đã xác nhận. Lượt đôn đốc tiếp theo bắt đầu gửi thư.")
    if done.doubtful:
        desk.say(
            f"{wording.count(done.doubtful, 'thư')} máy cũ có thể đã gửi, nên không gửi lại: "
            "xem ở Hộp thư đi, nhóm không rõ đã đến hay chưa."
        )
    desk.hand_over({"doubtful": done.doubtful})
