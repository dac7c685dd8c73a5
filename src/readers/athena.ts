import * as v from 'valibot';
import { elementOf } from '../domain/elements';
import { XanopyError, type Message } from '../domain/errors';
import { parsePerl, type PerlValue } from './perl';
import { withRemark } from './sessions';
import { asByteText, decodeText, headText } from './text';
import type { Channel, Reader, Scan } from './types';

interface List {
  readonly values: readonly unknown[];
  /** 1-based, where the form has lines. */
  readonly line: number | undefined;
}

/** One group of a project, in either form. */
interface Group {
  readonly name: string;
  readonly args: ReadonlyMap<string, string>;
  /** As the file has them: `x`, `y`, `i0`, `signal`, `stddev`. */
  readonly lists: ReadonlyMap<string, List>;
  /** 1-based, where the form has lines. */
  readonly line: number | undefined;
}

const text = (value: PerlValue | undefined): string => (typeof value === 'string' ? value : '');

/** What programs write for a number that is missing. */
const MISSING = /^\s*([+-]?(nan|inf(inity)?)|null|none|undef|n\/a)?\s*$/i;

/** @throws XanopyError `athena-number` for anything but a number or a missing one, which becomes NaN */
function numbers(values: readonly unknown[], name: string, line: number | undefined): Float64Array {
  return Float64Array.from(values, (value) => {
    if (typeof value === 'number') return value;
    if (value === null || (typeof value === 'string' && MISSING.test(value))) return Number.NaN;
    const number = typeof value === 'string' ? Number(value) : Number.NaN;
    if (Number.isNaN(number)) {
      throw new XanopyError(
        'athena-number',
        `"${(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 30)}" in the array ${name} is not a number. Save the project again in Athena.`,
        { line },
      );
    }
    return number;
  });
}

/** The same for arrays that are shown and not needed: a faulty one is left out. */
function numbersIfSound(values: readonly unknown[]): Float64Array | null {
  try {
    const result = numbers(values, '', undefined);
    return result.every(Number.isFinite) ? result : null;
  } catch {
    return null;
  }
}

/** Arrays of a group; what is beside x and y only where it is sound. */
function arraysOf(lists: Group['lists']): Map<string, Float64Array> {
  const arrays = new Map<string, Float64Array>();
  for (const [key, { values, line }] of lists) {
    const read = key === 'x' || key === 'y' ? numbers(values, key, line) : numbersIfSound(values);
    if (read) arrays.set(key, read);
  }
  return arrays;
}

/** What a project holds; `fault` ends one that was cut off. */
interface Project {
  readonly groups: readonly Group[];
  readonly journal: string;
  readonly fault: XanopyError | null;
}

/** Groups of the Perl form: `$old_group`, `@args`, `@x`, `@y`..., closed by `[record]`. */
function perlGroups(content: string): Project {
  const groups: Group[] = [];
  let journal = '';
  let name = '';
  let line: number | undefined;
  let args = new Map<string, string>();
  let lists = new Map<string, List>();
  const { statements, fault } = parsePerl(content);
  for (const statement of statements) {
    if (statement.kind === 'record') {
      groups.push({ name, args, lists, line });
      args = new Map();
      lists = new Map();
      continue;
    }
    const { variable, value } = statement;
    const items = Array.isArray(value) ? value : [];
    if (variable === '$old_group') {
      name = text(value);
      line = statement.line;
    } else if (variable === '@args') {
      for (let i = 0; i + 1 < items.length; i += 2) args.set(text(items[i]), text(items[i + 1]));
    } else if (variable === '@journal') {
      journal = items.map(text).join('\n');
    } else if (/^@(x|y|i0|signal|stddev)$/.test(variable)) {
      lists.set(variable.slice(1), { values: items, line: statement.line });
    }
  }
  return { groups, journal, fault };
}

/** Any keys, `__proto__` and `constructor` included, which a record of the library leaves out. */
const keyed = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
/** A list, or none where the file has something else. */
const list = v.fallback(v.array(v.unknown()), []);
const jsonGroup = v.fallback(
  v.object({ args: v.fallback(keyed, {}), x: list, y: list, i0: list, signal: list, stddev: list }),
  {
    args: {},
    x: [],
    y: [],
    i0: [],
    signal: [],
    stddev: [],
  },
);

/** Groups of the JSON form, in the order that it states. */
function jsonGroups(content: string): Project {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    throw new XanopyError(
      'athena-json',
      'The project is not complete JSON: it was cut off or edited. Save it again or take the original file.',
    );
  }
  const project = v.safeParse(keyed, parsed);
  if (!project.success) {
    throw new XanopyError('athena-json', 'The project is JSON without groups. Save it again in Athena.');
  }
  const { _____order: order, _____journal: journal, ...rest } = project.output;
  const names = Object.keys(rest).filter((name) => !name.startsWith('_____'));
  const ordered = Array.isArray(order)
    ? names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    : names;
  const groups = ordered.map((name): Group => {
    const { args, ...lists } = v.parse(jsonGroup, rest[name]);
    return {
      name,
      args: new Map(
        Object.entries(args).flatMap(([key, value]) =>
          typeof value === 'string' || typeof value === 'number' ? [[key, `${value}`] as const] : [],
        ),
      ),
      lists: new Map(Object.entries(lists).map(([key, values]) => [key, { values, line: undefined }])),
      line: undefined,
    };
  });
  const entries = Array.isArray(journal) ? journal.filter((entry) => typeof entry === 'string') : [];
  return { groups, journal: entries.join('\n'), fault: null };
}

