import styles from './Method.module.css';

const TRUST: readonly (readonly [term: string, text: string])[] = [
  [
    'Jaccard confidence',
    'The answer is a set of pairs such as (6, octahedral). The Jaccard index compares it with the true set: pairs in both, divided by pairs in either; 1 is a full match. Each tree combination votes for one possible truth, so the index that the answer would have is averaged over the votes. Votes are not probabilities, so this average is mapped by a curve learnt on materials that were held out of training: among answers shown with 80 %, the mean Jaccard index is 0.8. Motif rankings of one coordination number mostly hold the same motifs, so the index is seldom very low; look at the probability of the first entry as well.',
  ],
  [
    'Probability of the first entry',
    'How often, on held-out materials with the same share of votes, the leading coordination number and its whole motif ranking were right. It is a strict measure: a wrong order of two motifs already counts as an error.',
  ],
  [
    'Conformal set',
    'A list of rankings of coordination numbers that holds the truth with the stated probability, whatever the forest got wrong, as long as the spectrum is like those it was calibrated on. A sure answer has a short list; a long list means that the spectrum does not decide.',
  ],
  [
    'Applicability',
    'A forest votes on anything, also on a metal foil or on noise. So the spectrum is checked first: does the edge belong to the element, is the window covered, is there an edge at all, does the curve resemble the oxides of the training data, are the nearest neighbours where oxygen stands (from the EXAFS, if the scan has it), and does the answer survive small changes? “Outside” shows no ranking.',
  ],
  [
    'Stability',
    'The answer is computed again with E0 moved by up to 3 eV, with noise added and with worse resolution. An answer that changes under a shift of 1 or 2 eV should not be trusted before E0 is.',
  ],
  [
    'Neighbours',
    'The computed spectra of the training data that are nearest to yours, after the best small shift in energy. If the curves do not look alike, the forest is guessing, whatever its votes say.',
  ],
  [
    'Evidence',
    'Every tree asks a series of questions about single points of the window. The shares say in which regions those points lie.',
  ],
];

const LIMITS: readonly string[] = [
  'Oxides only, and K edges only. Sulfides, metals, halides and molecules are outside the models’ domain.',
  'The training spectra were computed, not measured. Computed and measured spectra differ in peak heights, widths and positions, so scores on measured spectra are lower than those on computed ones.',
  'A mixture of species gives a mixed spectrum. The ranking lists what the spectrum resembles; it is not a quantitative phase analysis.',
  'Rare environments have few training materials. The Models page says which rankings an element’s forest can give at all: what is not there cannot be answered.',
  'Labels come from an algorithm (CrystalNN with local structure order parameters), not from people; for strongly distorted sites experts may count differently.',
  'Fluorescence scans with over-absorption, poor resolution or a wrong energy calibration look like other environments. Check the raw scan first.',
];

/** What the numbers mean and where the method ends. */
export function Explanations() {
  return (
    <>
      <section id="trust" tabIndex={-1} aria-labelledby="trust-title" className={styles.section}>
        <h2 id="trust-title">How far to trust an answer</h2>
        <dl className={styles.terms}>
          {TRUST.map(([term, text]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section id="limits" tabIndex={-1} aria-labelledby="limits-title" className={styles.section}>
        <h2 id="limits-title">Limits</h2>
        <ul className={styles.bullets}>
          {LIMITS.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
        <p>
          <a href="#/models">Scores of every element are on the Models page.</a>
        </p>
      </section>
    </>
  );
}
