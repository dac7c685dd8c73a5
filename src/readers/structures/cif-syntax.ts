import { XanopyError } from '../../domain/errors';

/**
 * The syntax of CIF 1.1 (Hall, Allen & Brown, Acta Cryst. A47 (1991) 655; International Tables G 2.2). Libraries for
 * it exist, but none that is small, maintained and says in which line a file is wrong.
 */

/** A value; null for the unknown `?` and the inapplicable `.`. */
export interface CifValue {
  readonly text: string | null;
  /** 1-based. */
  readonly line: number;
}

/** A data block: every item as a column, which has one value outside loops. Names are in lower case. */
export interface CifBlock {
  readonly name: string;
  readonly line: number;
  readonly items: ReadonlyMap<string, readonly CifValue[]>;
}

interface Token {
  readonly kind: 'word' | 'text';
  readonly text: string;
  readonly line: number;
}

const fault = (message: string, line: number): XanopyError =>
  new XanopyError('structure-cif', message, { line });

function* tokens(text: string): Generator<Token> {
  const lines = text.split(/\r\n|\r|\n/);
  for (let i = 0; i < lines.length; i += 1) {
    const content = lines[i];
    const line = i + 1;
    if (content.startsWith(';')) {
      const field = [content.slice(1)];
      for (i += 1; i < lines.length && !lines[i].startsWith(';'); i += 1) field.push(lines[i]);
      if (i === lines.length)
        throw fault(`The text that starts with ";" in line ${line} is never closed by another.`, line);
      yield { kind: 'text', text: field.join('\n').trim(), line };
      // What follows the closing semicolon in its line.
      lines[i] = ` ${lines[i].slice(1)}`;
      i -= 1;
      continue;
    }
    let at = 0;
    while (at < content.length) {
      const c = content[at];
      if (/\s/.test(c)) at += 1;
      else if (c === '#') break;
      else if (c === "'" || c === '"') {
        // A quote inside the text is followed by no blank.
        let end = at + 1;
        while (
          end < content.length &&
          !(content[end] === c && (end + 1 === content.length || /\s/.test(content[end + 1])))
        )
          end += 1;
        if (end >= content.length) throw fault(`A quote in line ${line} is never closed.`, line);
        yield { kind: 'text', text: content.slice(at + 1, end), line };
        at = end + 1;
      } else {
        const word = /^\S+/.exec(content.slice(at))?.[0] ?? '';
        yield { kind: 'word', text: word, line };
        at += word.length;
      }
    }
  }
}

const isName = ({ kind, text }: Token): boolean => kind === 'word' && text.startsWith('_');
const isReserved = ({ kind, text }: Token): boolean =>
  kind === 'word' && /^(data_|save_|loop_$|stop_$|global_$)/i.test(text);
const valueOf = ({ kind, text, line }: Token): CifValue => ({
  text: kind === 'word' && (text === '?' || text === '.') ? null : text,
  line,
});

/**
 * The data blocks of a CIF.
 * @throws XanopyError `structure-cif` with the line
 */
export function parseCif(text: string): CifBlock[] {
  const all = [...tokens(text)];
  const blocks: { name: string; line: number; items: Map<string, CifValue[]> }[] = [];
  const add = (token: Token, values: CifValue[]): void => {
    const block = blocks.at(-1);
    if (!block)
      throw fault(
        `Line ${token.line} gives ${token.text} before any data block; a CIF starts with "data_".`,
        token.line,
      );
    block.items.set(token.text.toLowerCase(), values);
  };
  let at = 0;
  while (at < all.length) {
    const token = all[at];
    const block = token.kind === 'word' ? /^data_(.*)$/i.exec(token.text) : null;
    at += 1;
    if (block) {
      blocks.push({ name: block[1], line: token.line, items: new Map() });
    } else if (isName(token)) {
      const value = all.at(at);
      if (!value || isName(value) || isReserved(value))
        throw fault(`${token.text} in line ${token.line} has no value.`, token.line);
      add(token, [valueOf(value)]);
      at += 1;
    } else if (token.kind === 'word' && /^loop_$/i.test(token.text)) {
      const names: Token[] = [];
      while (at < all.length && isName(all[at])) names.push(all[at++]);
      const values: CifValue[] = [];
      while (at < all.length && !isName(all[at]) && !isReserved(all[at])) values.push(valueOf(all[at++]));
      if (names.length === 0) throw fault(`The loop in line ${token.line} names no columns.`, token.line);
      if (values.length % names.length !== 0) {
        throw fault(
          `The loop in line ${token.line} has ${names.length} columns but ${values.length} values; a value is missing or too many before line ${(values.at(-1)?.line ?? token.line) + 1}.`,
          values.at(-1)?.line ?? token.line,
        );
      }
      names.forEach((name, column) =>
        add(
          name,
          values.filter((_, i) => i % names.length === column),
        ),
      );
    } else if (!isReserved(token)) {
      throw fault(
        `"${token.text.slice(0, 40)}" in line ${token.line} is the value of nothing; quote texts that contain blanks.`,
        token.line,
      );
    }
  }
  return blocks;
}
