/** npm run schemas: writes the published JSON Schemas from the schemas that the code checks against. */
import { writeFile } from 'node:fs/promises';
import { publishedSchemas } from './schemas';

for (const [path, text] of publishedSchemas()) await writeFile(new URL(`../${path}`, import.meta.url), text);
