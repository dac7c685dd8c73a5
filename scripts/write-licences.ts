/** npm run licences: writes the list of runtime dependencies and their licences that the Method page shows. */
import { writeFileSync } from 'node:fs';
import { licencesText } from './licences';

writeFileSync('public/licences.json', licencesText());
