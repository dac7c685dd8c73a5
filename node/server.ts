import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { isIP } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { XanopyError } from '../src/domain/errors';
import { cacheControlOf, SECURITY_HEADERS } from './rules';

export interface ServeOptions {
  /** The built page. */
  readonly folder: string;
  /** Zero takes a free one. */
  readonly port: number;
  /** Name or address to listen at; the default of the command is this machine only. */
  readonly host: string;
  /** Path of the page on the host, `/` or `/a/b/`. */
  readonly base?: string;
}

export interface Served {
  /** Address of the page, with its path. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** `a/b` and `/a/b/` alike become `/a/b/`. */
function normaliseBase(base: string): string {
  const parts = base.split('/').filter(Boolean);
  return parts.length === 0 ? '/' : `/${parts.join('/')}/`;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new XanopyError('port-taken', `Port ${port} is taken. Choose another one with --port.`)
          : error,
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/**
 * Serves the built page with the headers and caching rules of `rules.ts`. Files that `compress.ts` has packed go out
 * packed. The list of files is taken at the start; anything else is not found.
 * @throws XanopyError when there is no page in the folder or the port is taken
 */
export async function servePage({ folder, port, host, base = '/' }: ServeOptions): Promise<Served> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new XanopyError(
      'page-missing',
      `There is no built page in ${folder}. Build it with \`npm run build\`.`,
    );
  }
  const path = normaliseBase(base);
  const answer = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    extensions: [],
    setHeaders: (response, pathname) => {
      response.setHeader('Cache-Control', cacheControlOf(pathname.slice(1)));
      if (pathname.endsWith('.webmanifest')) response.setHeader('Content-Type', 'application/manifest+json');
    },
  });
  const server = createServer((request, response) => {
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const [pathname, query] = (request.url ?? '/').split(/\?(.*)/s);
    if (`${pathname}/` === path) {
      response.writeHead(308, { Location: path }).end();
      return;
    }
    if (!pathname.startsWith(path)) {
      response.writeHead(404).end();
      return;
    }
    const inside = `/${pathname.slice(path.length)}`;
    request.url = `${inside.endsWith('/') ? `${inside}index.html` : inside}${query ? `?${query}` : ''}`;
    answer(request, response);
  });
  const taken = await listen(server, port, host);
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host;
  return {
    url: `http://${name}:${taken}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
