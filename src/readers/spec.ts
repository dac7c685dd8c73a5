import { XanopyError, type Message } from '../domain/errors';
import { findLabels, type Labels } from './labels';
import { energyScans, withRemark } from './sessions';
import { channelsOf, tableWarnings } from './tabular';
import { readTable } from './table';
import { asByteText, decodeText, headText } from './text';
import type { Reader, Scan } from './types';

const SCAN_LINE = /^#S\s+(\d+)\s*(.*)$/;

interface Block {
  readonly number: string;
  readonly command: string;
  /** 1-based line of `#S`. */
  readonly line: number;
  readonly lines: string[];
}

/** Cuts a file at its `#S` lines; spectra of multichannel analysers (`@A ... \`) become blank lines. */
function blocksOf(content: string): { blocks: Block[]; head: string[] } {
  const blocks: Block[] = [];
  const head: string[] = [];
  let continues = false;
  content.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const isSpectrum = continues || raw.startsWith('@');
    continues = isSpectrum && raw.endsWith('\\');
    const line = isSpectrum ? '' : raw;
    const match = SCAN_LINE.exec(line);
    if (match) blocks.push({ number: match[1], command: match[2].trim(), line: index + 1, lines: [] });
    const block = blocks.at(-1);
    if (block) block.lines.push(line);
    else head.push(line);
  });
  return { blocks, head };
}

/** Labels of `#L`, split by two blanks; by any blank where that gives the number of columns. */
function labelsOf(lines: readonly string[], width: number): Labels {
  const text =
    lines
      .findLast((line) => line.startsWith('#L'))
      ?.slice(2)
      .trim() ?? '';
  const tokens = text.split(/\s{2,}|\t/);
  const single = text.split(/\s+/);
  const best = tokens.length !== width && single.length === width ? single : tokens;
  if (text === '') return findLabels([], width);
  return {
    labels: Array.from({ length: width }, (_, index) => best[index] ?? `col${index + 1}`),
    units: Array.from({ length: width }, () => undefined),
    found: true,
    miscounted: best.length === width ? null : best.length,
  };
}

/** SPEC data files with any number of scans; empty and aborted ones are named in a warning. */
export const specReader: Reader = {
  format: 'spec',
  title: 'SPEC',
  identify: (source) => {
    const head = headText(source.bytes, 65536);
    const scans = /^#S\s+\d+\s/m.test(head);
    if (!scans) return null;
    return /^#L\s/m.test(head)
      ? { confidence: 0.95, reason: 'scan lines "#S" and label lines "#L" of SPEC' }
      : /^#F\s/.test(head)
        ? { confidence: 0.8, reason: 'the first line "#F" of SPEC' }
        : null;
  },
  read: async (source, context) => {
    const { blocks, head } = blocksOf(decodeText(asByteText(source.bytes)));
    const date = head
      .find((line) => line.startsWith('#D '))
      ?.slice(3)
      .trim();
    const scans: Scan[] = [];
    const empty: string[] = [];
    const seen = new Map<string, number>();
    for (const block of blocks) {
      context.signal?.throwIfAborted();
      const data = block.lines.some((line) => /^\s*[-+.\d]/.test(line));
      const table = data
        ? await readTable(new TextEncoder().encode(block.lines.join('\n'))).catch(ignoreMissing)
        : null;
      if (!table || table.lines.length < 3 || table.columns.length < 2) {
        empty.push(block.number);
        continue;
      }
      const labels = labelsOf(block.lines, table.columns.length);
      const repeat = (seen.get(block.number) ?? 0) + 1;
      seen.set(block.number, repeat);
      const time =
        block.lines
          .find((line) => line.startsWith('#D '))
          ?.slice(3)
          .trim() ?? date;
      scans.push({
        id: repeat === 1 ? block.number : `${block.number}.${repeat}`,
        title: `Scan ${block.number}: ${block.command}`,
        channels: channelsOf(table, labels),
        metadata: [['Command', block.command], ...(time === undefined ? [] : [['Date', time] as const])],
        warnings: atLine(tableWarnings(table, labels), block.line),
      });
    }
    if (scans.length === 0) {
      throw new XanopyError(
        'spec-empty',
        `None of the ${blocks.length} scans in the file has data: they were aborted or not yet written. Choose another file.`,
        { line: blocks[0]?.line },
      );
    }
    const kept = energyScans(scans);
    if (empty.length === 0) return kept;
    const note: Message = {
      code: 'spec-empty-scans',
      message: `Scans without data were left out: ${empty.slice(0, 10).join(', ')}${empty.length > 10 ? '...' : ''}.`,
    };
    return withRemark(kept, note);
  },
};

/** A block whose numbers form no table is an empty scan. */
function ignoreMissing(error: unknown): null {
  if (error instanceof XanopyError) return null;
  throw error;
}

/** Lines in the warnings count from the scan's own first line. */
const atLine = (warnings: Message[], line: number): Message[] =>
  warnings.map((warning) => ({
    ...warning,
    message: `In the scan that starts at line ${line}: ${warning.message}`,
  }));
