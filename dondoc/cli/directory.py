"""The directory against which ``plan read`` matches names: a ward's, from the database or a file."""

from pathlib import Path

from dondoc.cli.desk import Desk
from dondoc.reading.bodies.directory import Directory, DirectoryUnit
from dondoc.usecases.ward_file import WardFile, read_ward_file


def directory_for(desk: Desk, ward: str) -> Directory:
    """Return the directory of a ward file, where ``ward`` is a path, else of the ward by its key.

    Raises:
        WrongWardFile, NotFound, DatabaseTrouble: it cannot be had.
    """
    path = Path(ward)
    if path.exists() or path.suffix in {".yaml", ".yml"} or path.name != ward:
        return _of_file(read_ward_file(path))
    from dondoc.cli.places import the_ward
    from dondoc.usecases.context import load_ward_context
    from dondoc.usecases.draft_warnings import directory_of

    with desk.app().reading() as session:
        return directory_of(load_ward_context(session, the_ward(session, ward).id or 0))


def _of_file(source: WardFile) -> Directory:
    return Directory(
        units=tuple(
            DirectoryUnit(
                key=unit.key,
                name=unit.name,
                aliases=unit.aliases,
                groups=unit.groups,
                requested=unit.requested,
                people=tuple(p.title for p in source.people if p.unit == unit.key),
                has_contact=bool(unit.contacts) or any(p.unit == unit.key for p in source.people),
            )
            for unit in source.units
        ),
        groups=dict(source.groups),
    )
