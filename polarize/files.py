"""Writing files safely: whole or not at all, and under names that no system chokes on."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

from polarize.errors import OutputError

_PROBE: Final = 1 << 16
_TEMPORARY: Final = re.compile(r"\..*\.(\d{1,9})\.[^.]+\.part")


@contextlib.contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file beside `path` that takes its place when the block ends without an exception.

    Raises:
        OutputError: the folder cannot be made, the disk is full, permission is missing, or `path` is a link, a device or a pipe. It is
            then as it was before.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_links(path.parent, path.name)
        if path.exists() and not path.is_file() and not path.is_dir():
            # To take its place would do away with it: with /dev/null, for who may write there.
            raise OutputError(f"{path}: is a device or a pipe, which cannot be written whole. Leave out -o: standard output can go there.")
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.{os.getpid()}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
        temporary = None
        _sync(path.parent)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}). Choose another place with -o, or make room.") from error
    except Exception as error:
        # polars words the system's errors without being one of them.
        code = re.search(r"\(os error (\d+)\)", str(error))
        reason = os.strerror(int(code[1])) if code is not None else _refusal(temporary)
        if reason is None:
            raise
        raise OutputError(f"{path}: cannot be written ({reason}). Choose another place with -o, or make room.") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _refusal(temporary: str | None) -> str | None:
    """Return why nothing more can be written to a file, None when something can.

    polars leaves out what the system said when the last bytes of a Parquet file do not fit.
    """
    if temporary is not None:
        try:
            with Path(temporary).open("ab") as stream:
                stream.write(bytes(_PROBE))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            return error.strerror or str(error)
    return None


def _sync(folder: Path) -> None:
    """Bring a new name in a folder to the disk, where the system can: a machine that loses power keeps the file then."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what `atomic` left in a folder when its process was killed; files of processes that are running stay."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            number = _TEMPORARY.fullmatch(path.name)
            if number is not None and not _is_running(int(number[1])):
                with contextlib.suppress(OSError):
                    path.unlink()


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return True  # There is no signal there that only asks.
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def refuse_links(folder: Path, *names: str) -> None:
    """Raise OutputError when one of the folders `names` in `folder` is a symbolic link: what is written stays inside `folder`."""
    for path in (folder / name for name in names):
        if path.is_symlink():
            raise OutputError(f"{path}: is a symbolic link, and polarize does not write through links. Remove it or choose another place.")


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path`, whole or not at all. Lone surrogates are replaced."""
    with atomic(path) as stream:
        stream.write(text.encode("utf-8", errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all."""
    with atomic(path) as stream:
        stream.write(data)


def slug(name: str, limit: int = 80) -> str:
    """Return an ASCII file name (without suffix) for any title or id: readable start, then a short hash of the whole name.

    Different names give different slugs, on file systems that fold case or Unicode forms too; equal names give equal slugs.
    At most `limit` characters, only `a-z 0-9 -`, never empty, never a reserved name.
    """
    # Only the start is folded: many combining marks in a row take normalize quadratic time.
    folded = unicodedata.normalize("NFKD", name[:400]).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    digest = blake2b(name.encode("utf-8", errors="surrogatepass"), digest_size=5).hexdigest()
    start = words[: max(0, limit - len(digest) - 1)].strip("-")
    return f"{start}-{digest}" if start else digest[:limit]


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
