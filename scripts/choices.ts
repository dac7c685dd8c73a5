import { readFile } from 'node:fs/promises';
import { XanopyError } from '../src/domain/errors';
import { crystalSpacing, parseEnergyUnit } from '../src/readers/energy';
import { choicesFor, parseChoicesFile, type LayoutChoices } from '../src/readers/choices-file';
import { plainLabel } from '../src/readers/roles';
import type { Choices, MuRule, Question, Scan } from '../src/readers/types';
import type { ChoicesFor } from '../src/worker/chain';

/** The options of the command that answer what files leave open, as `parseArgs` wants them. */
export const CHOICE_FLAGS = {
  columns: { type: 'string' },
  'energy-unit': { type: 'string' },
  crystal: { type: 'string' },
  choices: { type: 'string' },
} as const;

export const CHOICE_HELP = `  --columns LIST     what the columns are, by label or number from 1: energy=1,i0=3,it=4 or energy=Mono,if=ROI1+ROI2,i0=I0
                     or energy=1,mu=2 (norm=2 where it is normalised)
  --energy-unit U    of the energy column: eV, keV, degree, angstrom or nm
  --crystal NAME     of the monochromator, for angles: Si(111), Ge(220) or the lattice spacing in angstrom
  --choices FILE     the answers that the page saved under Columns and units, for files of the same layout`;

type ChoiceValues = { readonly [Flag in keyof typeof CHOICE_FLAGS]?: string };

const KEYS = ['energy', 'mu', 'norm', 'i0', 'it', 'if'] as const;
type Key = (typeof KEYS)[number];
/** Labels or numbers of columns, by what they are. */
type Columns = ReadonlyMap<Key, readonly string[]>;

const usage = (text: string): XanopyError => new XanopyError('usage', text);

/** @throws XanopyError `usage` */
function parseColumns(text: string): Columns {
  const columns = new Map<Key, readonly string[]>();
  for (const part of text.split(/,(?=\s*[a-z0-9]+\s*=)/i)) {
    const [name, value] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
    const key = KEYS.find((known) => known === name.trim().toLowerCase());
    if (!key || !part.includes('=') || value.trim() === '')
      throw usage(`--columns is a list such as energy=1,i0=3,it=4 (${KEYS.join(', ')}), not ${text}.`);
    columns.set(key, key === 'if' ? value.split('+').map((label) => label.trim()) : [value.trim()]);
  }
  const ways = [columns.has('mu'), columns.has('norm'), columns.has('it'), columns.has('if')];
  if (ways.filter(Boolean).length > 1) throw usage('--columns takes one of mu, norm, it and if.');
  if (columns.has('it') && !columns.has('i0')) throw usage('--columns: it needs i0 beside it.');
  if (columns.has('i0') && !columns.has('it') && !columns.has('if'))
    throw usage('--columns: i0 needs it or if beside it.');
  return columns;
}

/** @throws XanopyError `choices-misfit` */
function indexOf({ channels }: Scan, wanted: string): number {
  const number = Number(wanted);
  const byNumber = Number.isInteger(number) && number >= 1 && number <= channels.length ? number - 1 : -1;
  const tests: readonly ((label: string) => boolean)[] = [
    (label) => label === wanted,
    (label) => label.toLowerCase() === wanted.toLowerCase(),
    (label) => plainLabel(label) === plainLabel(wanted),
  ];
  const byLabel = tests.map((fits) => channels.findIndex(({ label }) => fits(label))).find((at) => at >= 0);
  const found = byLabel ?? byNumber;
  if (found >= 0) return found;
  const labels = channels.map(({ label }, index) => `${index + 1} ${label}`).join(', ');
  throw new XanopyError(
    'choices-misfit',
    `There is no column ${wanted}. The columns are ${labels.slice(0, 300)}.`,
  );
}

/** @throws XanopyError `choices-misfit` */
function choicesOf(columns: Columns, scan: Scan): Choices {
  const at = (key: Key): number | undefined => {
    const [wanted] = columns.get(key) ?? [];
    return wanted === undefined ? undefined : indexOf(scan, wanted);
  };
  const [energy, mu, norm, i0, it] = [at('energy'), at('mu'), at('norm'), at('i0'), at('it')];
  const emitted = columns.get('if')?.map((wanted) => indexOf(scan, wanted));
  const column = mu ?? norm;
  const rule: MuRule | undefined =
    column !== undefined
      ? { kind: 'column', column, isNormalised: norm !== undefined }
      : i0 !== undefined && it !== undefined
        ? { kind: 'transmission', i0, it }
        : emitted && { kind: 'fluorescence', i0: i0 ?? null, channels: emitted };
  return { ...(energy === undefined ? {} : { energy }), ...(rule ? { mu: rule } : {}) };
}

/**
 * What the command line answers for every scan; what it does not say stays with the file.
 * @param element that the user names, from which relative energies count
 * @throws XanopyError `usage`, `file-unreadable`, `choices-invalid`
 */
export async function choicesFrom(values: ChoiceValues, element: string | undefined): Promise<ChoicesFor> {
  const columns = values.columns === undefined ? null : parseColumns(values.columns);
  const unit = values['energy-unit'] === undefined ? undefined : parseEnergyUnit(values['energy-unit']);
  if (values['energy-unit'] !== undefined && (unit === undefined || unit === 'step'))
    throw usage(`--energy-unit is one of eV, keV, degree, angstrom, nm, not ${values['energy-unit']}.`);
  const dSpacing = values.crystal === undefined ? undefined : crystalSpacing(values.crystal);
  if (values.crystal !== undefined && dSpacing === undefined)
    throw usage(
      `--crystal is a name such as Si(111) or Ge(220), or a lattice spacing in angstrom, not ${values.crystal}.`,
    );
  const layouts = values.choices === undefined ? [] : await layoutsIn(values.choices);
  return (scan, format) => ({
    ...choicesFor(layouts, scan, format),
    ...(columns ? choicesOf(columns, scan) : {}),
    ...(unit === undefined ? {} : { unit }),
    ...(dSpacing === undefined ? {} : { dSpacing }),
    ...(element === undefined ? {} : { element }),
  });
}

async function layoutsIn(path: string): Promise<LayoutChoices[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new XanopyError('file-unreadable', `The file of choices cannot be opened (${reason}).`);
  }
  return parseChoicesFile(text);
}

const ANSWERS: Readonly<Record<Question['about'], string>> = {
  energy: '--columns energy=...',
  unit: '--energy-unit or --crystal',
  mu: '--columns',
  element: '--element',
};

/** How a question is answered here, with its likeliest answers. */
export function howToAnswer({ about, options }: Question): string {
  const offers = options.slice(0, 3).map(({ label }) => label);
  return `Likeliest: ${offers.join('; ')}. Answer with ${ANSWERS[about]}, with --choices, or in the page.`;
}
