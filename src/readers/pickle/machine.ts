import { build, construct, isAllowed, reduce } from './classes';
import { damaged, refused, take, tooLarge, type Cursor } from './cursor';
import { Global, viewOf, type Value } from './values';

/*
 * Reads Python's pickles, protocols 0 to 5, and runs nothing: a pickle is a program that names functions, and those
 * few that numpy and scikit-learn need are written out in `classes.ts`. Any other name ends the reading.
 * The instructions are those of Python's `pickletools`.
 */

/** Limits well above the largest published forest (0.7 million instructions, 0.3 million things remembered). */
const MOST_STEPS = 20_000_000;
const MOST_MEMO = 5_000_000;
const MOST_STACK = 5_000_000;
/** Characters of a number written as text, and bytes of one written as bytes. */
const LONGEST_NUMBER = 40;
/** Pickles within a pickle, as joblib writes arrays of objects. */
const DEEPEST = 3;

const MARK = Symbol('mark');
type Slot = Value | typeof MARK;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw damaged('a text is not UTF-8');
  }
}

/** Quotes and escapes of the texts of protocol 0. */
function unquoted(line: string): string {
  const quote = line[0];
  if (line.length < 2 || (quote !== "'" && quote !== '"') || line.at(-1) !== quote)
    throw damaged('a text has no quotes');
  return line
    .slice(1, -1)
    .replace(/\\(x[0-9a-fA-F]{2}|.)/g, (_, escape: string) =>
      escape.length === 3
        ? String.fromCharCode(parseInt(escape.slice(1), 16))
        : ({ n: '\n', t: '\t', r: '\r' }[escape] ?? escape),
    );
}

/**
 * The value that a pickle describes, from `cursor` on, which then stands behind it.
 * @throws XanopyError `pickle-damaged`, `pickle-refused`, `pickle-too-large`
 */
