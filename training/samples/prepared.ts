import { prepareSamples, type PreparedSample } from '../../src/domain/growing/prepared';
import { samplesOf } from '../../src/domain/growing/samples';
import { readMaterials } from '../data/dataset';

/** `prepareSamples` of all computed spectra of an element; `most` thins them out evenly. */
export function prepareElement(
  element: string,
  recipe: Parameters<typeof prepareSamples>[2],
  most = Infinity,
): PreparedSample[] {
  return prepareSamples(readMaterials(element).flatMap(samplesOf), element, recipe, most);
}
