import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { checked, faultIn } from '../checked';
import { decodeLibrary, librarySchema, type LibraryJson, type SpectrumLibrary } from '../confidence/library';
import { K_EDGES } from '../elements';
import { MOTIFS } from '../environment/motifs';
import { XanopyError } from '../errors';
import type { Refuse } from './codec';
import { measuresSchema, sha256Schema } from './manifest';
import { decodeElementModel, elementModelSchema, type ElementModel, type ElementModelJson } from './model';
import { line, packMarkSchema, type PackMark } from './pack-mark';

/*
 * Model packs: models of one or more elements in one file, with where they come from. Packs come from anybody, so
 * everything about them is checked, and answers made with one carry its name.
 */

/** Characters of the text of a pack: the forests of 2020, all elements, take a fifth of it. */
export const LARGEST_PACK = 256 * 2 ** 20;
export const packTooLarge = (): XanopyError =>
  new XanopyError(
    'pack-too-large',
    `The model pack is larger than ${LARGEST_PACK / 2 ** 20} MB. Make packs of fewer elements.`,
  );
/** Nodes of all trees, and views, of one model. */
const MOST_NODES = 8_000_000;
const MOST_VIEWS = 8;
const LARGEST_CN = 24;

const { name, version, origin, citation } = packMarkSchema.entries;

const headFields = {
  format: v.literal('xanopy-pack'),
  formatVersion: v.literal(1),
  name,
  version,
  origin,
  licence: line(200),
  citation,
  /** How the models were made and from what, in words. */
  provenance: line(4000),
  created: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/))),
};

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const modelFields = {
  element: v.string(),
  /** Of the model as a file: its JSON without blanks, in its order, and a line feed. */
  sha256: sha256Schema,
  librarySha256: v.exactOptional(sha256Schema),
  /** On materials that the model never saw, as its maker measured it; absent where nobody did. */
  measures: v.exactOptional(measuresSchema),
  /** The most frequent label, on the same materials. */
  baselineMeasures: v.exactOptional(measuresSchema),
  /** Learnt from. */
  spectra: v.exactOptional(whole),
  materials: v.exactOptional(whole),
};

/** Of the head: its JSON without blanks, in this order, without this field. */
const ownHash = { sha256: sha256Schema };

/** A pack without the models themselves: what is listed. */
export const packHeadSchema = v.strictObject({
  ...headFields,
  models: v.pipe(v.array(v.strictObject(modelFields)), v.minLength(1)),
  ...ownHash,
});

/** A pack file, `*.xanopy-pack.json` or the same gzipped. */
export const packSchema = v.strictObject({
  ...headFields,
  models: v.pipe(
    v.array(
      v.strictObject({
        ...modelFields,
        model: elementModelSchema,
        /** Computed or measured spectra to compare with. */
        library: v.exactOptional(librarySchema),
      }),
    ),
    v.minLength(1),
  ),
  ...ownHash,
});

export type PackHead = v.InferOutput<typeof packHeadSchema>;
export type PackModelHead = PackHead['models'][number];

/** One model of a pack with the spectra that belong to it, as JSON. */
export interface PackBody {
  readonly element: string;
  readonly model: ElementModelJson;
  readonly library: LibraryJson | null;
}

export interface Pack {
  readonly head: PackHead;
  /** In the order of the head. */
  readonly bodies: readonly PackBody[];
}

/** What `packOf` makes a pack of; the hashes follow. */
export interface PackContent extends Omit<PackHead, 'format' | 'formatVersion' | 'sha256' | 'models'> {
  readonly models: readonly (Omit<PackModelHead, 'element' | 'sha256' | 'librarySha256'> & {
    readonly model: ElementModelJson;
    readonly library?: LibraryJson;
  })[];
}

export const markOf = (pack: PackMark): PackMark => ({
  name: pack.name,
  version: pack.version,
  origin: pack.origin,
  citation: pack.citation,
  sha256: pack.sha256,
});

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
const fileHash = (json: unknown): string => hashOf(`${JSON.stringify(json)}\n`);
const headHash = (head: Omit<PackHead, 'sha256'>): string => hashOf(JSON.stringify(head));

