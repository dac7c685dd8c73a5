import { packName } from '../../domain/pack-answer';
import { useMemo } from 'react';
import { methodsSentence } from '../../exporters/methods-sentence';
import { notices } from '../../stores/notices';
import { useSession } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import styles from './Method.module.css';

/** Where this page is served, for those who read the citation; nothing on one's own computer. */
const siteLine = (): string => {
  const { protocol, href } = new URL('.', document.baseURI);
  return protocol === 'https:' ? `  url     = {${href}},\n` : '';
};

const bibtex = (): string => `@article{zheng2020xanes,
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
`;

async function copy(text: string, what: string): Promise<void> {
  const { notify } = notices.getState();
  try {
    await navigator.clipboard.writeText(text);
    notify(`${what} in the clipboard.`);
  } catch {
    notify('The browser does not allow copying here. Select the text and copy it.');
  }
}

/** A sentence about the answered spectra of the session, ready for a paper. */
function MethodsSentence() {
  const items = useSession((state) => state.items);
  const sentence = useMemo(() => {
    const analyses = Object.values(items).flatMap(({ status, analysis }) =>
      status === 'done' && analysis ? [analysis] : [],
    );
    if (analyses.length === 0) return null;
    return methodsSentence({
      appVersion: __APP_VERSION__,
      elements: analyses.map(({ element }) => element),
      modelVersions: analyses.map(({ modelVersion, pack }) =>
        pack ? `${modelVersion} of the model pack ${packName(pack)}` : modelVersion,
      ),
      e0Methods: analyses.map(({ prepared }) => prepared.e0Method),
      modelKinds: analyses.map(({ modelKind }) => modelKind),
      isAligned: analyses.some(({ windows }) => windows.length > 1),
      spectra: analyses.length,
    });
  }, [items]);
  if (sentence === null) {
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
  return (
    <section id="cite" tabIndex={-1} aria-labelledby="cite-title" className={styles.section}>
      <h2 id="cite-title">How to cite</h2>
      <p>
        Cite the paper for the method and Xanopy, with its version and the model version of your export, for
        the numbers. Exports carry both versions and the SHA-256 of your file, so that others can repeat the
        analysis.
      </p>
      <MethodsSentence />
      <pre className={styles.code} tabIndex={0} aria-label="BibTeX entries">
        {bibtex()}
      </pre>
      <p>
        <button
          type="button"
          className={controls.button}
          onClick={() => void copy(bibtex(), 'Both entries are')}
        >
          Copy BibTeX
        </button>
      </p>
      <p>
        Structures: Materials Project, in the selection of George et al. (2020), CC BY 4.0. Spectra: computed
        for this project with FEFF10; for copper also spectra of the OmniXAS project (Brookhaven National
        Laboratory). Labels: CrystalNN and local structure order parameters (Zimmermann and Jain, RSC Adv. 10
        (2020) 6063).
      </p>
    </section>
  );
}
