import { damaged, take, type Cursor } from './cursor';
import {
  DType,
  Global,
  Instance,
  lengthOf,
  NdArray,
  numberAt,
  viewOf,
  type Field,
  type Value,
} from './values';

/* What the pickles of scikit-learn's forests name, written out: nothing else can be made, nothing is called. */

const FORESTS = ['RandomForestClassifier', 'ExtraTreesClassifier'];
const TREES = ['DecisionTreeClassifier', 'ExtraTreeClassifier'];

const named = (modules: readonly string[], names: readonly string[]): string[] =>
  modules.flatMap((module) => names.map((name) => `${module}.${name}`));

/** Modules were renamed in scikit-learn 0.22 and numpy 2.0. */
export const FOREST_CLASSES: ReadonlySet<string> = new Set(
  named(['sklearn.ensemble.forest', 'sklearn.ensemble._forest'], FORESTS),
);
export const TREE_CLASSES: ReadonlySet<string> = new Set(
  named(['sklearn.tree.tree', 'sklearn.tree._classes'], TREES),
);
const TREE = 'sklearn.tree._tree.Tree';
const WRAPPERS: ReadonlySet<string> = new Set(
  named(['joblib.numpy_pickle', 'sklearn.externals.joblib.numpy_pickle'], ['NumpyArrayWrapper']),
);
const NDARRAY = 'numpy.ndarray';
const DTYPE = 'numpy.dtype';
const MULTIARRAY = ['numpy.core.multiarray', 'numpy._core.multiarray'];
const RECONSTRUCT = named(MULTIARRAY, ['_reconstruct']);
const SCALAR = named(MULTIARRAY, ['scalar']);
const FROM_BUFFER = named(['numpy.core.numeric', 'numpy._core.numeric'], ['_frombuffer']);
const ENCODE = '_codecs.encode';
const RECONSTRUCTOR = ['copy_reg._reconstructor', 'copyreg._reconstructor'];
const OBJECT = ['__builtin__.object', 'builtins.object'];
const BYTES = ['__builtin__.bytes', 'builtins.bytes', '__builtin__.bytearray', 'builtins.bytearray'];
/** States of random numbers, which a forest carries and votes need not. */
const OPAQUE = [
  'numpy.random.__RandomState_ctor',
  'numpy.random._pickle.__randomstate_ctor',
  'numpy.random._pickle.__bit_generator_ctor',
  'numpy.random._mt19937.MT19937',
  'numpy.random.mtrand.RandomState',
  // What scikit-learn 1.9 notes about a forest's thresholds and inputs.
  'numpy.float64',
  'numpy.int64',
  'collections.OrderedDict',
];

const CLASSES: ReadonlySet<string> = new Set([...FOREST_CLASSES, ...TREE_CLASSES, ...WRAPPERS, TREE]);
const ALLOWED: ReadonlySet<string> = new Set([
  ...CLASSES,
  NDARRAY,
  DTYPE,
  ...RECONSTRUCT,
  ...SCALAR,
  ...FROM_BUFFER,
  ENCODE,
  ...RECONSTRUCTOR,
  ...OBJECT,
  ...BYTES,
  ...OPAQUE,
]);

export const isAllowed = (name: string): boolean => ALLOWED.has(name);

const isText = (value: Value | undefined): value is string => typeof value === 'string';
const isNumber = (value: Value | undefined): value is number => typeof value === 'number';

/** Bytes, which Python 2 wrote as text. */
const bytesOf = (value: Value | undefined): Uint8Array | null =>
  value instanceof Uint8Array
    ? value
    : isText(value)
      ? Uint8Array.from(value, (character) => character.charCodeAt(0))
      : null;

/** An instance of a class, without its state. */
export function construct(type: string, args: readonly Value[]): Value {
  if (CLASSES.has(type) || OPAQUE.includes(type)) return new Instance(type, args);
  throw damaged(`${type} cannot be made like this`);
}

const KINDS = /^[<>|=]?([fiubVUSO])([0-9]*)$/;

function dtypeOf(spec: Value | undefined): DType {
  // A type may be named by itself, as `numpy.float64` is.
  const [, kind, size] = KINDS.exec(isText(spec) ? spec : '') ?? [];
  if (kind === undefined) throw damaged('a data type is not known');
  return new DType(kind, size === '' ? (kind === 'O' ? 8 : 0) : Number(size));
}

