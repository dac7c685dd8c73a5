import { expect, it } from 'vitest';
import { stackAmong } from './stack-files';

const fileOf = (name: string, path = '') => ({
  name,
  path,
  file: new File(['x'], name),
  bytes: () => Promise.resolve(new Uint8Array()),
});
const names = (...files: readonly ReturnType<typeof fileOf>[]) => {
  const { found, rest } = stackAmong(files);
  return [found?.stack.name, found?.energies?.name, ...rest.map(({ name }) => name)];
};

it('is a TIFF file with the list of its energies beside it', () => {
  expect(names(fileOf('map.tif'), fileOf('scan.dat'), fileOf('energies.txt'))).toEqual(['map.tif', 'energies.txt', 'scan.dat']); // prettier-ignore
  expect(names(fileOf('a.dat'), fileOf('map.tiff'), fileOf('map_list.csv'))).toEqual(['map.tiff', 'map_list.csv', 'a.dat']); // prettier-ignore
  expect(names(fileOf('map.tif'), fileOf('list.txt'))).toEqual(['map.tif', 'list.txt']);
  expect(names(fileOf('map.tif'), fileOf('list.txt', 'elsewhere'))).toEqual(['map.tif', undefined, 'list.txt']); // prettier-ignore
});

it('is none of the files of scans', () => {
  expect(names(fileOf('a.dat'), fileOf('b.h5'))).toEqual([undefined, undefined, 'a.dat', 'b.h5']);
});
