import { CACHE_CHECKED, CACHE_HASHED, HASHED_FOLDERS, SECURITY_HEADERS } from './rules';

const quote = (value: string): string => `"${value}"`;

/** The rules for nginx, to be included in a `server` block; `/xanopy/` stands for the path of the page. */
export function nginxConfig(): string {
  // nginx inherits add_header only into a block without one of its own, so each block repeats them.
  const headers = (cache: string, indent: string): string =>
    [...SECURITY_HEADERS, ['Cache-Control', cache] as const]
      .map(([name, value]) => `${indent}add_header ${name} ${quote(value)} always;`)
      .join('\n');
  return `# Written by \`npm run hosting\` from node/rules.ts. Put the page into /var/www/xanopy and include this file in a
# server block; for another path of the address change /xanopy/ in all places.
location /xanopy/ {
    alias /var/www/xanopy/;
    index index.html;
    types {
        text/html html;
        text/javascript js;
        text/css css;
        application/json json;
        application/manifest+json webmanifest;
        application/wasm wasm;
        image/svg+xml svg;
        image/png png;
        text/plain xdi txt;
    }
    gzip on;
    gzip_vary on;
    gzip_min_length 1400;
    gzip_types text/javascript text/css application/json application/manifest+json application/wasm image/svg+xml text/plain;
${headers(CACHE_CHECKED, '    ')}

${HASHED_FOLDERS.map(
  (folder) => `    location /xanopy/${folder}/ {
        alias /var/www/xanopy/${folder}/;
${headers(CACHE_HASHED, '        ')}
    }`,
).join('\n')}
}
`;
}

/** The rules for Apache as the `.htaccess` of the page's folder. */
export function apacheConfig(): string {
  const headers = SECURITY_HEADERS.map(([name, value]) => `  Header always set ${name} ${quote(value)}`).join(
    '\n',
  );
  return `# Written by \`npm run hosting\` from node/rules.ts. Put it as .htaccess into the folder of the page.
DirectoryIndex index.html
AddType text/javascript .js
AddType application/wasm .wasm
AddType application/manifest+json .webmanifest
<IfModule mod_headers.c>
${headers}
  Header set Cache-Control ${quote(CACHE_CHECKED)}
  <If "%{REQUEST_URI} =~ m#/(${HASHED_FOLDERS.join('|')})/#">
    Header set Cache-Control ${quote(CACHE_HASHED)}
  </If>
</IfModule>
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE text/html text/javascript text/css application/json application/manifest+json application/wasm image/svg+xml text/plain
</IfModule>
`;
}