/** What a function of the list gives, worked out here. */
export function reduce(name: string, args: readonly Value[]): Value {
  if (RECONSTRUCT.includes(name)) return new NdArray();
  if (name === DTYPE) return dtypeOf(args[0]);
  if (SCALAR.includes(name)) {
    const [dtype, content] = args;
    const bytes = bytesOf(content);
    if (!(dtype instanceof DType) || !bytes || bytes.length < dtype.size)
      throw damaged('a number of numpy is incomplete');
    return numberAt(viewOf(bytes), 0, dtype) ?? null;
  }
  if (FROM_BUFFER.includes(name)) {
    const [content, dtype, shape, order] = args;
    const array = new NdArray();
    const bytes = bytesOf(content);
    if (!bytes || !(dtype instanceof DType)) throw damaged('an array is incomplete');
    fill(array, shape, dtype, order === 'F', bytes);
    return array;
  }
  if (name === ENCODE) {
    const [text, encoding] = args;
    if (!isText(text) || !isText(encoding) || !/^latin-?1$/.test(encoding))
      throw damaged('bytes are not written as Latin-1');
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  }
  if (RECONSTRUCTOR.includes(name)) {
    const [type] = args;
    if (type instanceof Global) return construct(type.name, []);
    throw damaged('a class is missing');
  }
  if (BYTES.includes(name)) {
    const [text, encoding] = args;
    if (text === undefined) return new Uint8Array();
    const bytes =
      encoding === undefined || encoding === 'latin-1' || encoding === 'latin1' ? bytesOf(text) : null;
    if (!bytes) throw damaged('bytes are not written as Latin-1');
    return bytes;
  }
  return construct(name, args);
}

/** A shape of an array: sizes of its dimensions. */
function shapeOf(value: Value | undefined): number[] {
  const sizes = isNumber(value) ? [value] : value;
  if (!Array.isArray(sizes) || sizes.length > 4) throw damaged('an array has no shape');
  return sizes.map((size) => {
    if (!isNumber(size) || !Number.isSafeInteger(size) || size < 0) throw damaged('an array has no shape');
    return size;
  });
}

function fill(
  array: NdArray,
  shape: Value | undefined,
  dtype: DType,
  isFortran: boolean,
  content: Uint8Array | readonly Value[],
): void {
  array.shape = shapeOf(shape);
  array.dtype = dtype;
  const length = lengthOf(array);
  // Columns first matters from two dimensions on that have more than one row.
  if (isFortran && array.shape.filter((size) => size > 1).length > 1)
    throw damaged('an array is stored by columns');
  if (content instanceof Uint8Array) {
    if (dtype.kind === 'O' || content.length !== length * dtype.size)
      throw damaged('an array has the wrong length');
    array.bytes = content;
  } else {
    if (content.length !== length) throw damaged('an array has the wrong length');
    array.objects = content;
  }
}

/** State of a data type: `(version, byte order, subtype, names, fields, size, ...)`. */
function buildType(dtype: DType, state: Value): void {
  if (!Array.isArray(state)) throw damaged('a data type is incomplete');
  const [, order, , names, fields, size] = state;
  dtype.isLittleEndian = order !== '>';
  if (isNumber(size) && size >= 0) dtype.size = size;
  if (!Array.isArray(names)) return;
  dtype.fields = names.map((name): Field => {
    const entry = fields instanceof Map ? fields.get(name) : undefined;
    const [type, offset] = Array.isArray(entry) ? entry : [];
    if (
      !isText(name) ||
      !(type instanceof DType) ||
      !isNumber(offset) ||
      offset < 0 ||
      offset + type.size > dtype.size
    )
      throw damaged('a record is incomplete');
    return { name, offset, type };
  });
}

/** Reads the array that joblib writes behind the state of its wrapper. */
function wrapped(state: Map<Value, Value>, cursor: Cursor, unpickle: (cursor: Cursor) => Value): NdArray {
  const [shape, order, dtype] = ['shape', 'order', 'dtype'].map((name) => state.get(name));
  if (!(dtype instanceof DType)) throw damaged('an array has no data type');
  const array = new NdArray();
  if (dtype.kind === 'O') {
    const objects = unpickle(cursor);
    if (!(objects instanceof NdArray)) throw damaged('an array of objects is none');
    return objects;
  }
  // Since joblib 1.2 numbers are aligned: a byte says by how much.
  if (isNumber(state.get('numpy_array_alignment_bytes'))) take(cursor, take(cursor, 1)[0] ?? 0);
  const length = shapeOf(shape).reduce((product, size) => product * size, dtype.size);
  fill(array, shape, dtype, order === 'F', take(cursor, length));
  return array;
}

/** Gives an object its state; what takes its place on the stack. */
export function build(
  object: Value,
  state: Value,
  cursor: Cursor,
  unpickle: (cursor: Cursor) => Value,
): Value {
  if (object instanceof DType) {
    buildType(object, state);
    return object;
  }
  if (object instanceof NdArray) {
    if (!Array.isArray(state)) throw damaged('an array is incomplete');
    const [, shape, dtype, isFortran, content] = state;
    if (!(dtype instanceof DType)) throw damaged('an array has no data type');
    const bytes = Array.isArray(content) ? content : bytesOf(content);
    if (!bytes) throw damaged('an array has no content');
    fill(object, shape, dtype, isFortran === true || isFortran === 1, bytes);
    return object;
  }
  if (!(object instanceof Instance)) throw damaged('a state belongs to nothing');
  if (WRAPPERS.has(object.type) && state instanceof Map) return wrapped(state, cursor, unpickle);
  object.state = state;
  return object;
}
