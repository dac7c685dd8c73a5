import { useMemo } from 'react';
import type { Analysis } from '../../domain/analysis';
import { methodsSentence, packBibtex, packsIn } from '../../exporters/methods-sentence';
import { notices } from '../../stores/notices';
import { useSession } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import styles from './Method.module.css';

/** Where this page is served, for those who read the citation; nothing on one's own computer. */
const siteLine = (): string => {
  const { protocol, href } = new URL('.', document.baseURI);
  return protocol === 'https:' ? `  url     = {${href}},\n` : '';
};

const bibtex = (analyses: readonly Analysis[]): string => `@article{zheng2020xanes,
  author  = {Zheng, Chen and Chen, Chi and Chen, Yiming and Ong, Shyue Ping},
  title   = {Random Forest Models for Accurate Identification of Coordination Environments
             from X-Ray Absorption Near-Edge Structure},
  journal = {Patterns},
  volume  = {1},
  number  = {2},
  pages   = {100013},
  year    = {2020},
  doi     = {10.1016/j.patter.2020.100013},
  url     = {https://doi.org/10.1016/j.patter.2020.100013}
}

@software{xanopy,
  author  = {{The Xanopy authors}},
  title   = {Xanopy: coordination environments from K-edge XANES in the browser},
  version = {${__APP_VERSION__}},
  year    = {2026},
${siteLine()}  license = {MIT}
}
${packsIn(analyses)
  .map((pack) => `\n${packBibtex(pack)}`)
  .join('')}`;

async function copy(text: string, what: string): Promise<void> {
  const { notify } = notices.getState();
  try {
    await navigator.clipboard.writeText(text);
    notify(`${what} in the clipboard.`);
  } catch {
    notify('The browser does not allow copying here. Select the text and copy it.');
  }
}

/** The answers of the session to what is asked now. */
function useAnswers(): readonly Analysis[] {
  const items = useSession((state) => state.items);
  return useMemo(
    () =>
      Object.values(items).flatMap(({ status, analysis }) =>
        status === 'done' && analysis ? [analysis] : [],
      ),
    [items],
  );
}

/** A sentence about the answered spectra of the session, ready for a paper. */
function MethodsSentence({ analyses }: { readonly analyses: readonly Analysis[] }) {
  const sentence = useMemo(() => methodsSentence(__APP_VERSION__, analyses), [analyses]);
  if (analyses.length === 0) {
    return <p>Open spectra on the Analyse page to get a sentence for your Methods section here.</p>;
  }
  return (
    <>
      <blockquote className={styles.sentence}>{sentence}</blockquote>
      <p>
        <button
          type="button"
          className={controls.button}
          onClick={() => void copy(sentence, 'The Methods sentence is')}
        >
          Copy Methods sentence
        </button>
      </p>
    </>
  );
}

/** What to cite, and whose data are behind the models. */
export function Citation() {
  const analyses = useAnswers();
  const hasPacks = packsIn(analyses).length > 0;
  return (
    <section id="cite" tabIndex={-1} aria-labelledby="cite-title" className={styles.section}>
      <h2 id="cite-title">How to cite</h2>
      <p>
        Cite the paper for the method and Xanopy, with its version and the model version of your export, for
        the numbers. Exports carry both versions and the SHA-256 of your file, so that others can repeat the
        analysis. What a model pack answered is cited as the pack says; it stands in the sentence and in the
        entries.
      </p>
      <MethodsSentence analyses={analyses} />
      <pre className={styles.code} tabIndex={0} aria-label="BibTeX entries">
        {bibtex(analyses)}
      </pre>
      <p>
        <button
          type="button"
          className={controls.button}
          onClick={() => void copy(bibtex(analyses), hasPacks ? 'The entries are' : 'Both entries are')}
        >
          Copy BibTeX
        </button>
      </p>
      <p>
        The shipped models. Structures: Materials Project, in the selection of George et al. (2020), CC BY
        4.0. Spectra: computed for this project with FEFF10; for copper also spectra of the OmniXAS project
        (Brookhaven National Laboratory). Labels: CrystalNN and local structure order parameters (Zimmermann
        and Jain, RSC Adv. 10 (2020) 6063).
      </p>
    </section>
  );
}
