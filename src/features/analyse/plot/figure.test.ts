import { describe, expect, it } from 'vitest';
import { preparedOf } from '../prepared';
import { answeredItem } from '../testing';
import { figureOf, type FigureInput } from './figure';
import { differenceOf, overlaysOf } from './overlays';
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
  ordered: Array.from({ length: 24 }, (_, i) => `step ${i}`),
  regions: { 'pre-edge': region, 'main-peak': region, 'post-peak': region },
  font: 'serif',
  rem: 16,
};

const item = answeredItem('iron', 7112);
const e0 = item.analysis?.prepared.e0 ?? NaN;
const input: FigureInput = {
  item,
  overlays: [],
  compared: null,
  neighbours: [],
  marks: [],
  view: 'normalised',
  axis: 'absolute',
  drag: null,
  palette,
  isWhole: false,
  zoom: null,
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

  it('marks the window of a pack where it stands, without the regions of E0', () => {
    if (!item.analysis) throw new Error('not answered');
    const look = {
      origin: 'edge',
      from: 5,
      to: 50,
      scale: 'maximum',
      isAligned: false,
      isFlattened: false,
    } as const;
    const ofPack = { ...item, analysis: { ...item.analysis, looks: [look] } };
    const { energy } = item.analysis.aligned.window;
    const figure = figureOf({ ...input, item: ofPack });
    expect(regionStarts(figure)).toEqual([]);
    expect(figure.layout.annotations).toEqual([]);
    expect(figure.layout.shapes?.map(({ x0 }) => x0)).toEqual([energy.at(0), energy.at(-1)]);
    const { layout } = figureOf({ ...input, item: ofPack, view: 'input' });
    expect(layout.xaxis?.range).toEqual([Number(energy.at(0)) - 5, Number(energy.at(-1)) + 5]);
  });

  it('has the background in the raw view, and the ranges of its fits instead of the regions', () => {
    const { data, layout } = figureOf({ ...input, view: 'raw' });
    const fit = preparedOf(item)?.normalisation.fit;
    expect(layout.shapes?.map(({ x0, x1 }) => [x0, x1])).toEqual(
      [fit?.preEdge, fit?.postEdge].map((range) => range && [e0 + range.from, e0 + range.to]),
    );
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

  it('has ticks with the same number of decimals', () => {
    const { layout } = figureOf({ ...input, zoom: { energy: [7110, 7112], heights: [0.1, 0.3] } });
    expect(layout.xaxis?.tickformat).toBe('.1f');
    expect(layout.yaxis?.tickformat).toBe('.2f');
    expect(layout.xaxis?.range).toEqual([7110, 7112]);
    expect(layout.yaxis?.range).toEqual([0.1, 0.3]);
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

  it('stacks them by the offset, in the order of the list', () => {
    const few = [answeredItem('a', 7112), answeredItem('b', 7112)];
    const [plainA, plainB] = overlaysOf(few, 'normalised', 'absolute', palette);
    const [a, b] = overlaysOf(few, 'normalised', 'absolute', palette, 0.5);
    expect(a.y[0] - plainA.y[0]).toBeCloseTo(0.5, 9);
    expect(b.y[0] - plainB.y[0]).toBeCloseTo(1, 9);
  });

  it('gives colours in order to more than a few', () => {
    const curves = overlaysOf(
      Array.from({ length: 8 }, (_, i) => answeredItem(`scan ${i}`, 7112)),
      'normalised',
      'absolute',
      palette,
    );
    expect(curves[0].color).toBe('step 0');
    expect(curves[7].color).toBe('step 23');
    expect(new Set(curves.map(({ color }) => color)).size).toBe(8);
  });

  it('joins many by steps of colour, with a gap between and a name at every point', () => {
    const many = Array.from({ length: 36 }, (_, i) => answeredItem(`scan ${i}`, 7112));
    const curves = overlaysOf(many, 'normalised', 'absolute', palette);
    expect(curves).toHaveLength(12);
    expect(curves[1].name).toBe('scan 3 … scan 5');
    for (const { x, y, text } of curves) {
      expect(x.filter(Number.isNaN)).toHaveLength(3);
      expect(y).toHaveLength(x.length);
      expect(text).toHaveLength(x.length);
      expect(new Set(text).size).toBe(3);
    }
  });
});

describe('differenceOf', () => {
  const curve = (x: number[], y: number[]) => ({
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    name: 'n',
    color: 'c',
    width: 1,
  });

  it('subtracts at the samples that both reach', () => {
    const difference = differenceOf(curve([0, 1, 2, 3], [1, 2, 3, 4]), curve([1, 3], [0, 2]), 'red');
    expect([...(difference?.x ?? [])]).toEqual([1, 2, 3]);
    expect([...(difference?.y ?? [])]).toEqual([2, 2, 2]);
  });

  it('gives nothing for curves that do not meet', () => {
    expect(differenceOf(curve([0, 1], [0, 0]), curve([5, 6], [0, 0]), 'red')).toBeNull();
  });
});
