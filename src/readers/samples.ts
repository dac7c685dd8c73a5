import { gzipSync, zipSync } from 'fflate';
import { rowsOf } from './testing';

/** One small file of every format for tests, with an edge of iron (7112 eV). */

const ENERGIES = Array.from({ length: 70 }, (_, i) => 7052 + 2 * i);
const MU = ENERGIES.map((energy) => 0.5 + Math.atan((energy - 7112) / 2) / Math.PI);
const pairs = (separator: string): string =>
  ENERGIES.map((e, i) => `${e}${separator}${MU[i].toFixed(6)}`).join('\n');
const quoted = (values: readonly number[]): string => values.map((value) => `'${value}'`).join(',');

const xdi = `# XDI/1.0 Tests/1.0
# Column.1: energy eV
# Column.2: i0
# Column.3: itrans
# Element.symbol: Fe
# Element.edge: K
# Mono.d_spacing: 3.13553
# Facility.name: Somewhere
# ///
# foil
#----
# energy i0 itrans
${rowsOf(70)}
`;

const athena = `# Athena project file -- Demeter version 0.9.26
# This file created at 2018-04-29T14:56:25

$old_group = 'aaaa';
@args = ('label','Fe \\'foil\\'','bkg_z','Fe','fft_edge','k','bkg_eshift','-0.5','is_nor',0,'titles',['a']);
@x = (${quoted(ENERGIES)});
@y = (${quoted(MU)});
[record]   # create

@journal = ('note');
1;
`;

const athenaJson = `{"_____header1": "# Athena project file -- Demeter version 0.9.26",
"aaaa": {"args": {"label": "one", "bkg_z": "Fe"}, "x": [${ENERGIES.map((e) => `"${e}"`).join(',')}], "y": [${MU.join(',')}]},
"_____journal": [], "_____order": ["aaaa"]}`;

const feff = `# FEFF 9.9
# # Abs   Z=26 Rmt= 1.221 Rnm= 1.321 K  shell
#  omega    e    k    mu    mu0     chi     @#
${ENERGIES.map((e, i) => `  ${e} ${e - 7112} 0.1 ${MU[i].toExponential(6)} 0.5 0.0`).join('\n')}
`;

const materialsProject = `Absorption (K-edge) for Fe2O3 (mp-1)\r
Averaged spectra are interpolated\r
Avg Fe\t\tSite 0 (Fe), multiplicity 1\t\r
E (eV)\tmu\tE (ev)\tmu\r
${ENERGIES.map((e, i) => [e, MU[i], e, MU[i]].join('\t')).join('\r\n')}\r
`;

const spec = `#F a.dat
#E 1
#D Fri

#S 1  zapline mono 1 2
#N 3
#L Mono Energy  I0  I1
${rowsOf(70)}

#S 2  ascan
#L Mono Energy  I0  I1
#C aborted
`;

const kek = `  9809     KEK-PF   BL9A
 Fe010   22.05.11
 rust
 Mono :   Si(111)       D=  3.13551 A
 Ortec(-1)     NDCH = 3
  Angle(c)  Angle(o)    time/s         2         3
      Mode         0         0         1         3
    Offset         0         0  7753.700  7157.100
${ENERGIES.map((e, i) => {
  const angle = (Math.asin(12398.4198 / (2 * 3.13551 * e)) * 180) / Math.PI;
  return `  ${angle.toFixed(5)}  ${angle.toFixed(6)}  1.00  100000  ${(1e4 + 1e5 * MU[i]).toFixed(0)}`;
}).join('\n')}
`;

const fdmnes = `# FDMNES program, Revision 20th of January 2022
 7112.000   26  1  1     0.00000 = E_edge, Z, n_edge, j_edge
    Energy    <xanes>
${ENERGIES.map((e, i) => `  ${e - 7112}  ${MU[i].toExponential(6)}`).join('\n')}
`;

const emsa = `#FORMAT      : EMSA/MAS Spectral Data File
#TITLE       : rust
#DATATYPE    : Y
#XUNITS      : eV
#OFFSET      : 7052
#XPERCHAN    : 2
#SPECTRUM    : Spectral Data Starts Here
${MU.map((value) => `${value.toFixed(6)},`).join('\n')}
#ENDOFDATA   :
`;

const materialsProjectJson = JSON.stringify({
  formula_pretty: 'Fe2O3',
  spectrum: { '@class': 'XAS', x: ENERGIES, y: MU, absorbing_element: 'Fe', edge: 'K' },
});

const session = `${spec}
#S 3  ascan samy 0 40 40
#L samy  Epoch  I0  I1
${Array.from({ length: 41 }, (_, i) => `${i} ${5000 + i} 100000 ${50000 - i * i}`).join('\n')}
`;

const athenaDamaged = athena.replace(
  '[record]',
  `@stddev = (${ENERGIES.map(() => "'null'").join(',')});\n[record]`,
);

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Format name to content; `zip` and `gzip` hold columns. HDF5 is left to its own test. */
export const SAMPLES: Readonly<Record<string, Uint8Array>> = {
  xdi: bytes(xdi),
  columns: bytes(`# energy i0 it\n${rowsOf(70)}\n`),
  csv: bytes(`energy,mu\n${pairs(',')}\n`),
  'athena-columns': bytes(`# Athena data file -- Demeter version 0.9.26\n# energy xmu\n${pairs('  ')}\n`),
  athena: bytes(athena),
  'athena-json': bytes(athenaJson),
  feff: bytes(feff),
  'materials-project': bytes(materialsProject),
  'materials-project-json': bytes(materialsProjectJson),
  'athena with a null': bytes(athenaDamaged),
  spec: bytes(spec),
  'spec session': bytes(session),
  kek: bytes(kek),
  fdmnes: bytes(fdmnes),
  emsa: bytes(emsa),
  zip: zipSync({ 'a.dat': bytes(`# energy i0 it\n${rowsOf(70)}\n`), 'b/c.xdi': bytes(xdi) }),
  gzip: gzipSync(bytes(athena)),
};
