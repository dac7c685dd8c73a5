/** The 25 coordination motifs by coordination number (Zheng et al., Patterns 1 (2020) 100013). */
export const MOTIFS: Readonly<Record<number, readonly string[]>> = {
  1: ['single bond'],
  2: ['L-shaped', 'water-like', 'bent 120 degrees', 'bent 150 degrees', 'linear'],
  3: ['trigonal planar', 'trigonal non-coplanar', 'T-shaped'],
  4: ['square co-planar', 'tetrahedral', 'rectangular see-saw-like', 'see-saw-like', 'trigonal pyramidal'],
  5: ['pentagonal planar', 'square pyramidal', 'trigonal bipyramidal'],
  6: ['hexagonal planar', 'octahedral', 'pentagonal pyramidal'],
  7: ['hexagonal pyramidal', 'pentagonal bipyramidal'],
  8: ['body-centered cubic', 'hexagonal bipyramidal'],
  12: ['cuboctahedral'],
};

/** Largest coordination number that gets a motif ranking. */
export const LARGEST_MOTIF_CN = 8;
