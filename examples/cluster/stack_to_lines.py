#!/usr/bin/env python3
"""Spectra of an HDF5 or NeXus stack as lines for `xanopy analyse --ndjson`, in slices; needs h5py.

    python3 stack_to_lines.py map.h5 /entry/data/mu /entry/data/energy --element Fe | xanopy analyse --ndjson --resume map.ndjson
    python3 stack_to_lines.py night.nxs /entry/it /entry/energy --i0 /entry/i0 --axis 0 | ...

The stack has any number of axes, one of them the energies (the last one without --axis). With --i0 the stack is what passed the
sample, and mu = ln(I0/I). The id of a line is the place in the stack. Missing values are written as NaN, which xanopy leaves out.
"""

import argparse
import json

import h5py
import numpy as np


def spectra(mu, axis, i0=None):
    """Place and values of every spectrum; holds one slice of the first axis that is not energy."""
    others = [k for k in range(mu.ndim) if k != axis]
    for first in range(mu.shape[others[0]]):
        at = tuple(first if k == others[0] else slice(None) for k in range(mu.ndim))
        block = np.asarray(mu[at], dtype=float)
        if i0 is not None:
            # One monitor for all pixels has the energies only.
            monitor = np.asarray(i0[at] if i0.ndim == mu.ndim else i0, dtype=float)
            if i0.ndim == 1:
                monitor = monitor.reshape([-1 if k == axis else 1 for k in range(mu.ndim) if k != others[0]])
            with np.errstate(divide="ignore", invalid="ignore"):
                block = np.log(monitor / block)
        # The energies come last; of the axes in front of them, the first one is taken out already.
        block = np.moveaxis(block, axis - (others[0] < axis), -1)
        for place in np.ndindex(block.shape[:-1]):
            yield [first, *place], block[place]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("mu", help="path of the stack in the file")
    parser.add_argument("energy", help="path of its energies")
    parser.add_argument("--i0", help="path of I0, a stack of the same shape or one value for each energy")
    parser.add_argument("--axis", type=int, default=-1, help="axis of the stack along which the energy runs")
    parser.add_argument("--kev", action="store_true", help="the energies are in keV")
    parser.add_argument("--element", help="symbol of the absorber")
    asked = parser.parse_args()
    with h5py.File(asked.file) as file:
        mu, energy = file[asked.mu], file[asked.energy][()].astype(float) * (1000 if asked.kev else 1)
        axis = asked.axis % mu.ndim
        if mu.shape[axis] != len(energy):
            parser.error(f"The stack has shape {mu.shape} and {len(energy)} energies. Name the axis of the energies with --axis.")
        known = {"element": asked.element} if asked.element else {}
        energies = energy.tolist()
        for place, values in spectra(mu, axis, file[asked.i0] if asked.i0 else None):
            clean = np.where(np.isfinite(values), values, np.nan).tolist()
            print(json.dumps({"id": place, **known, "energy": energies, "mu": clean}))


if __name__ == "__main__":
    main()
