import { K_EDGES } from '../domain/elements';
import { describeError, XanopyError, type Message } from '../domain/errors';
import { encodeElementModel, type ElementModelJson } from '../domain/forest/model';
import { packOf, type Pack } from '../domain/forest/pack';
import { motifNumberOf, publishedModelOf, type TreesOfClasses } from '../domain/forest/published';
import { readPickledForest } from '../readers/pickle';
import type { UnpickledForest } from '../readers/pickle/forest';
import type { PackFile } from './api';

/** `RandomForest_Fe_c_num.sav` and `RandomForest_Fe_c_env_ex_CN_4.sav`, as the authors named their files. */
const PUBLISHED = /^RandomForest_([A-Z][a-z]?)_c_(?:num|env_ex_CN_\d+)\./;

/** The element that a file name holds, as a word of its own; null where it holds none or several. */
export function elementIn(name: string): string | null {
  const published = PUBLISHED.exec(name)?.[1];
  const words = published === undefined ? name.replace(/\..*$/, '').split(/[^A-Za-z]+/) : [published];
  const symbols = new Set(words.filter((word) => Object.hasOwn(K_EDGES, word)));
  const [symbol] = symbols;
  return symbols.size === 1 && symbol !== undefined ? symbol : null;
}

interface Named {
  readonly name: string;
  readonly element: string;
  /** Null for the forest of coordination numbers. */
  readonly motifsOf: number | null;
  readonly forest: UnpickledForest;
}

async function named({ name, path = '', bytes, element: told }: PackFile): Promise<Named> {
  const element = told ?? elementIn(name) ?? elementIn(path.split('/').at(-1) ?? '');
  if (element === null) {
    throw new XanopyError(
      'pickle-element',
      `Which element is ${name} for? Put its symbol into the name of the file, such as RandomForest_Fe_c_num.sav, or of its folder, and drop it again; on the command line name it: --pack Fe=${name}.`,
    );
  }
  const forest = await readPickledForest({ name, path: '', bytes });
  return { name, element, motifsOf: motifNumberOf(forest), forest };
}

/** Thresholds with as many digits as single precision has, which are the same numbers in half the space. */
function shortened(model: ElementModelJson): ElementModelJson {
  for (const { forests } of [model.cn, ...model.motifs.map(({ classifier }) => classifier)]) {
    for (const forest of forests)
      forest.thresholds = forest.thresholds.map((value) => Number(value.toPrecision(9)));
  }
  return model;
}

const listed = (names: readonly string[], most: number): string =>
  names.length > most
    ? `${names.slice(0, most).join(', ')} and ${names.length - most} more`
    : names.join(', ');

const PAPER =
  'Zheng, Chen, Chen, Ong, Patterns 1 (2020) 100013, https://doi.org/10.1016/j.patter.2020.100013';

/**
 * A pack of pickled forests, as the authors of the method published theirs: per element one that ranks coordination
 * numbers, and those that rank the motifs of a number. What cannot be used is left out and said.
 * @throws XanopyError the first fault, where nothing is left
 */
export async function packOfPickles(
  files: readonly PackFile[],
): Promise<{ readonly pack: Pack; readonly leftOut: readonly Message[] }> {
  const leftOut: Message[] = [];
  const read: Named[] = [];
  for (const file of files) {
    try {
      read.push(await named(file));
    } catch (error) {
      const { code, message } = describeError(error);
      leftOut.push({ code, message: `${file.name}: ${message}` });
    }
  }
  const models: ElementModelJson[] = [];
  const used: Named[] = [];
  for (const element of new Set(read.map((one) => one.element))) {
    const ofElement = read.filter((one) => one.element === element);
    try {
      models.push(modelOf(element, ofElement));
      used.push(...ofElement);
    } catch (error) {
      leftOut.push(describeError(error));
    }
  }
  if (models.length === 0) {
    const [first] = leftOut;
    throw first
      ? new XanopyError(first.code, first.message)
      : new XanopyError('pickle-no-forest', 'There is no pickled forest among these files.');
  }
  return { pack: packOf(contentOf(models, used)), leftOut };
}

function modelOf(element: string, forests: readonly Named[]): ElementModelJson {
  const cn = forests.find(({ motifsOf }) => motifsOf === null);
  if (!cn) {
    throw new XanopyError(
      'pickle-incomplete',
      `For ${element} there is no forest of coordination numbers among the files. Drop RandomForest_${element}_c_num.sav together with those of its motifs.`,
    );
  }
  const motifs = forests.flatMap(({ motifsOf, forest }): [number, TreesOfClasses][] =>
    motifsOf === null ? [] : [[motifsOf, forest]],
  );
  return shortened(encodeElementModel(publishedModelOf(element, cn.forest, new Map(motifs))));
}

function contentOf(models: ElementModelJson[], used: readonly Named[]): Parameters<typeof packOf>[0] {
  const names = used.map(({ name }) => name);
  const isPublished = names.every((name) => PUBLISHED.test(name));
  const writers = [...new Set(used.flatMap(({ forest }) => forest.writtenBy ?? []))];
  const mixed = used.reduce((sum, { forest }) => sum + forest.mixedLeaves, 0);
  const elements = models.map(({ element }) => element);
  return {
    name: isPublished ? `Forests of 2020: ${listed(elements, 8)}` : `Pickled forests: ${listed(elements, 8)}`,
    version: isPublished ? '2020' : '1',
    origin: isPublished ? 'published' : 'yours',
    licence: isPublished ? 'BSD-3-Clause, as published' : 'not stated in the files',
    citation: isPublished ? PAPER : 'not stated in the files',
    provenance: [
      `Read from ${listed(names, 40)}, pickles of scikit-learn ${writers.join(', ') || 'of unknown version'}.`,
      'They look at 200 intensities from 5 eV below the tabulated edge on, 59 eV long, divided by their maximum.',
      ...(mixed === 0 ? [] : [`${mixed} leaves hold several classes and vote for the most frequent one.`]),
    ].join(' '),
    models: models.map((model) => ({ model })),
  };
}
