/** A class or function that a pickle names, e.g. `numpy.dtype`; nothing is ever imported. */
export class Global {
  constructor(readonly name: string) {}
}

/** An instance of a class, made without running any of its code. */
export class Instance {
  state: Value = null;
  constructor(
    readonly type: string,
    readonly args: readonly Value[],
  ) {}
}

/** One field of a record type: where it lies in a record, and what it is. */
export interface Field {
  readonly name: string;
  readonly offset: number;
  readonly type: DType;
}

/** A numpy data type, e.g. kind `f` of 8 bytes; records (kind `V`) have fields. */
export class DType {
  isLittleEndian = true;
  fields: readonly Field[] = [];
  constructor(
    readonly kind: string,
    public size: number,
  ) {}
}

/** A numpy array: the bytes of its elements in order, or, for kind `O`, the elements. */
export class NdArray {
  shape: readonly number[] = [];
  dtype: DType = new DType('u', 1);
  bytes: Uint8Array = new Uint8Array();
  objects: readonly Value[] = [];
}

export type Value =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Value[]
  | Map<Value, Value>
  | Global
  | Instance
  | DType
  | NdArray;

/** Length of an array: the product of its shape. */
export const lengthOf = ({ shape }: NdArray): number => shape.reduce((product, size) => product * size, 1);

/** One number of a plain type at a byte offset; null for other types. */
export function numberAt(view: DataView, at: number, { kind, size, isLittleEndian }: DType): number | null {
  const little = isLittleEndian;
  switch (`${kind}${size}`) {
    case 'f8':
      return view.getFloat64(at, little);
    case 'f4':
      return view.getFloat32(at, little);
    case 'i8':
      return Number(view.getBigInt64(at, little));
    case 'i4':
      return view.getInt32(at, little);
    case 'i2':
      return view.getInt16(at, little);
    case 'i1':
      return view.getInt8(at);
    case 'u8':
      return Number(view.getBigUint64(at, little));
    case 'u4':
      return view.getUint32(at, little);
    case 'u2':
      return view.getUint16(at, little);
    case 'u1':
    case 'b1':
      return view.getUint8(at);
    default:
      return null;
  }
}

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
