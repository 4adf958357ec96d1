"""Damaged copies of any files, as bad discs, broken downloads and careless transfers leave them.

    python benchmarks/mutate.py FOLDER OUT [--count 3] [--seed 7]

Writes `count` copies of each file, each damaged in one way; the name says how. The same folder and
seed give the same copies.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    """Write the copies."""
    parser = argparse.ArgumentParser(description="Make damaged copies of files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    paths = sorted(path for path in chosen.folder.rglob("*") if path.is_file())
    written = 0
    for path in paths:
        if path.suffix in {".json", ".csv"}:
            continue
        data = path.read_bytes()
        rng = random.Random(f"{chosen.seed} {path.relative_to(chosen.folder)}")
        ways = rng.sample(sorted(WAYS), min(chosen.count, len(WAYS)))
        other = rng.choice(paths).read_bytes()
        for way in ways:
            name = f"{path.stem}.{way}{path.suffix}"
            (chosen.out / name).write_bytes(WAYS[way](data, other, rng))
            written += 1
    print(f"{written} files in {chosen.out}")


def _truncated(data: bytes, _other: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, max(len(data), 2))]


def _flipped(data: bytes, _other: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(max(1, len(out) // 2000)):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _spliced(data: bytes, other: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))] + other[rng.randrange(max(len(other), 1)) :]


def _blanked(data: bytes, _other: bytes, rng: random.Random) -> bytes:
    size = min(512 * rng.randrange(1, 9), len(data))
    at = rng.randrange(len(data) - size + 1)
    return data[:at] + bytes(size) + data[at + size :]


def _gap(data: bytes, _other: bytes, rng: random.Random) -> bytes:
    first, second = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    return data[:first] + data[first + min(second - first, 4096) :]


def _as_text(data: bytes, _other: bytes, _rng: random.Random) -> bytes:
    """As a transfer in text mode leaves it."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _preceded(data: bytes, _other: bytes, rng: random.Random) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + rng.randbytes(40) + data


def _repeated(data: bytes, _other: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[max(0, at - 3000) : at] + data[at:]


WAYS: dict[str, Callable[[bytes, bytes, random.Random], bytes]] = {
    "truncated": _truncated,
    "flipped": _flipped,
    "spliced": _spliced,
    "blanked": _blanked,
    "gap": _gap,
    "text-mode": _as_text,
    "preceded": _preceded,
    "repeated": _repeated,
}


if __name__ == "__main__":
    main()
