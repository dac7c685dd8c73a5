import { useId, useMemo } from 'react';
import { MOST_PARTS, MOST_REFERENCES, SUMS, type Sum } from '../../../domain/mixture/combination';
import {
  isFresh,
  sameSettings,
  useCombination,
  combination,
  type Fit,
  type Participant,
} from '../../../stores/combination';
import { referencesFor, useReferences } from '../../../stores/references';
import { useSession } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { NumberField } from '../../widgets/NumberField';
import { Segments } from '../../widgets/Segments';
import { CombinationResult } from './CombinationResult';
import styles from './Mixture.module.css';
import { computedReferences, ownReferences, sessionReferences } from './participants';
import { Progress } from './Progress';
import { ReferenceList } from './ReferenceList';

const SUM_LABELS: Readonly<Record<Sum, { readonly label: string; readonly help: string }>> = {
  free: { label: 'Sum free', help: 'Shares need not add up to 1: the edge step of the scan may be off' },
  one: { label: 'Sum 1', help: 'Shares add up to 1' },
};

const SIZES = Array.from({ length: MOST_PARTS }, (_, i) => String(i + 1));

/** eV that a range may reach from E0. */
const FARTHEST = 500;

/** References that are chosen where nothing was: the ticked ones, else all others of the session. */
function firstChoice(others: readonly Participant[], ticked: ReadonlySet<string>): readonly string[] {
  const marked = others.filter(({ key }) => ticked.has(key));
  return (marked.length > 0 ? marked : others).slice(0, MOST_REFERENCES).map(({ key }) => key);
}

/** Why a fit that is shown is not the one that is asked for; null when it is. */
function whyOutdated(
  fit: Fit,
  fresh: boolean,
  settings: Fit['settings'],
  chosen: readonly string[],
): string | null {
  if (!fresh) return 'A spectrum of this fit has changed since.';
  const same = fit.references.map(({ key }) => key).join('\n') === chosen.join('\n');
  return same && sameSettings(fit.settings, settings) ? null : 'References or settings have changed since.';
}

/** Linear combination: which references, in which shares, explain the current spectrum. */
export function CombinationPanel({ target }: { readonly target: Participant }) {
  const items = useSession((state) => state.items);
  const order = useSession((state) => state.order);
  const ticked = useSession((state) => state.ticked);
  const settings = useCombination((state) => state.settings);
  const picked = useCombination((state) => state.chosen[target.key]);
  const fit = useCombination((state) => state.fits[target.key]);
  const failure = useCombination((state) => state.failures[target.key]);
  const running = useCombination((state) => state.running);
  const { change, choose, stop } = combination.getState();
  const heading = useId();

  const others = useMemo(() => sessionReferences(target, items, order), [target, items, order]);
  const libraries = useReferences((state) => state.libraries);
  const own = useMemo(
    () => ownReferences(target, referencesFor({ libraries }, target.analysis.element)),
    [target, libraries],
  );
  const computed = useMemo(() => computedReferences(target), [target]);
  const known = [...others, ...own, ...computed];
  const wanted = new Set(picked ?? firstChoice(others, ticked));
  const references = known.filter(({ key }) => wanted.has(key));
  const outdated =
    fit &&
    whyOutdated(
      fit,
      isFresh(fit, items),
      settings,
      references.map(({ key }) => key),
    );

  return (
    <div className={styles.columns}>
      <div className={styles.form} role="group" aria-labelledby={heading}>
        <h2 id={heading}>
          Explain <strong>{target.origin.name}</strong>
        </h2>
        <p className={controls.hint}>
          Least squares with shares that are not negative; every set of up to {settings.most} references is
          tried.
        </p>
        <ReferenceList
          session={others}
          own={own}
          computed={computed}
          chosen={wanted}
          onChoose={(keys) => {
            choose(target.key, keys);
          }}
        />
        <div className={styles.settings}>
          <NumberField
            label="From (eV from E0)"
            value={settings.from}
            step={1}
            digits={1}
            min={-FARTHEST}
            max={FARTHEST}
            onCommit={(from) => {
              change({ from });
            }}
          />
          <NumberField
            label="To (eV from E0)"
            value={settings.to}
            step={1}
            digits={1}
            min={-FARTHEST}
            max={FARTHEST}
            onCommit={(to) => {
              change({ to });
            }}
          />
          <Segments
            label="Sum of the shares"
            options={SUMS.map((value) => ({ value, ...SUM_LABELS[value] }))}
            value={settings.sum}
            onChange={(sum) => {
              change({ sum });
            }}
          />
          <span className={styles.size}>
            <span>At most</span>
            <Segments
              label="References in one combination, at most"
              options={SIZES.map((value) => ({ value, label: value }))}
              value={String(settings.most)}
              onChange={(most) => {
                change({ most: Number(most) });
              }}
            />
          </span>
        </div>
        <div className={styles.actions}>
          <button
            type="button"
            className={controls.primary}
            disabled={running !== null || references.length === 0}
            onClick={() => {
              void combination.getState().fit(target, references);
            }}
          >
            {references.length === 1 ? 'Fit 1 reference' : `Fit ${references.length} references`}
          </button>
          {running && <Progress label="Fitting" part={running.part} onStop={stop} />}
        </div>
        {failure && (
          <p className={styles.failure} role="alert">
            {failure.message}
          </p>
        )}
      </div>
      {fit ? (
        <CombinationResult fit={fit} outdated={outdated ?? null} />
      ) : (
        <p className={styles.none}>
          {known.length === 0
            ? `No other spectrum of ${target.analysis.element} is in the session. Drop the references beside it.`
            : 'Choose the spectra that may be in it, then fit.'}
        </p>
      )}
    </div>
  );
}
