import { XanopyError } from '../domain/errors';

/** What Data::Dumper writes: strings (numbers as such), nothing, and lists; hashes become lists too. */
export type PerlValue = string | null | PerlValue[];

export type PerlStatement =
  | {
      readonly kind: 'assignment';
      readonly variable: string;
      readonly value: PerlValue;
      readonly line: number;
    }
  | { readonly kind: 'record' };

const DEEPEST = 20;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', e: '\x1b', 0: '\0' };

/**
 * Assignments of literals, as Athena's project files have them: `$a = '...'`, `@b = (...)`, `%c = (...)`, and
 * the word `[record]`. Parsed and never evaluated; everything else on a line of its own is skipped.
 * @returns the statements up to the first fault, `athena-syntax` with line and column
 */
export function parsePerl(content: string): {
  readonly statements: readonly PerlStatement[];
  readonly fault: XanopyError | null;
} {
  const statements: PerlStatement[] = [];
  const start = /^[ \t]*(?:([$@%]\w+)\s*=\s*|\[record\])/gm;
  let line = 1;
  let counted = 0;
  for (let match = start.exec(content); match; match = start.exec(content)) {
    for (; counted < match.index; counted++) if (content.charCodeAt(counted) === 10) line += 1;
    if (match[1] === undefined) {
      statements.push({ kind: 'record' });
      continue;
    }
    const parser = new LiteralParser(content, start.lastIndex);
    try {
      statements.push({ kind: 'assignment', variable: match[1], value: parser.value(0), line });
    } catch (error) {
      if (error instanceof XanopyError) return { statements, fault: error };
      throw error;
    }
    start.lastIndex = parser.position;
  }
  return { statements, fault: null };
}

class LiteralParser {
  constructor(
    private readonly content: string,
    public position: number,
  ) {}

  value(depth: number): PerlValue {
    this.skipBlanks();
    const character = this.content[this.position];
    if (character === "'" || character === '"') return this.string(character);
    const close = character === '(' ? ')' : character === '[' ? ']' : character === '{' ? '}' : null;
    if (close !== null) {
      if (depth >= DEEPEST) this.fail('is nested too deeply');
      return this.list(close, depth + 1);
    }
    const word = /[^\s,;=)\]}'"([{]+/y;
    word.lastIndex = this.position;
    const found = word.exec(this.content)?.[0];
    if (found === undefined)
      this.fail(this.position >= this.content.length ? 'ends too early' : 'is not written as Athena does');
    this.position += found.length;
    return found === 'undef' ? null : found;
  }

  private list(close: string, depth: number): PerlValue[] {
    const items: PerlValue[] = [];
    this.position += 1;
    for (;;) {
      this.skipBlanks();
      const character = this.content[this.position];
      if (character === close) {
        this.position += 1;
        return items;
      }
      if (character === ',') this.position += 1;
      else if (this.content.startsWith('=>', this.position)) this.position += 2;
      else items.push(this.value(depth));
    }
  }

  private string(quote: string): string {
    let result = '';
    let from = this.position + 1;
    for (let p = from; ; p++) {
      const character = this.content[p];
      if (character === undefined) this.fail('has a text without closing quote');
      if (character === quote) {
        this.position = p + 1;
        return result + this.content.slice(from, p);
      }
      if (character !== '\\') continue;
      result += this.content.slice(from, p);
      const next = this.content[p + 1] ?? '';
      const code = /^\{([0-9a-fA-F]{1,6})\}/.exec(this.content.slice(p + 2, p + 10));
      if (quote === '"' && next === 'x' && code) {
        const point = Number.parseInt(code[1], 16);
        result += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
        p += 1 + code[0].length;
      } else {
        // Single quotes know only \\ and \'.
        const isPlain = quote === "'" && next !== '\\' && next !== "'";
        result += isPlain ? `\\${next}` : quote === '"' ? (ESCAPES[next] ?? next) : next;
        p += 1;
      }
      from = p + 1;
    }
  }

  private skipBlanks(): void {
    while (/\s/.test(this.content[this.position] ?? '')) this.position += 1;
  }

  private fail(what: string): never {
    const before = this.content.slice(0, this.position);
    throw new XanopyError(
      'athena-syntax',
      `The project ${what}. It was cut off or edited: save it again in Athena.`,
      {
        line: before.split('\n').length,
        column: this.position - before.lastIndexOf('\n'),
      },
    );
  }
}
