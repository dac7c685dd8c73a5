/** Elements whose 1s to 3d transitions stand apart from the edge. */
export const PRE_EDGE_ELEMENTS: readonly string[] = ['Ti', 'V', 'Cr', 'Mn', 'Fe', 'Co', 'Ni'];
