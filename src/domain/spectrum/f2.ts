import { K_EDGES } from '../elements';

/**
 * f'' at K edges by power laws: its part below the edge at the edge (in units of the jump), and the exponents of the energy
 * below and above. Fitted to the tables of Chantler (J. Phys. Chem. Ref. Data 24 (1995) 71 and 29 (2000) 597) as XrayDB
 * holds them (public domain), from 20 % to 1.2 % of the energy below the edge and from 25 eV to 10 % (at least 1,200 eV)
 * above; they differ from the tables by 1.2 % at most below and 0.7 % above.
 */
const F2: Readonly<Record<string, readonly [below: number, exponentBelow: number, exponentAbove: number]>> = {
  K: [0.1142, -1.813, -1.593],
  Ca: [0.1166, -1.821, -1.604],
  Sc: [0.1186, -1.804, -1.621],
  Ti: [0.1208, -1.784, -1.629],
  V: [0.1230, -1.768, -1.651],
  Cr: [0.1259, -1.745, -1.647],
  Mn: [0.1290, -1.718, -1.671],
  Fe: [0.1326, -1.695, -1.666],
  Co: [0.1363, -1.680, -1.644],
  Ni: [0.1401, -1.679, -1.615],
  Cu: [0.1433, -1.678, -1.762],
  Zn: [0.1448, -1.742, -1.818],
  Ga: [0.1441, -1.856, -1.861],
  Ge: [0.1435, -1.922, -1.899],
  Rb: [0.1510, -1.829, -1.832],
  Sr: [0.1563, -1.810, -1.809],
  Y: [0.1588, -1.810, -1.807],
  Zr: [0.1620, -1.795, -1.776],
  Nb: [0.1649, -1.794, -1.736],
  Mo: [0.1682, -1.776, -1.723],
  Tc: [0.1711, -1.771, -1.701],
  Ru: [0.1740, -1.763, -1.689],
  Rh: [0.1770, -1.753, -1.675],
  Pd: [0.1796, -1.758, -1.627],
  Ag: [0.1829, -1.747, -1.581],
  Cd: [0.1858, -1.736, -1.646],
  In: [0.1883, -1.750, -1.617],
  Sn: [0.1896, -1.787, -1.626],
}; // prettier-ignore

/** eV between E0 and the tabulated edge. */
const REACH = 60;

/** f'' of an element around its K edge, in units of the jump there. */
export interface EdgeF2 {
  /** As it would go on without the edge. */
  readonly below: (energy: number) => number;
  readonly above: (energy: number) => number;
}

/** f'' around the K edge that lies at `e0` (eV); null where no tabulated one is near. */
export function f2At(e0: number): EdgeF2 | null {
  const row = Object.entries(F2).find(([symbol]) => Math.abs(K_EDGES[symbol] - e0) <= REACH)?.[1];
  if (!row) return null;
  const [share, exponentBelow, exponentAbove] = row;
  return {
    below: (energy) => share * (energy / e0) ** exponentBelow,
    above: (energy) => (share + 1) * (energy / e0) ** exponentAbove,
  };
}