export function unpickle(cursor: Cursor, depth = 0): Value {
  if (depth > DEEPEST) throw tooLarge(`${DEEPEST} pickles within each other`);
  const stack: Slot[] = [];
  const memo = new Map<number, Value>();

  const u8 = (): number => take(cursor, 1)[0] ?? 0;
  const number = (size: number, read: (view: DataView) => number): number => read(viewOf(take(cursor, size)));
  const u16 = (): number => number(2, (view) => view.getUint16(0, true));
  const u32 = (): number => number(4, (view) => view.getUint32(0, true));
  const u64 = (): number => number(8, (view) => Number(view.getBigUint64(0, true)));
  const line = (): string => {
    const end = cursor.bytes.indexOf(10, cursor.at);
    if (end < 0) throw damaged('a line does not end');
    const text = latin1(take(cursor, end - cursor.at));
    cursor.at += 1;
    return text;
  };
  const numberLine = (): number => {
    const text = line().replace(/L$/, '');
    if (text.length > LONGEST_NUMBER) throw tooLarge(`${LONGEST_NUMBER} digits in a number`);
    const value = /^\s*$/.test(text) ? Number.NaN : Number(text);
    if (Number.isNaN(value) && text !== 'nan') throw damaged(`"${text.slice(0, 20)}" is no number`);
    return value;
  };
  const long = (size: number): number => {
    if (size > LONGEST_NUMBER) throw tooLarge(`${LONGEST_NUMBER} bytes in a number`);
    let value = 0n;
    const bytes = take(cursor, size);
    bytes.forEach((byte, i) => (value += BigInt(byte) << BigInt(8 * i)));
    return Number(BigInt.asIntN(8 * Math.max(1, size), value));
  };

  const push = (value: Slot): void => {
    if (stack.length >= MOST_STACK) throw tooLarge(`${MOST_STACK.toLocaleString('en')} values at a time`);
    stack.push(value);
  };
  const valueOf = (slot: Slot | undefined): Value => {
    if (slot === undefined || slot === MARK) throw damaged('a value is missing');
    return slot;
  };
  const pop = (): Value => valueOf(stack.pop());
  const top = (): Value => valueOf(stack.at(-1));
  /** What stands above the last mark, which is taken away with it. */
  const popMark = (): Value[] => {
    const mark = stack.lastIndexOf(MARK);
    if (mark < 0) throw damaged('a mark is missing');
    const values = stack.splice(mark);
    return values.slice(1).map(valueOf);
  };
  const put = (key: number): void => {
    if (memo.size >= MOST_MEMO) throw tooLarge(`${MOST_MEMO.toLocaleString('en')} things to remember`);
    memo.set(key, top());
  };
  const get = (key: number): void => {
    const value = memo.get(key);
    if (value === undefined) throw damaged('something remembered is missing');
    push(value);
  };
  const globalOf = (module: Value, name: Value): Global => {
    if (typeof module !== 'string' || typeof name !== 'string') throw damaged('a name is no text');
    const full = `${module}.${name}`;
    if (!isAllowed(full)) throw refused(`"${full.slice(0, 80)}"`);
    return new Global(full);
  };
  const classOf = (value: Value): string => {
    if (!(value instanceof Global)) throw damaged('something that is no class is to be made');
    return value.name;
  };
  const tupleOf = (value: Value): Value[] => {
    if (!Array.isArray(value)) throw damaged('arguments are no list');
    return value;
  };
  const addPairs = (target: Value, values: readonly Value[]): void => {
    if (!(target instanceof Map) || values.length % 2 !== 0) throw damaged('a dictionary is none');
    for (let i = 0; i < values.length; i += 2) target.set(values[i] ?? null, values[i + 1] ?? null);
  };
  const addItems = (target: Value, values: readonly Value[]): void => {
    if (!Array.isArray(target)) throw damaged('a list is none');
    for (const value of values) target.push(value);
  };
  const make = (type: Value, args: Value[]): void => {
    push(construct(classOf(type), args));
  };

  for (let step = 0; step < MOST_STEPS; step++) {
    const opcode = u8();
    switch (opcode) {
      case 0x28: // MARK
        push(MARK);
        break;
      case 0x2e: // STOP
        return pop();
      case 0x30: // POP
        if (stack.pop() === undefined) throw damaged('a value is missing');
        break;
      case 0x31: // POP_MARK
        popMark();
        break;
      case 0x32: // DUP
        push(top());
        break;
      case 0x80: // PROTO
        if (u8() > 5) throw damaged('it is of a protocol after 5');
        break;
      case 0x95: // FRAME
        u64();
        break;

      case 0x4e: // NONE
        push(null);
        break;
      case 0x88: // NEWTRUE
        push(true);
        break;
      case 0x89: // NEWFALSE
        push(false);
        break;
      case 0x49: {
        // INT, in which protocols 0 and 1 write booleans too
        const at = cursor.at;
        const text = line();
        if (text === '00' || text === '01') push(text === '01');
        else {
          cursor.at = at;
          push(numberLine());
        }
        break;
      }
      case 0x46: // FLOAT
      case 0x4c: // LONG
        push(numberLine());
        break;
      case 0x4a: // BININT
        push(number(4, (view) => view.getInt32(0, true)));
        break;
      case 0x4b: // BININT1
        push(u8());
        break;
      case 0x4d: // BININT2
        push(u16());
        break;
      case 0x8a: // LONG1
        push(long(u8()));
        break;
      case 0x8b: // LONG4
        push(long(u32()));
        break;
      case 0x47: // BINFLOAT
        push(number(8, (view) => view.getFloat64(0, false)));
        break;

      case 0x53: // STRING
        push(unquoted(line()));
        break;
      case 0x54: // BINSTRING
        push(latin1(take(cursor, u32())));
        break;
      case 0x55: // SHORT_BINSTRING
        push(latin1(take(cursor, u8())));
        break;
      case 0x56: // UNICODE
        push(
          line().replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        );
        break;
      case 0x58: // BINUNICODE
        push(textOf(take(cursor, u32())));
        break;
      case 0x8c: // SHORT_BINUNICODE
        push(textOf(take(cursor, u8())));
        break;
      case 0x8d: // BINUNICODE8
        push(textOf(take(cursor, u64())));
        break;
      case 0x42: // BINBYTES
        push(take(cursor, u32()));
        break;
      case 0x43: // SHORT_BINBYTES
        push(take(cursor, u8()));
        break;
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        push(take(cursor, u64()));
        break;
      case 0x98: // READONLY_BUFFER
        break;

      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
      case 0x8f: // EMPTY_SET
        push([]);
        break;
      case 0x7d: // EMPTY_DICT
        push(new Map());
        break;
      case 0x6c: // LIST
      case 0x74: // TUPLE
      case 0x91: // FROZENSET
        push(popMark());
        break;
      case 0x64: {
        // DICT
        const values = popMark();
        const made = new Map<Value, Value>();
        addPairs(made, values);
        push(made);
        break;
      }
      case 0x85: // TUPLE1
        push([pop()]);
        break;
      case 0x86: // TUPLE2
      case 0x87: {
        // TUPLE3
        const values = [pop(), pop()];
        if (opcode === 0x87) values.push(pop());
        push(values.reverse());
        break;
      }
      case 0x61: {
        // APPEND
        const value = pop();
        addItems(top(), [value]);
        break;
      }
      case 0x65: // APPENDS
      case 0x90: {
        // ADDITEMS
        const values = popMark();
        addItems(top(), values);
        break;
      }
      case 0x73: {
        // SETITEM
        const value = pop();
        const key = pop();
        addPairs(top(), [key, value]);
        break;
      }
      case 0x75: {
        // SETITEMS
        const values = popMark();
        addPairs(top(), values);
        break;
      }

      case 0x67: // GET
        get(numberLine());
        break;
      case 0x68: // BINGET
        get(u8());
        break;
      case 0x6a: // LONG_BINGET
        get(u32());
        break;
      case 0x70: // PUT
        put(numberLine());
        break;
      case 0x71: // BINPUT
        put(u8());
        break;
      case 0x72: // LONG_BINPUT
        put(u32());
        break;
      case 0x94: // MEMOIZE
        put(memo.size);
        break;

      case 0x63: {
        // GLOBAL
        const module = line();
        push(globalOf(module, line()));
        break;
      }
      case 0x93: {
        // STACK_GLOBAL
        const name = pop();
        push(globalOf(pop(), name));
        break;
      }
      case 0x52: {
        // REDUCE
        const args = tupleOf(pop());
        push(reduce(classOf(pop()), args));
        break;
      }
      case 0x81: {
        // NEWOBJ
        const args = tupleOf(pop());
        make(pop(), args);
        break;
      }
      case 0x92: {
        // NEWOBJ_EX
        const named = pop();
        const args = tupleOf(pop());
        if (!(named instanceof Map) || named.size > 0) throw damaged('named arguments where none are known');
        make(pop(), args);
        break;
      }
      case 0x69: {
        // INST
        const module = line();
        const type = globalOf(module, line());
        make(type, popMark());
        break;
      }
      case 0x6f: {
        // OBJ
        const [type = null, ...args] = popMark();
        make(type, args);
        break;
      }
      case 0x62: {
        // BUILD
        const state = pop();
        const object = pop();
        push(build(object, state, cursor, (inner) => unpickle(inner, depth + 1)));
        break;
      }

      case 0x50: // PERSID
      case 0x51: // BINPERSID
        throw refused('something outside the file');
      case 0x82: // EXT1
      case 0x83: // EXT2
      case 0x84: // EXT4
        throw refused('an extension of one computer');
      case 0x97: // NEXT_BUFFER
        throw refused('data outside the file');
      default:
        throw damaged(`byte ${cursor.at - 1} is no instruction`);
    }
  }
  throw tooLarge(`${MOST_STEPS.toLocaleString('en')} instructions`);
}
