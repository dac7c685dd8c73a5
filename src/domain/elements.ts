/**
 * Elements, their K and L3 absorption edges and K core-hole widths.
 *
 * Edge energies (eV): X-Ray Data Booklet, table 1-1 (Williams, LBNL, 2009), except the values that
 * beamlines calibrate to. Core-hole widths (eV, FWHM): Krause & Oliver, J. Phys. Chem. Ref. Data 8 (1979) 329.
 */

export interface Element {
  readonly symbol: string;
  readonly z: number;
  readonly name: string;
}

const NAMES =
  'H Hydrogen,He Helium,Li Lithium,Be Beryllium,B Boron,C Carbon,N Nitrogen,O Oxygen,F Fluorine,Ne Neon,' +
  'Na Sodium,Mg Magnesium,Al Aluminium,Si Silicon,P Phosphorus,S Sulfur,Cl Chlorine,Ar Argon,K Potassium,' +
  'Ca Calcium,Sc Scandium,Ti Titanium,V Vanadium,Cr Chromium,Mn Manganese,Fe Iron,Co Cobalt,Ni Nickel,' +
  'Cu Copper,Zn Zinc,Ga Gallium,Ge Germanium,As Arsenic,Se Selenium,Br Bromine,Kr Krypton,Rb Rubidium,' +
  'Sr Strontium,Y Yttrium,Zr Zirconium,Nb Niobium,Mo Molybdenum,Tc Technetium,Ru Ruthenium,Rh Rhodium,' +
  'Pd Palladium,Ag Silver,Cd Cadmium,In Indium,Sn Tin,Sb Antimony,Te Tellurium,I Iodine,Xe Xenon,' +
  'Cs Caesium,Ba Barium,La Lanthanum,Ce Cerium,Pr Praseodymium,Nd Neodymium,Pm Promethium,Sm Samarium,' +
  'Eu Europium,Gd Gadolinium,Tb Terbium,Dy Dysprosium,Ho Holmium,Er Erbium,Tm Thulium,Yb Ytterbium,' +
  'Lu Lutetium,Hf Hafnium,Ta Tantalum,W Tungsten,Re Rhenium,Os Osmium,Ir Iridium,Pt Platinum,Au Gold,' +
  'Hg Mercury,Tl Thallium,Pb Lead,Bi Bismuth,Po Polonium,At Astatine,Rn Radon,Fr Francium,Ra Radium,' +
  'Ac Actinium,Th Thorium,Pa Protactinium,U Uranium';

/** Every element from H to U, index = Z - 1. */
export const ELEMENTS: readonly Element[] = NAMES.split(',').map((entry, index) => {
  const [symbol = '', name = ''] = entry.split(' ');
  return { symbol, name, z: index + 1 };
});

const BY_SYMBOL = new Map(ELEMENTS.map((element) => [element.symbol.toLowerCase(), element]));

/** The element with this symbol, in any letter case; undefined when there is none. */
export function elementOf(symbol: string): Element | undefined {
  return BY_SYMBOL.get(symbol.trim().toLowerCase());
}

/** K edges in eV. */
export const K_EDGES: Readonly<Record<string, number>> = {
  Li: 54.7, Be: 111.5, B: 188, C: 284.2, N: 409.9, O: 543.1, F: 696.7, Ne: 870.2, Na: 1070.8, Mg: 1303,
  Al: 1559, Si: 1839, P: 2145.5, S: 2472, Cl: 2822.4, Ar: 3205.9, K: 3608.4, Ca: 4038.5, Sc: 4492, Ti: 4966,
  V: 5465, Cr: 5989, Mn: 6539, Fe: 7112, Co: 7709, Ni: 8333, Cu: 8979, Zn: 9659, Ga: 10367, Ge: 11103,
  As: 11867, Se: 12658, Br: 13474, Kr: 14326, Rb: 15200, Sr: 16105, Y: 17038, Zr: 17998, Nb: 18986,
  Mo: 20000, Tc: 21044, Ru: 22117, Rh: 23220, Pd: 24350, Ag: 25514, Cd: 26711, In: 27940, Sn: 29200,
  Sb: 30491, Te: 31814, I: 33169, Xe: 34561, Cs: 35985, Ba: 37441, La: 38925, Ce: 40443, Pr: 41991,
  Nd: 43569, Sm: 46834, Eu: 48519, Gd: 50239, Tb: 51996, Dy: 53789, Ho: 55618, Er: 57486, Tm: 59390,
  Yb: 61332, Lu: 63314,
}; // prettier-ignore

