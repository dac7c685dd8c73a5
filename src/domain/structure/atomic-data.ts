/**
 * Atomic properties behind the weights of bonds.
 *
 * Electronegativities: Pauling scale (Allred, J. Inorg. Nucl. Chem. 17 (1961) 215, completed as in the CRC Handbook
 * of Chemistry and Physics). Covalent radii (angstrom): Cordero et al., Dalton Trans. (2008) 2832; mean of high and
 * low spin for Mn, Fe and Co, sp3 for C.
 */

const VALUES =
  'H 2.20 0.31,He - 0.28,Li 0.98 1.28,Be 1.57 0.96,B 2.04 0.84,C 2.55 0.73,N 3.04 0.71,O 3.44 0.66,F 3.98 0.57,' +
  'Ne - 0.58,Na 0.93 1.66,Mg 1.31 1.41,Al 1.61 1.21,Si 1.90 1.11,P 2.19 1.07,S 2.58 1.05,Cl 3.16 1.02,Ar - 1.06,' +
  'K 0.82 2.03,Ca 1.00 1.76,Sc 1.36 1.70,Ti 1.54 1.60,V 1.63 1.53,Cr 1.66 1.39,Mn 1.55 1.50,Fe 1.83 1.42,' +
  'Co 1.88 1.38,Ni 1.91 1.24,Cu 1.90 1.32,Zn 1.65 1.22,Ga 1.81 1.22,Ge 2.01 1.20,As 2.18 1.19,Se 2.55 1.20,' +
  'Br 2.96 1.20,Kr 3.00 1.16,Rb 0.82 2.20,Sr 0.95 1.95,Y 1.22 1.90,Zr 1.33 1.75,Nb 1.60 1.64,Mo 2.16 1.54,' +
  'Tc 1.90 1.47,Ru 2.20 1.46,Rh 2.28 1.42,Pd 2.20 1.39,Ag 1.93 1.45,Cd 1.69 1.44,In 1.78 1.42,Sn 1.96 1.39,' +
  'Sb 2.05 1.39,Te 2.10 1.38,I 2.66 1.39,Xe 2.60 1.40,Cs 0.79 2.44,Ba 0.89 2.15,La 1.10 2.07,Ce 1.12 2.04,' +
  'Pr 1.13 2.03,Nd 1.14 2.01,Pm 1.13 1.99,Sm 1.17 1.98,Eu 1.20 1.98,Gd 1.20 1.96,Tb 1.10 1.94,Dy 1.22 1.92,' +
  'Ho 1.23 1.92,Er 1.24 1.89,Tm 1.25 1.90,Yb 1.10 1.87,Lu 1.27 1.87,Hf 1.30 1.75,Ta 1.50 1.70,W 2.36 1.62,' +
  'Re 1.90 1.51,Os 2.20 1.44,Ir 2.20 1.41,Pt 2.28 1.36,Au 2.54 1.36,Hg 2.00 1.32,Tl 1.62 1.45,Pb 2.33 1.46,' +
  'Bi 2.02 1.48,Po 2.00 1.40,At 2.20 1.50,Rn - 1.50,Fr 0.70 2.60,Ra 0.90 2.21,Ac 1.10 2.15,Th 1.30 2.06,' +
  'Pa 1.50 2.00,U 1.38 1.96';

interface AtomicData {
  /** Pauling electronegativity; undefined for He, Ne, Ar and Rn. */
  readonly electronegativity: number | undefined;
  /** Covalent radius, angstrom. */
  readonly covalentRadius: number;
}

/** Atomic data by element symbol, H to U. */
export const ATOMIC_DATA: ReadonlyMap<string, AtomicData> = new Map(
  VALUES.split(',').map((entry) => {
    const [symbol, electronegativity, radius] = entry.split(' ');
    return [
      symbol,
      {
        electronegativity: electronegativity === '-' ? undefined : Number(electronegativity),
        covalentRadius: Number(radius),
      },
    ];
  }),
);
