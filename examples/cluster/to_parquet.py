#!/usr/bin/env python3
"""Answers of `xanopy analyse --ndjson` as one Parquet table, one row an answer; needs pyarrow.

    python3 to_parquet.py answers.parquet answers/*.ndjson
"""

import itertools
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.append(str(Path(__file__).resolve().parent.parent / "python"))
from xanopy_client import row  # noqa: E402

TEXT, NUMBER = pa.string(), pa.float64()
COLUMNS = pa.schema(
    {
        **{"id": TEXT, "file": TEXT, "element": TEXT, "e0": NUMBER, "cn": pa.int8(), "motif": TEXT},
        **{"confidence": NUMBER, "is_upper_bound": pa.bool_(), "held_out_leading_cn": NUMBER},
        **{"verdict": TEXT, "error": TEXT},
    }
)


def rows(paths):
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                answer = json.loads(line)
                # An id may be anything: as JSON it is text in every row.
                yield {"id": json.dumps(answer["id"]) if "id" in answer else None, **row(answer)}


def write(target, paths, at_once=10_000):
    every = rows(paths)
    with pq.ParquetWriter(target, COLUMNS) as writer:
        while batch := list(itertools.islice(every, at_once)):
            writer.write_table(pa.Table.from_pylist(batch, schema=COLUMNS))


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2:])