/** L3 edges in eV of elements whose L edges fall among the K edges that hard X-ray beamlines measure. */
export const L3_EDGES: Readonly<Record<string, number>> = {
  Ag: 3351, Cd: 3538, In: 3730, Sn: 3929, Sb: 4132, Te: 4341, I: 4557, Xe: 4786, Cs: 5012, Ba: 5247,
  La: 5483, Ce: 5723, Pr: 5964, Nd: 6208, Pm: 6459, Sm: 6716, Eu: 6977, Gd: 7243, Tb: 7514, Dy: 7790,
  Ho: 8071, Er: 8358, Tm: 8648, Yb: 8944, Lu: 9244, Hf: 9561, Ta: 9881, W: 10207, Re: 10535, Os: 10871,
  Ir: 11215, Pt: 11564, Au: 11919, Hg: 12284, Tl: 12658, Pb: 13035, Bi: 13419, Th: 16300, U: 17166,
}; // prettier-ignore

const K_WIDTHS: Readonly<Record<string, number>> = {
  Na: 0.3, Mg: 0.36, Al: 0.42, Si: 0.48, P: 0.53, S: 0.59, Cl: 0.64, Ar: 0.68, K: 0.74, Ca: 0.81, Sc: 0.86,
  Ti: 0.94, V: 1.01, Cr: 1.08, Mn: 1.16, Fe: 1.25, Co: 1.33, Ni: 1.44, Cu: 1.55, Zn: 1.67, Ga: 1.82,
  Ge: 1.96, As: 2.14, Se: 2.33, Br: 2.52, Kr: 2.75, Rb: 2.99, Sr: 3.25, Y: 3.52, Zr: 3.84, Nb: 4.14,
  Mo: 4.52, Tc: 4.91, Ru: 5.33, Rh: 5.77, Pd: 6.24, Ag: 6.75, Cd: 7.28, In: 7.91, Sn: 8.49,
}; // prettier-ignore

/** Natural width (eV, FWHM) of the K core hole; 0.2 eV for the light elements the table leaves out. */
export function coreHoleWidth(symbol: string): number {
  return K_WIDTHS[symbol] ?? 0.2;
}

/** The paper's 33 elements plus Tc, Ru and Rh, which are nearly always six-coordinated. */
export const MODEL_ELEMENTS: readonly string[] =
  'Li Na K Rb Be Mg Ca Sr Sc Ti V Cr Mn Fe Co Ni Cu Zn Y Zr Nb Mo Tc Ru Rh Pd Ag Cd Al Ga In Sn B Si Ge C'.split(
    ' ',
  );

export type ElementGroup =
  'alkali' | 'alkaline earth' | 'transition metal' | 'post-transition metal' | 'metalloid' | 'carbon';

const GROUPS: Readonly<Record<ElementGroup, string>> = {
  alkali: 'Li Na K Rb',
  'alkaline earth': 'Be Mg Ca Sr',
  'transition metal': 'Sc Ti V Cr Mn Fe Co Ni Cu Zn Y Zr Nb Mo Tc Ru Rh Pd Ag Cd',
  'post-transition metal': 'Al Ga In Sn',
  metalloid: 'B Si Ge',
  carbon: 'C',
};

const GROUP_OF = new Map(
  (Object.keys(GROUPS) as ElementGroup[]).flatMap((group) =>
    GROUPS[group].split(' ').map((symbol) => [symbol, group] as const),
  ),
);

/** The paper's group of an element that can have a model. */
export function groupOf(symbol: string): ElementGroup | undefined {
  return GROUP_OF.get(symbol);
}

export interface EdgeMatch {
  readonly symbol: string;
  readonly edge: 'K' | 'L3';
  /** Tabulated energy, eV. */
  readonly energy: number;
  /** Measured minus tabulated energy, eV. */
  readonly offset: number;
}

/** Tabulated edges within `reach` eV of `e0`, nearest first. */
export function edgesNear(e0: number, reach: number): EdgeMatch[] {
  const matches: EdgeMatch[] = [];
  for (const [edge, table] of [
    ['K', K_EDGES],
    ['L3', L3_EDGES],
  ] as const) {
    for (const [symbol, energy] of Object.entries(table)) {
      if (Math.abs(e0 - energy) <= reach) matches.push({ symbol, edge, energy, offset: e0 - energy });
    }
  }
  return matches.sort((a, b) => Math.abs(a.offset) - Math.abs(b.offset));
}