/**
 * A pack of models, with the hashes of everything in it.
 * @throws XanopyError as `decodePack` does: what cannot be read again is not made
 */
export function packOf({ models, ...rest }: PackContent): Pack {
  const bodies = models.map(({ model, library }) => ({
    element: model.element,
    model,
    library: library ?? null,
  }));
  const head = {
    format: 'xanopy-pack',
    formatVersion: 1,
    ...rest,
    models: models.map(({ model, library, ...about }) => ({
      element: model.element,
      sha256: fileHash(model),
      ...(library ? { librarySha256: fileHash(library) } : {}),
      ...about,
    })),
    sha256: '0'.repeat(64),
  };
  const { sha256: _, ...hashed } = checkedHead(head);
  const pack = { head: { ...hashed, sha256: headHash(hashed) }, bodies };
  for (const body of bodies) openBody(body);
  return pack;
}

/** The text of a pack file. */
export function encodePack({ head: { models, sha256: hash, ...rest }, bodies }: Pack): string {
  const pack = {
    ...rest,
    models: models.map((model, i) => {
      const body = bodies[i];
      return { ...model, model: body.model, ...(body.library ? { library: body.library } : {}) };
    }),
    sha256: hash,
  };
  return `${JSON.stringify(pack)}\n`;
}

const NEXT = 'Ask its maker for a new one.';

const refusePack = (what: string): never => {
  throw new XanopyError('pack-invalid', `The model pack is not valid (${what}). ${NEXT}`);
};

const checkedHead = (json: unknown): PackHead => {
  const head = checked(packHeadSchema, json, 'pack-invalid', 'The model pack', NEXT);
  const elements = head.models.map(({ element }) => element);
  if (new Set(elements).size < elements.length) refusePack('an element stands in it twice');
  const unknown = elements.find((element) => !Object.hasOwn(K_EDGES, element));
  if (unknown !== undefined) refusePack(`"${unknown.slice(0, 20)}" is no element with a K edge`);
  return head;
};

/** Names of properties that mean something to JavaScript itself. */
const UNSAFE = ['__proto__', 'constructor', 'prototype'];

/** Whether any object in parsed JSON has a key that a careless reader would take for its own machinery. */
function hasUnsafeKey(json: unknown): boolean {
  const open: unknown[] = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && UNSAFE.some((key) => Object.hasOwn(value, key))) return true;
    for (const child of Object.values(value)) if (typeof child === 'object') open.push(child);
  }
  return false;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rest of an object without some of its fields. */
function without(value: unknown, ...fields: readonly string[]): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !fields.includes(key)));
}

/**
 * A pack from the text of its file, everything checked: form, sizes, hashes, trees, labels.
 * @throws XanopyError `pack-invalid`, `pack-version`, `pack-hash`, `pack-model`, `pack-too-large`
 */
export function decodePack(text: string): Pack {
  if (text.length > LARGEST_PACK) throw packTooLarge();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    refusePack('it is not JSON, or cut off');
  }
  if (!isRecord(json) || json.format !== 'xanopy-pack') return refusePack('it does not call itself a pack');
  if (hasUnsafeKey(json)) refusePack('a field has a name that is not allowed');
  if (json.formatVersion !== 1) {
    throw new XanopyError(
      'pack-version',
      `The model pack has format version ${JSON.stringify(json.formatVersion)?.slice(0, 20) ?? 'none'}; this Xanopy reads version 1. Reload the page to update, or ask for an older pack.`,
    );
  }
  const models: unknown[] = Array.isArray(json.models) ? json.models : [];
  const head = checkedHead({
    ...json,
    ...(Array.isArray(json.models)
      ? { models: models.map((model) => without(model, 'model', 'library')) }
      : {}),
  });
  const { sha256: stated, ...hashed } = head;
  if (headHash(hashed) !== stated) refuseHash('name, origin, licence, citation or list of models');
  const bodies = head.models.map((about, i) => bodyOf(about, models[i]));
  return { head, bodies };
}

const refuseHash = (what: string): never => {
  throw new XanopyError(
    'pack-hash',
    `The model pack was changed or damaged after it was made: its ${what} ${what.includes(' or ') ? 'are' : 'is'} not what its hash says. Get it again.`,
  );
};

