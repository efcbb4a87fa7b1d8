"""An export from beginning to end: rows, manifest, and every file moved to its place when all are whole."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import IO, Any

from annotate_tui import __version__
from annotate_tui.dataset.data import Dataset
from annotate_tui.errors import UsageError
from annotate_tui.export.files import Folder, HashingWriter, Written, collected, is_stream, move_into_place
from annotate_tui.export.formats import Format
from annotate_tui.export.request import Request

MANIFEST = "manifest.json"
PROGRAM = "annotate-tui"
_EARLIER = "files_of_earlier_exports"


def export_to_stream(data: Dataset, form: Format, request: Request, stream: IO[bytes]) -> None:
    """Write the format's one file to a stream; what accompanies it is left out.

    Raises UsageError for a format that is several files.
    """
    if not form.one_file:
        raise UsageError(f"{form.name} is several files; name a folder with -o FOLDER.")
    form.write()(data, request, _Stream(stream))


def export_to_path(
    data: Dataset,
    form: Format,
    request: Request,
    target: Path,
    *,
    folder: bool = False,
    about: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write a format to a file (with what accompanies it beside it) or into a folder; the files' paths.

    A folder is meant if ``folder`` says so, if ``target`` is one or has no ending such as ``.csv``, and
    always for formats of several files.  Nothing appears under its name before everything is whole.
    Into a folder, only files are replaced that an earlier export wrote there (UsageError otherwise).
    The folder that ``target`` is in must be there (UsageError).
    ``about`` goes into the manifest.
    """
    if is_stream(target):
        with target.open("wb") as stream:
            export_to_stream(data, form, request, stream)
        return [target]
    as_folder = folder or target.is_dir() or not form.one_file or not target.suffix
    if as_folder and target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file; {form.name} is several files and needs a folder.")
    with collected(target, as_folder=as_folder) as collection:
        form.write()(data, request, collection)
        ours = _earlier(target / MANIFEST) if as_folder else set()
        _write_manifest(
            collection, manifest(data, form, request, collection.written) | dict(about or {}), ours
        )
        places = _places(collection, target, as_folder=as_folder)
        if as_folder:
            _refuse_foreign(places, ours)
        for name, place in places.items():
            move_into_place(collection.path / name, place)
    return list(places.values())


class _Stream:
    """Passes the first file on to a stream and drops the others."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream: IO[bytes] | None = stream

    @contextlib.contextmanager
    def file(self, name: str) -> Iterator[tuple[HashingWriter, Written]]:
        """The stream for the first file; later ones go nowhere."""
        import io

        stream, self._stream = self._stream, None
        yield HashingWriter(stream or io.BytesIO()), Written(name)
        if stream is not None:
            stream.flush()


def manifest(data: Dataset, form: Format, request: Request, written: list[Written]) -> dict[str, Any]:
    """What an export consists of, and where it came from."""
    return {
        "program": f"{PROGRAM} {__version__}",
        "created": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "format": form.name,
        "labels": request.labels,
        "text": request.text,
        "codebook": {"id": data.codebook.id, "version": data.codebook.version, "hash": data.codebook.hash},
        "labels_sha256": data.digest(),
        "facets": [facet.id for facet in data.facets],
        "annotators": sorted(data.names.values()),
        "articles": len(data.articles),
        "provenance": {
            facet: {where.value: n for where, n in sorted(counted.items())}
            for facet, counted in data.provenance.items()
        },
        "left_out": {what: n for what, n in sorted(data.left_out.items()) if n},
        "files": [
            {"name": one.name, "rows": one.rows, "bytes": one.size, "sha256": one.sha256} for one in written
        ],
    }


def _write_manifest(folder: Folder, content: Mapping[str, Any], ours: set[str]) -> None:
    earlier = sorted(ours - {one.name for one in folder.written} - {MANIFEST})
    with folder.file(MANIFEST) as (file, _):
        file.write(json.dumps({**content, _EARLIER: earlier}, ensure_ascii=False, indent=2) + "\n")


def _places(folder: Folder, target: Path, *, as_folder: bool) -> dict[str, Path]:
    """Where each file goes: the first to ``target``, the others beside it; or all into the folder."""
    if as_folder:
        return {one.name: target / one.name for one in folder.written}
    first, *others = folder.written
    return {first.name: target} | {
        one.name: target.with_name(f"{target.stem}.{PurePath(one.name).name}") for one in others
    }


def _refuse_foreign(places: Mapping[str, Path], ours: set[str]) -> None:
    for name, place in places.items():
        if place.exists() and name not in ours:
            raise UsageError(
                f"{place} is there already and no earlier export wrote it; name another folder with -o."
            )


def _earlier(manifest_file: Path) -> set[str]:
    """The files that earlier exports wrote into a folder, by its manifest."""
    try:
        content = json.loads(manifest_file.read_text())
        if str(content["program"]).startswith(PROGRAM):
            return {str(one["name"]) for one in content["files"]} | {*content.get(_EARLIER, ()), MANIFEST}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return set()
