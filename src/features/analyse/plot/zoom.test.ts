import { expect, it } from 'vitest';
import { zoomedTo, zoomOf } from './zoom';

const iron = { axis: 'absolute', view: 'normalised', zero: 7124, extent: [7000, 7400] } as const;
const copper = { ...iron, zero: 8984, extent: [8900, 9200] } as const;
const zoom = zoomOf([7100, 7150], [0, 1.5], iron);

it('keeps energies and heights for the next spectrum of the same edge', () => {
  expect(zoomedTo(zoom, { ...iron, zero: 7126 })).toEqual({ energy: [7100, 7150], heights: [0, 1.5] });
});

it('keeps the distance from E0 at another edge and on a relative axis', () => {
  expect(zoomedTo(zoom, copper)?.energy).toEqual([8960, 9010]);
  expect(zoomedTo(zoom, { ...iron, axis: 'relative', zero: 7126 })?.energy).toEqual([7102, 7152]);
});

it('keeps energies, not heights, in another view', () => {
  expect(zoomedTo(zoom, { ...iron, view: 'derivative' })).toEqual({ energy: [7100, 7150], heights: null });
});

it('gives up where nothing would be seen', () => {
  expect(zoomedTo(zoom, { ...copper, zero: null })).toBeNull();
  expect(zoomedTo(null, iron)).toBeNull();
});
