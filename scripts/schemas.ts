import { toJsonSchema } from '@valibot/to-json-schema';
import { resultDocumentSchema } from '../src/exporters/schema';

/** Paths and texts of the JSON Schemas that the site publishes. */
export function publishedSchemas(): readonly (readonly [path: string, text: string])[] {
  const { $schema, ...schema } = toJsonSchema(resultDocumentSchema);
  const result = { $schema, title: 'Results exported by Xanopy, version 1', ...schema };
  return [['public/schemas/result-1.json', `${JSON.stringify(result, null, 2)}\n`]];
}
