import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { describePoints } from '../../../exporters/journal';
import type { Item } from '../../../stores/session';
import { signed } from '../../widgets/format';
import { NormalisationBar } from '../plot/NormalisationBar';
import { CalibrationBar } from './CalibrationBar';
import styles from './Preparation.module.css';
import { proposedGlitches } from './points';
import { PointsBar } from './PointsBar';

/** Which folds are open: the same for every spectrum, as long as the page lives. */
const folds = createStore(() => ({ energies: false, points: false }));

interface FoldProps {
  readonly of: 'energies' | 'points';
  readonly title: string;
  /** What is set in it. */
  readonly state: string;
  readonly children: ReactNode;
}

/** Controls that most spectra do not need: one line that says what they are set to. */
function Fold({ of, title, state, children }: FoldProps) {
  const isOpen = useStore(folds, (open) => open[of]);
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => {
        folds.setState({ [of]: currentTarget.open });
      }}
    >
      <summary>
        {title} <span>{state}</span>
      </summary>
      {children}
    </details>
  );
}

/** What can be done to a scan before it is analysed: background, energies, points. */
export default function Preparation({ item }: { readonly item: Item }) {
  const { calibration, points } = item.options;
  const proposed = useMemo(() => proposedGlitches(item), [item]);
  const shown = [
    points ? describePoints(points) : 'all',
    ...(proposed.length === 0
      ? []
      : [proposed.length === 1 ? '1 looks like a glitch' : `${proposed.length} look like glitches`]),
  ];
  return (
    <>
      <NormalisationBar item={item} />
      <div className={styles.folds}>
        <Fold
          of="energies"
          title="Energies"
          state={calibration ? `${signed(calibration.shift, 2)}\u202feV` : 'as in the file'}
        >
          <CalibrationBar item={item} />
        </Fold>
        <Fold of="points" title="Points" state={shown.join('; ')}>
          <PointsBar item={item} proposed={proposed} />
        </Fold>
      </div>
    </>
  );
}
