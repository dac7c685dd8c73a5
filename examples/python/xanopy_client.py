"""Xanopy from Python: the analysis of the command line as dictionaries or as a pandas frame."""

import json
import os
import shlex
import subprocess


def analyse(files, *options):
    """Results of the files, as `xanopy FILE... --json` prints them; options such as "--element", "Fe"."""
    command = shlex.split(os.environ.get("XANOPY", "npx xanopy"))
    done = subprocess.run([*command, *map(str, files), "--json", *options], capture_output=True, text=True)
    if done.returncode not in (0, 1):  # 1: no file could be read; the results say why
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout)


def row(result):
    """What a table shows of one result."""
    first = (result.get("ranking") or [{}])[0]
    motif = (first.get("motifs") or [{}])[0].get("name")
    return {
        "file": result["file"],
        "element": result.get("element"),
        "e0": result.get("e0"),
        "cn": first.get("cn"),
        "motif": motif,
        "confidence": result.get("jaccardConfidence"),
        "is_upper_bound": result.get("isUpperBound"),  # measured: the confidence is at most that
        "held_out_leading_cn": (result.get("heldOut") or {}).get("leadingCn"),
        "verdict": result.get("applicability", {}).get("verdict"),
        "error": result.get("error", {}).get("message"),
    }


def frame(files, *options):
    """One row a spectrum."""
    import pandas

    return pandas.DataFrame([row(result) for result in analyse(files, *options)])
