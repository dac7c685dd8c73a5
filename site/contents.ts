/** The pages of the documentation in the order of their list; each is `docs/NAME.md`, the first one the start. */
export const CONTENTS: readonly { readonly part: string; readonly pages: readonly string[] }[] = [
  {
    part: 'Use',
    pages: [
      'index',
      'formats',
      'normalisation',
      'preparation',
      'structures',
      'confidence',
      'pre-edge',
      'mixtures',
      'packs',
      'maps',
      'references',
      'exports',
      'messages',
      'comparison',
    ],
  },
  { part: 'Programs', pages: ['package', 'python', 'onnx', 'scale'] },
  { part: 'Trust', pages: ['evaluation', 'product-evaluation', 'training'] },
  { part: 'Run and change', pages: ['hosting', 'development', 'contributing'] },
];

export const PAGES: readonly string[] = CONTENTS.flatMap(({ pages }) => pages);
