#!/usr/bin/env python3
"""Xanopy under Dask distributed: every part of the input gets a file of answers in a folder that all workers see.

    python3 xanopy_dask.py scans/*.ndjson --out answers --workers 8 -- --brief
    python3 xanopy_dask.py scans/*.h5 --out answers --scheduler tcp://head:8786

A worker writes the answers to a part under a hidden name and renames them when all are there, so that a part is either whole or
absent, whichever machine fails. The same command again answers the parts that are absent. XANOPY in the environment of the
workers names the command, `npx xanopy` without it.
"""

import argparse
import os
import shlex
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

LINES = (".ndjson", ".jsonl")


def parts_of(files, size):
    """Parts (path, first byte, last byte, name); files that do not hold lines are one part each, with neither byte."""
    for path in map(os.path.abspath, files):
        # Files of one name in two folders are two files.
        name = f"{os.path.basename(path)}-{sha256(path.encode()).hexdigest()[:8]}"
        if not path.endswith(LINES):
            yield path, None, None, f"{name}.ndjson"
            continue
        for start in range(0, os.path.getsize(path), size):
            yield path, start, start + size, f"{name}.{start // size:06d}.ndjson"


def lines_of(path, start, end):
    """The lines that begin in [start, end), however the bytes are cut."""
    with open(path, "rb") as file:
        file.seek(max(0, start - 1))
        if start > 0:
            file.readline()  # ends the line of the part before, or is its last byte
        while file.tell() < end and (line := file.readline()):
            yield line


def answer(part, out, options):
    """Answers one part on a worker and returns the path of the answers."""
    path, start, end, name = part
    done = Path(out, name)
    if done.exists():
        return str(done)
    command = [*shlex.split(os.environ.get("XANOPY", "npx xanopy")), "analyse", "--ndjson", "--jobs", "1", *options]
    hidden = Path(out, f".{name}.{uuid4().hex}.begun")
    with hidden.open("wb") as begun:
        if start is None:
            subprocess.run([*command, path], stdin=subprocess.DEVNULL, stdout=begun, check=True)
        else:
            with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=begun) as process:
                with process.stdin as pipe:
                    pipe.writelines(lines_of(path, start, end))
            if process.returncode != 0:
                raise RuntimeError(f"xanopy ended with exit code {process.returncode}")
    os.replace(hidden, done)
    return str(done)


def run(client, parts, out, options=()):
    """Hands the parts to the workers; yields the path of each part's answers when they are there, and raises what failed last."""
    from distributed import as_completed

    os.makedirs(out, exist_ok=True)
    out = os.path.abspath(out)
    futures = client.map(answer, list(parts), out=out, options=list(options), retries=2, pure=False)
    failed = []
    for future in as_completed(futures):
        if future.status == "finished":
            yield future.result()
        else:
            failed.append(repr(future.exception()))
    for begun in Path(out).glob(".*.begun"):  # what killed workers have left
        begun.unlink()
    if failed:
        raise RuntimeError(f"{len(failed)} parts have no answers; the same command tries them again. The first: {failed[0]}")


def main():
    from distributed import Client, LocalCluster

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--out", required=True, help="folder of the answers")
    parser.add_argument("--scheduler", help="address of a running scheduler; without it workers on this machine")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--part-size", type=float, default=64, metavar="MB", help="bytes of a part in 1e6")
    asked, options = sys.argv[1:], []
    if "--" in asked:
        asked, options = asked[: asked.index("--")], asked[asked.index("--") + 1 :]
    arguments = parser.parse_args(asked)
    cluster = arguments.scheduler or LocalCluster(n_workers=arguments.workers, threads_per_worker=1)
    parts = list(parts_of(arguments.files, max(1, int(arguments.part_size * 1e6))))
    with Client(cluster) as client:
        for count, path in enumerate(run(client, parts, arguments.out, options), 1):
            print(f"{count} of {len(parts)}: {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