/** Model and library of an entry, in the form and with the content that its head states. */
function bodyOf(about: PackModelHead, entry: unknown): PackBody {
  if (!isRecord(entry)) return refusePack('a model is missing');
  const { element, sha256: expected, librarySha256 } = about;
  if (fileHash(entry.model) !== expected) refuseHash(`model of ${element}`);
  if (entry.library !== undefined || librarySha256 !== undefined) {
    if (fileHash(entry.library) !== librarySha256) refuseHash(`library of ${element}`);
  }
  const body = { element, model: entry.model, library: entry.library ?? null };
  openBody(body);
  return checkedBody(body);
}

/** Parts of a pack where they are kept one by one. */
const bodySchema = v.object({
  element: v.string(),
  model: v.custom<ElementModelJson>(isRecord),
  library: v.nullable(v.custom<LibraryJson>(isRecord)),
});

/**
 * One part of a pack, as it was kept.
 * @throws XanopyError `pack-invalid`
 */
export const checkedBody = (json: unknown): PackBody =>
  checked(bodySchema, json, 'pack-invalid', 'The model pack', NEXT);

/** A model of a pack, ready to answer. */
export interface OpenedModel {
  readonly model: ElementModel;
  readonly library: SpectrumLibrary | null;
}

/**
 * The model of one element from its body, checked as anybody's.
 * @throws XanopyError `pack-model`
 */
export function openBody(json: unknown): OpenedModel {
  const body = checkedBody(json);
  const refuse: Refuse = (what) => {
    throw new XanopyError(
      'pack-model',
      `The pack's model of ${body.element} cannot be used: ${what}. ${NEXT}`,
    );
  };
  const shape = v.safeParse(elementModelSchema, body.model);
  if (!shape.success) return refuse(faultIn(shape.issues));
  const { cn, motifs, views, element } = shape.output;
  const classifiers = [cn, ...motifs.map(({ classifier }) => classifier)];
  const forests = classifiers.flatMap((classifier) => classifier.forests);
  if (element !== body.element) refuse(`it calls itself a model of ${element.slice(0, 20)}`);
  if (views.length > MOST_VIEWS) refuse(`it has more than ${MOST_VIEWS} views`);
  if (forests.reduce((sum, { nodes }) => sum + nodes.length, 0) > MOST_NODES)
    refuse(`its trees have more than ${MOST_NODES.toLocaleString('en')} nodes`);
  for (const { prior } of classifiers) {
    const sum = prior.reduce((total, share) => total + share, 0);
    if (prior.some((share) => share < 0) || Math.abs(sum - 1) > 1e-6)
      refuse('the shares of its labels do not sum to 1');
  }
  if (
    !cn.classes.every(
      isRankingOf((number) => Number.isInteger(number) && number >= 1 && number <= LARGEST_CN),
    )
  )
    refuse('a label is no ranking of coordination numbers');
  const numbers = motifs.map(({ cn: number }) => number);
  if (new Set(numbers).size < numbers.length) refuse('it has two forests for the motifs of one number');
  for (const { cn: number, classifier } of motifs) {
    const names = Object.hasOwn(MOTIFS, number) ? MOTIFS[number] : [];
    if (!classifier.classes.every(isRankingOf((name) => names.includes(name))))
      refuse(`a label is no ranking of motifs of CN ${number}`);
  }
  const model = decodeElementModel(body.model, refuse);
  return { model, library: body.library && libraryOf(body.library, element, refuse) };
}

/** Whether labels are rankings: not empty, nothing twice, all of them known. */
const isRankingOf =
  <T>(isKnown: (item: T) => boolean) =>
  (label: readonly T[]): boolean =>
    label.length > 0 && new Set(label).size === label.length && label.every(isKnown);

function libraryOf(json: LibraryJson, element: string, refuse: Refuse): SpectrumLibrary {
  try {
    const library = decodeLibrary(json);
    if (library.element !== element) refuse(`its library is of ${library.element.slice(0, 20)}`);
    return library;
  } catch (error) {
    if (error instanceof XanopyError && error.code === 'library-invalid')
      refuse('its reference spectra are damaged');
    throw error;
  }
}
