/** npm run hosting: writes the files in `docs/hosting` that nginx and Apache read. */
import { writeFileSync } from 'node:fs';
import { apacheConfig, nginxConfig } from '../node/host-files';

writeFileSync('docs/hosting/nginx.conf', nginxConfig());
writeFileSync('docs/hosting/apache.htaccess', apacheConfig());
