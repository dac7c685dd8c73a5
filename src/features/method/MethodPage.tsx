import { Citation } from './Citation';
import { Explanations } from './Explanations';
import { Licences } from './Licences';
import styles from './Method.module.css';
import { Steps } from './Steps';
import { useSubject } from './useSubject';

/** What happens to a scan, step by step, and how far the result can be trusted. */
export function MethodPage() {
  const subject = useSubject();
  return (
    <div className={styles.page}>
      <header className={styles.intro}>
        <h1>Method</h1>
        <p>
          From a scan to coordination numbers and motifs, step by step. It follows Zheng, Chen, Chen and Ong,{' '}
          <cite>Patterns</cite> 1 (2020) 100013; the forests were trained for this project. Everything happens
          in this browser.
        </p>
        <nav aria-label="On this page">
          <ul>
            <li>
              <a href="#/method" onClick={jumpTo('steps')}>
                Steps
              </a>
            </li>
            <li>
              <a href="#/method" onClick={jumpTo('trust')}>
                Trust
              </a>
            </li>
            <li>
              <a href="#/method" onClick={jumpTo('limits')}>
                Limits
              </a>
            </li>
            <li>
              <a href="#/method" onClick={jumpTo('cite')}>
                How to cite
              </a>
            </li>
            <li>
              <a href="#/method" onClick={jumpTo('licences')}>
                Licences
              </a>
            </li>
          </ul>
        </nav>
      </header>
      <section id="steps" tabIndex={-1} aria-label="Steps" className={styles.section}>
        {subject === null && <p>Analysing an example…</p>}
        {typeof subject === 'string' && <p role="alert">The example could not be analysed: {subject}</p>}
        {subject !== null && typeof subject !== 'string' && <Steps subject={subject} />}
      </section>
      <Explanations />
      <Citation />
      <Licences />
    </div>
  );
}

/** Scrolls to a section; the hash of the address belongs to the routes. */
function jumpTo(id: string) {
  return (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    const section = document.getElementById(id);
    section?.scrollIntoView();
    section?.focus({ preventScroll: true });
  };
}
