import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Segments } from '../widgets/Segments';
import { ElementCard } from './ElementCard';
import { useEvaluation, useManifest } from './load';
import styles from './Models.module.css';
import { Overview } from './Overview';
import { Packs } from './Packs';
import { PeriodicTable, SHOWN, type Shown } from './PeriodicTable';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => {
    window.removeEventListener('hashchange', onChange);
  };
}

/** The element that the address names (`#/models/Fe`); null when it names none. */
function useElement(): string | null {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return /^#\/models\/([A-Z][a-z]?)$/.exec(hash)?.[1] ?? null;
}

const OPTIONS = (Object.keys(SHOWN) as Shown[]).map((value) => ({ value, ...SHOWN[value] }));

/** What models there are, how good they are, and how that was found. */
export function ModelsPage() {
  const manifest = useManifest();
  const evaluation = useEvaluation();
  const symbol = useElement();
  const [shown, setShown] = useState<Shown>('leadingCn');
  const card = useRef<HTMLElement>(null);
  const isReady = manifest.state === 'ready';

  useEffect(() => {
    if (symbol !== null && isReady) card.current?.scrollIntoView({ block: 'start' });
  }, [symbol, isReady]);

  if (manifest.state === 'loading') return <p className={styles.state}>Loading the list of models…</p>;
  if (manifest.state === 'failed') {
    return (
      <p className={styles.state} role="alert">
        {manifest.error.message}
      </p>
    );
  }
  const { elements, recipe, version } = manifest.value;
  const evaluated = evaluation.state === 'ready' ? evaluation.value : null;
  const entry = elements.find(({ element }) => element === symbol);
  const count = (kind: string): number => elements.filter((one) => one.kind === kind).length;
  return (
    <div className={styles.page}>
      <header className={styles.intro}>
        <h1>Models</h1>
        <p>
          One random forest an element for the coordination numbers and one for the motifs of each, trained on{' '}
          {elements.reduce((sum, { spectra }) => sum + spectra, 0).toLocaleString('en')} computed K-edge
          spectra of oxides. {count('forest')} elements have forests
          {count('baseline') > 0 &&
            `; for ${count('baseline')} the most frequent environment is all there is to offer, because no forest did better`}
          {count('none') > 0 && `; ${count('none')} have no model`}. All numbers are measured on materials
          that the forests had not seen.
        </p>
        <p className={styles.small}>
          Models {version}, recipe {recipe.name}, seed {recipe.seed}, at least {recipe.minimumSupport}{' '}
          {recipe.minimumSupport === 1 ? 'material' : 'materials'} a class.
        </p>
      </header>
      <section aria-labelledby="elements">
        <div className={styles.tools}>
          <h2 id="elements">Elements</h2>
          <Segments label="Shown in the table" options={OPTIONS} value={shown} onChange={setShown} />
        </div>
        <p className={styles.small}>
          {SHOWN[shown].help}. Below it, what the most frequent label alone would give.
        </p>
        <PeriodicTable entries={elements} evaluation={evaluated} shown={shown} selected={symbol} />
      </section>
      <Packs />
      {symbol !== null && (
        <section ref={card} className={styles.card} aria-label={`Model card of ${symbol}`}>
          {entry ? (
            <ElementCard
              entry={entry}
              evaluation={evaluated?.elements.find(({ element }) => element === symbol) ?? null}
              confidence={evaluated?.confidence?.elements.find(({ element }) => element === symbol) ?? null}
            />
          ) : (
            <p>There is no model of {symbol}. Choose another element from the table.</p>
          )}
        </section>
      )}
      {evaluation.state === 'ready' && <Overview evaluation={evaluation.value} />}
      {evaluation.state === 'failed' && (
        <p className={styles.small}>
          The full evaluation could not be loaded, so the numbers come from the model cards.{' '}
          {evaluation.error.message}
        </p>
      )}
    </div>
  );
}
