import protobuf from 'protobufjs/light.js';

/**
 * The part of the ONNX format (onnx.proto of the ONNX project, IR version 7) that graphs of standard operators and trees need,
 * by its field numbers.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: { type: 'int64', id: 1 },
        producerName: { type: 'string', id: 2 },
        producerVersion: { type: 'string', id: 3 },
        docString: { type: 'string', id: 6 },
        graph: { type: 'GraphProto', id: 7 },
        opsetImport: { rule: 'repeated', type: 'OperatorSetIdProto', id: 8 },
        metadataProps: { rule: 'repeated', type: 'StringStringEntryProto', id: 14 },
      },
    },
    OperatorSetIdProto: {
      fields: { domain: { type: 'string', id: 1 }, version: { type: 'int64', id: 2 } },
    },
    StringStringEntryProto: {
      fields: { key: { type: 'string', id: 1 }, value: { type: 'string', id: 2 } },
    },
    GraphProto: {
      fields: {
        node: { rule: 'repeated', type: 'NodeProto', id: 1 },
        name: { type: 'string', id: 2 },
        initializer: { rule: 'repeated', type: 'TensorProto', id: 5 },
        input: { rule: 'repeated', type: 'ValueInfoProto', id: 11 },
        output: { rule: 'repeated', type: 'ValueInfoProto', id: 12 },
      },
    },
    NodeProto: {
      fields: {
        input: { rule: 'repeated', type: 'string', id: 1 },
        output: { rule: 'repeated', type: 'string', id: 2 },
        name: { type: 'string', id: 3 },
        opType: { type: 'string', id: 4 },
        attribute: { rule: 'repeated', type: 'AttributeProto', id: 5 },
        domain: { type: 'string', id: 7 },
      },
    },
    AttributeProto: {
      fields: {
        name: { type: 'string', id: 1 },
        i: { type: 'int64', id: 3 },
        s: { type: 'bytes', id: 4 },
        floats: { rule: 'repeated', type: 'float', id: 7 },
        ints: { rule: 'repeated', type: 'int64', id: 8 },
        strings: { rule: 'repeated', type: 'bytes', id: 9 },
        type: { type: 'int32', id: 20 },
      },
    },
    TensorProto: {
      fields: {
        dims: { rule: 'repeated', type: 'int64', id: 1 },
        dataType: { type: 'int32', id: 2 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
      },
    },
    ValueInfoProto: {
      fields: { name: { type: 'string', id: 1 }, type: { type: 'TypeProto', id: 2 } },
    },
    TypeProto: { fields: { tensorType: { type: 'TensorTypeProto', id: 1 } } },
    TensorTypeProto: {
      fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'TensorShapeProto', id: 2 } },
    },
    TensorShapeProto: { fields: { dim: { rule: 'repeated', type: 'DimensionProto', id: 1 } } },
    DimensionProto: {
      fields: { dimValue: { type: 'int64', id: 1 }, dimParam: { type: 'string', id: 2 } },
    },
  },
});

/** Data types of tensors, as the format numbers them. */
export const FLOAT = 1;
export const DOUBLE = 11;

type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'floats'; readonly values: ArrayLike<number> }
  | { readonly kind: 'ints'; readonly values: ArrayLike<number> }
  | { readonly kind: 'strings'; readonly values: readonly string[] };

export interface OnnxNode {
  readonly op: string;
  /** Operators of trees have a domain of their own. */
  readonly domain?: 'ai.onnx.ml';
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float64Array;
}

/** Tables of numbers with one row a spectrum. */
export interface OnnxValue {
  readonly name: string;
  readonly columns: number;
}

export interface OnnxModel {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function attributeJson(name: string, attribute: Attribute): object {
  switch (attribute.kind) {
    case 'int':
      return { name, type: 2, i: attribute.value };
    case 'string':
      return { name, type: 3, s: utf8(attribute.value) };
    case 'floats':
      return { name, type: 6, floats: Array.from(attribute.values) };
    case 'ints':
      return { name, type: 7, ints: Array.from(attribute.values) };
    case 'strings':
      return { name, type: 8, strings: attribute.values.map(utf8) };
  }
}

const valueJson = ({ name, columns }: OnnxValue): object => ({
  name,
  type: {
    tensorType: { elemType: DOUBLE, shape: { dim: [{ dimParam: 'spectra' }, { dimValue: columns }] } },
  },
});

/** The bytes of an `.onnx` file. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const type = root.lookupType('ModelProto');
  const message = type.fromObject({
    irVersion: 7,
    producerName: 'xanopy',
    producerVersion: model.version,
    docString: model.description,
    opsetImport: [
      { domain: '', version: 13 },
      { domain: 'ai.onnx.ml', version: 1 },
    ],
    metadataProps: Object.entries(model.metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: model.name,
      node: model.nodes.map(({ op, domain, inputs, output, attributes }) => ({
        opType: op,
        name: output,
        input: [...inputs],
        output: [output],
        ...(domain ? { domain } : {}),
        attribute: Object.entries(attributes ?? {}).map(([name, attribute]) =>
          attributeJson(name, attribute),
        ),
      })),
      initializer: model.constants.map(({ name, dims, values }) => ({
        name,
        dims: [...dims],
        dataType: DOUBLE,
        // Little-endian, as the format wants it and every machine that runs Node has it.
        rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      })),
      input: model.inputs.map(valueJson),
      output: model.outputs.map(valueJson),
    },
  });
  return type.encode(message).finish();
}
