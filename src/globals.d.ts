/** Version of the app, from package.json at build time. */
declare const __APP_VERSION__: string;

/** SHA-256 (hexadecimal) of the lists beside the models, by file name, at build time. */
declare const __PINNED__: Readonly<Record<'manifest.json' | 'evaluation.json', string>>;
