"""What the store needs to know about the file system that a database lies on."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from annotate_tui.errors import StoreError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks
    fcntl = None  # type: ignore[assignment]  # the module is absent, every use asks first

FileIdentity = tuple[int, int]
"""Device and inode: which file it is, whatever its name."""

QUEUE_PATIENCE_S = 60.0

_NETWORK = frozenset(
    {
        "9p", "afs", "afpfs", "beegfs", "ceph", "cifs", "coda", "davfs", "gpfs", "lustre", "ncpfs",
        "nfs", "nfs4", "ocfs2", "panfs", "prl_fs", "pvfs2", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs",
        "vmhgfs", "webdav",
    }
)  # fmt: skip
"""File systems that other machines write to, or that do not promise shared memory and locks."""


def file_identity(path: str | Path) -> FileIdentity:
    """Which file is at a path now.  Raises FileNotFoundError."""
    status = os.stat(path)  # noqa: PTH116 - once or twice for every label: a Path object costs more than the call
    return status.st_dev, status.st_ino


def network_file_system(path: str | Path) -> str | None:
    """The name of the network file system that ``path`` lies on, or None for a local disk.

    Read from the kernel's list of mounts (Linux); elsewhere the answer is None.
    Programs in user space (``fuse.sshfs``) count as network, because many are.
    """
    kind = _mounted_as(os.path.realpath(path), _mounts())
    if kind in _NETWORK or kind.startswith("fuse."):
        return kind
    return None


def _mounts() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(errors="surrogateescape")
    except OSError:
        return ""


def _mounted_as(path: str, mounts: str) -> str:
    longest, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        # Of two mounts on one point the later hides the earlier.
        if inside and len(point) >= longest:
            longest, kind = len(point), after.split(" ")[0]
    return kind


def sync_folder(folder: Path) -> None:
    """Make a file's new name in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems refuse to sync a folder; there is nothing else to try.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def queued(path: str | Path) -> Iterator[None]:
    """Stand in line with the other programs that are about to write a lot into this database.

    SQLite waits by trying again now and then, which is unfair when writers hold
    the file for seconds.  The lock is on the folder: a second descriptor of the
    database itself would, when it is closed, release SQLite's own locks.  Who waits
    too long, perhaps for a program that was stopped, goes on and leaves it to SQLite.
    """
    if fcntl is None:  # pragma: no cover - Windows
        yield
        return
    with contextlib.ExitStack() as stack:
        # Where folders cannot be locked, SQLite's own waiting has to do.
        with contextlib.suppress(OSError):
            descriptor = os.open(Path(os.path.realpath(path)).parent, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            _lock(descriptor)
        yield


def _lock(descriptor: int) -> None:
    until = time.monotonic() + QUEUE_PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return
            time.sleep(0.02)
        else:
            return


def free_name(path: Path) -> Path:
    """``path``, or the first of ``path-2``, ``path-3``, … that does not exist."""
    candidate, number = path, 2
    while candidate.exists() or candidate.is_symlink():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate


@contextlib.contextmanager
def unfinished(target: Path, mode: int = 0o666) -> Iterator[Path]:
    """An empty file beside ``target`` to be filled and published; removed if that does not happen.

    ``mode`` says who may read and write it, as far as the user's mask allows.
    """
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.unfinished")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    except PermissionError:
        raise StoreError(
            f"{target} cannot be written: permission denied. "
            "Choose a folder of your own, or change the permissions."
        ) from None
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}.") from None
    try:
        yield temporary
    finally:
        for leftover in (temporary, Path(f"{temporary}-wal"), Path(f"{temporary}-shm")):
            leftover.unlink(missing_ok=True)


def publish(temporary: Path, target: Path) -> None:
    """Give a finished file its name, durably.  Raises StoreError when the name is taken."""
    try:
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        try:
            # A link, unlike a rename, never replaces a file that has appeared meanwhile.
            os.link(temporary, target)
        except FileExistsError:
            raise StoreError(f"{target} exists already; it was not changed.") from None
        except OSError:
            temporary.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}.") from None
