/** Models, which are no data, by the names of their files. */

export const isPackFile = (name: string): boolean => /\.xanopy-pack\.json(\.gz)?$/i.test(name);

/** Whether a name is that of a pickled model. */
export const isPickleFile = (name: string): boolean => /\.(sav|pkl|pickle|joblib)(\.gz|\.z)?$/i.test(name);

export const isModelFile = (name: string): boolean => isPackFile(name) || isPickleFile(name);
