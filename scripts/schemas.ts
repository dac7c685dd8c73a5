import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { resultDocumentSchema } from '../src/exporters/schema';
import { packSchema } from '../src/domain/forest/pack';
import { referencesSchema } from '../src/domain/references/library';
import { structureResultsSchema } from '../src/exporters/structure-schema';

const SCHEMAS: readonly { readonly path: string; readonly title: string; readonly of: GenericSchema }[] = [
  {
    path: 'public/schemas/result-1.json',
    title: 'Results exported by Xanopy, version 1',
    of: resultDocumentSchema,
  },
  {
    path: 'public/schemas/structure-1.json',
    title: 'Structures as `xanopy structure --json` prints them, version 1',
    of: structureResultsSchema,
  },
  {
    path: 'public/schemas/pack-1.json',
    title: 'A model pack of Xanopy, version 1',
    of: packSchema,
  },
  {
    path: 'public/schemas/references-1.json',
    title: 'A library of own references of Xanopy, version 1',
    of: referencesSchema,
  },
];

/** Paths and texts of the JSON Schemas that the site publishes. */
export function publishedSchemas(): readonly (readonly [path: string, text: string])[] {
  return SCHEMAS.map(({ path, title, of }) => {
    // What a schema cannot say, such as that a map is monotone, the code checks.
    const { $schema, ...schema } = toJsonSchema(of, { ignoreActions: ['check'] });
    return [path, `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`];
  });
}
