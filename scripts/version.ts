/** Version of the package; `checkout` where it is not built. */
export const version = (): string => (typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'checkout');