/** @throws XanopyError `athena-number`, `athena-lengths` */
function scanOfGroup({ name, args, lists, line }: Group): Scan {
  const arrays = arraysOf(lists);
  const x = arrays.get('x') ?? new Float64Array();
  const y = arrays.get('y') ?? new Float64Array();
  const title = (args.get('label') ?? '').trim();
  if (x.length !== y.length || x.length === 0) {
    throw new XanopyError(
      'athena-lengths',
      `The group "${title || name}" has ${x.length} energies and ${y.length} values. Save the project again in Athena.`,
      { line },
    );
  }
  const isNormalised = args.get('is_nor') === '1';
  const isPixel = args.get('is_pixel') === '1';
  const shift = Number(args.get('bkg_eshift') ?? 0);
  const symbol = args.get('bkg_z') ?? '';
  // Athena's own default for "not known yet" is hydrogen.
  const element = symbol === 'H' ? undefined : elementOf(symbol)?.symbol;
  const edge = args.get('fft_edge')?.toUpperCase();
  const channels: Channel[] = [
    { label: 'energy', unit: isPixel ? 'pixel' : 'eV', role: 'energy', values: x },
    { label: isNormalised ? 'norm' : 'xmu', role: isNormalised ? 'normalised' : 'mu', values: y },
  ];
  for (const key of ['i0', 'signal', 'stddev']) {
    const values = arrays.get(key);
    if (values && values.length === x.length) channels.push({ label: key, values });
  }
  const warnings: Message[] = Number.isFinite(shift)
    ? []
    : [
        {
          code: 'athena-shift',
          message: `The energy shift "${args.get('bkg_eshift') ?? ''}" is not a number and is not applied.`,
        },
      ];
  const shown = ['source', 'file', 'bkg_e0', 'bkg_eshift', 'bkg_z', 'fft_edge', 'beamline', 'sample', 'prep'];
  return {
    id: name,
    title,
    channels,
    ...(element === undefined ? {} : { element }),
    ...(edge ? { edge } : {}),
    ...(Number.isFinite(shift) && shift !== 0 ? { energyShift: shift } : {}),
    isNormalised,
    ...(/^\s*ref\b/i.test(args.get('label') ?? '') ? { signal: 'reference' as const } : {}),
    metadata: shown.flatMap((key) => {
      const value = args.get(key);
      return value && !value.startsWith('@&') ? [[key, value] as const] : [];
    }),
    warnings,
  };
}

/** Athena project files, Perl and JSON form; parsed, never evaluated. Groups of chi(k) are left out. */
export const athenaReader: Reader = {
  format: 'athena',
  title: 'Athena project',
  identify: (source) =>
    /Athena project file\s*--\s*(Demeter|Athena) version/.test(headText(source.bytes, 500))
      ? { confidence: 1, reason: 'the first lines of an Athena project' }
      : null,
  read: (source) => {
    const content = decodeText(asByteText(source.bytes));
    const { groups, journal, fault } = /^\s*\{/.test(content) ? jsonGroups(content) : perlGroups(content);
    const measured = groups.filter(
      ({ args }) => args.get('is_chi') !== '1' && args.get('datatype') !== 'chi',
    );
    // Counts of a detector beside the spectra, which have no edge.
    const isDetector = ({ args }: Group): boolean => args.get('datatype') === 'detector';
    const spectra = measured.every(isDetector) ? measured : measured.filter((group) => !isDetector(group));
    const scans: Scan[] = [];
    const faults: { readonly name: string; readonly error: XanopyError }[] = [];
    for (const [index, group] of spectra.entries()) {
      try {
        const scan = scanOfGroup(group);
        scans.push({
          ...scan,
          id: scan.id === '' ? `${index}` : scan.id,
          metadata: journal === '' ? scan.metadata : [...scan.metadata, ['journal', journal] as const],
        });
      } catch (error) {
        if (!(error instanceof XanopyError)) throw error;
        faults.push({ name: group.args.get('label') ?? group.name, error });
      }
    }
    const [first] = faults;
    if (scans.length === 0) {
      if (first || fault) throw first?.error ?? fault;
      throw new XanopyError(
        'athena-empty',
        groups.length > 0
          ? 'The project holds only chi(k) data, which have no absorption edge. Save a project with mu(E).'
          : 'The project holds no complete spectrum. It may be cut off: save it again in Athena.',
      );
    }
    const damaged = first
      ? withRemark(scans, {
          code: 'athena-damaged',
          message: `Damaged groups were left out: ${faults
            .slice(0, 5)
            .map(({ name, error }) => `"${name.slice(0, 60)}" (${error.message.split('. ')[0] ?? ''})`)
            .join(', ')}${faults.length > 5 ? ` and ${faults.length - 5} more` : ''}.`,
        })
      : scans;
    return fault
      ? withRemark(damaged, {
          code: fault.code,
          message: `${fault.message} The ${scans.length} complete groups before line ${fault.line ?? 1} were read.`,
        })
      : damaged;
  },
};
