/**
 * What a host says with each file of the page. The one source of the policy in the page itself (`vite.config.ts`), of
 * `xanopy serve`, of the container and of the files in `docs/hosting` that nginx and Apache read.
 */

const POLICY = [
  // Nothing from elsewhere, no eval, no inline script; h5wasm needs WebAssembly, plotly.js inline styles.
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The policy as the page carries it along, so that it holds on any static host. */
export const CONTENT_SECURITY_POLICY = POLICY.join('; ');

/** Headers of every answer. As a header the policy holds in workers too and can say who may frame the page. */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Content-Security-Policy', [...POLICY, "frame-ancestors 'self'"].join('; ')],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/** Folders of the built page all of whose file names carry a hash of their content. */
export const HASHED_FOLDERS: readonly string[] = ['assets', 'models'];
export const CACHE_HASHED = 'public, max-age=31536000, immutable';
/** Kept, but asked for before each use: a new version is seen at once, an old one costs no bytes. */
export const CACHE_CHECKED = 'no-cache';

/** The caching rule for a path below the page's folder, without a leading slash. */
export function cacheControlOf(path: string): string {
  return HASHED_FOLDERS.some((folder) => path.startsWith(`${folder}/`)) ? CACHE_HASHED : CACHE_CHECKED;
}

/** File names that are worth packing; pictures are packed already. */
export const COMPRESSIBLE = /\.(?:html|js|css|json|svg|wasm|webmanifest|xdi|txt)$/;
