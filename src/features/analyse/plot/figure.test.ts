import { describe, expect, it } from 'vitest';
import { answeredItem } from '../testing';
import { figureOf, overlaysOf, type FigureInput } from './figure';
import type { Palette } from './palette';

const region = { line: 'black', fill: 'grey' };
const palette: Palette = {
  ink: 'black',
  soft: 'black',
  grid: 'grey',
  line: 'grey',
  surface: 'white',
  accent: 'green',
  curve: 'black',
  warning: 'red',
  overlays: ['one', 'two', 'three'],
  regions: { 'pre-edge': region, 'main-peak': region, 'post-peak': region },
  font: 'serif',
  rem: 16,
};

const item = answeredItem('iron', 7112);
const e0 = item.analysis?.prepared.e0 ?? NaN;
const input: FigureInput = {
  item,
  overlays: [],
  neighbours: [],
  marks: [],
  view: 'normalised',
  axis: 'absolute',
  drag: null,
  palette,
  isWhole: false,
  width: 800,
};

const regionStarts = (figure: ReturnType<typeof figureOf>) =>
  (figure.layout.shapes ?? []).filter(({ type }) => type === 'rect').map(({ x0 }) => Number(x0));

describe('figureOf', () => {
  it('shades the three regions of 15 eV from 15 eV below E0', () => {
    const starts = regionStarts(figureOf(input));
    expect(starts).toHaveLength(3);
    [-15, 0, 15].forEach((offset, place) => {
      expect(starts[place]).toBeCloseTo(e0 + offset, 6);
    });
  });

  it('has no regions in the raw view, but the background', () => {
    const { data, layout } = figureOf({ ...input, view: 'raw' });
    expect(layout.shapes).toEqual([]);
    expect(data.map(({ name }) => name)).toEqual(['Pre-edge line', 'Post-edge curve', 'iron']);
  });

  it('shows the raw signal of a spectrum without an answer', () => {
    const { data } = figureOf({ ...input, item: { ...item, analysis: null } });
    expect(data).toHaveLength(1);
  });

  it('moves regions, not the axis, while E0 is dragged on a relative axis', () => {
    const still = figureOf({ ...input, axis: 'relative' });
    const dragged = figureOf({ ...input, axis: 'relative', drag: { e0: e0 + 4, from: e0 } });
    expect(regionStarts(dragged)[0]).toBeCloseTo(-11, 6);
    expect(dragged.layout.xaxis?.range).toEqual(still.layout.xaxis?.range);
  });

  it('stands still when E0 is set by hand', () => {
    const moved = answeredItem('iron', 7112, { e0: e0 + 6 });
    expect(figureOf({ ...input, item: moved }).layout.xaxis?.range).toEqual(
      figureOf(input).layout.xaxis?.range,
    );
  });

  it('leaves out the names of regions that are too narrow for them', () => {
    expect(figureOf(input).layout.annotations).toHaveLength(3);
    expect(figureOf({ ...input, isWhole: true, width: 400 }).layout.annotations).toHaveLength(0);
  });
});

describe('overlaysOf', () => {
  it('keeps a few spectra apart', () => {
    const few = [answeredItem('a', 7112), answeredItem('b', 7113)];
    expect(overlaysOf(few, 'normalised', 'absolute', palette).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('joins many by colour, with a gap between and a name at every point', () => {
    const many = Array.from({ length: 30 }, (_, i) => answeredItem(`scan ${i}`, 7112));
    const curves = overlaysOf(many, 'normalised', 'absolute', palette);
    expect(curves.map(({ color }) => color)).toEqual(['one', 'two', 'three']);
    for (const { x, y, text } of curves) {
      expect(x.filter(Number.isNaN)).toHaveLength(10);
      expect(y).toHaveLength(x.length);
      expect(text).toHaveLength(x.length);
      expect(new Set(text).size).toBe(10);
    }
  });
});
