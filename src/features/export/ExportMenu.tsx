import { useMemo, useState } from 'react';
import { notices } from '../../stores/notices';
import { session, useSession, type Item } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import { isFiltering, shownRows, useTableState } from '../analyse/table/filter';
import { Popover } from '../widgets/Popover';
import { Segments } from '../widgets/Segments';
import styles from './ExportMenu.module.css';
import { save } from '../../stores/saving';
import { exportFile, type ExportFormat } from './files';
import { ReportDialog } from './ReportDialog';
import { scopesOf, type Scope } from './scope';

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string; readonly help: string }[] = [
  { format: 'csv', label: 'Table as CSV', help: 'A plain table; the journal beside it, in a ZIP' },
  {
    format: 'csv-with-journal',
    label: 'Table and journal in one CSV',
    help: 'The journal as # lines before the table',
  },
  { format: 'json', label: 'Results as JSON', help: 'For programs; its schema is published' },
  {
    format: 'xdi',
    label: 'Normalised spectra as XDI',
    help: 'Energy in eV, edge step one; several come as a ZIP',
  },
  {
    format: 'athena',
    label: 'Athena project',
    help: 'As measured, with E0, ranges and edge step; for Athena and Larch',
  },
];

const LABELS: Readonly<Record<Scope, string>> = {
  current: 'Current',
  ticked: 'Ticked',
  filtered: 'Filtered',
  all: 'All',
};

const HELP: Readonly<Record<Scope, string>> = {
  current: 'The spectrum on screen',
  ticked: 'The ticked spectra and the one on screen',
  filtered: 'What the table shows, in its order',
  all: 'Every spectrum of the session',
};

/** The scopes that there are now, and which one is in force. */
function useScope(): {
  readonly scopes: ReturnType<typeof scopesOf>;
  readonly scope: Scope;
  readonly ids: readonly string[];
  readonly choose: (scope: Scope) => void;
} {
  const items = useSession((state) => state.items);
  const order = useSession((state) => state.order);
  const current = useSession((state) => state.current);
  const ticked = useSession((state) => state.ticked);
  const filter = useTableState((state) => state.filter);
  const sorting = useTableState((state) => state.sorting);
  const columns = useTableState((state) => state.columns);
  const [chosen, choose] = useState<Scope | null>(null);
  const scopes = useMemo(() => {
    const filtered = isFiltering(filter)
      ? shownRows({ items, order }, { filter, sorting, columns }).map(({ id }) => id)
      : null;
    return scopesOf({ order, current, ticked }, filtered);
  }, [items, order, current, ticked, filter, sorting, columns]);
  const preferred: Scope = chosen ?? (ticked.size > 0 ? 'ticked' : 'all');
  const found = scopes.find(({ scope }) => scope === preferred) ?? { scope: 'all' as const, ids: order };
  return { scopes, scope: found.scope, ids: found.ids, choose };
}

function Menu({ close, report }: { readonly close: () => void; readonly report: (items: Item[]) => void }) {
  const { scopes, scope, ids, choose } = useScope();
  const itemsNow = (): Item[] => {
    const { items } = session.getState();
    return ids.flatMap((id) => items[id] ?? []);
  };
  const exportAs = async (format: ExportFormat): Promise<void> => {
    close();
    const { notify } = notices.getState();
    try {
      const file = await exportFile(format, itemsNow(), { appVersion: __APP_VERSION__, created: new Date() });
      if (file) save(file);
      else notify('None of these spectra is normalised yet, so there is nothing to write.');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      notify(`The file could not be written (${reason}). Reload the page and try again.`);
    }
  };
  return (
    <>
      <div className={styles.scope}>
        <Segments
          label="Which spectra"
          options={scopes.map(({ scope: value, ids: { length } }) => ({
            value,
            label: value === 'current' ? LABELS[value] : `${LABELS[value]} (${length})`,
            help: HELP[value],
          }))}
          value={scope}
          onChange={choose}
        />
      </div>
      <ul aria-label="Export">
        {FORMATS.map(({ format, label, help }) => (
          <li key={format}>
            <button
              type="button"
              className={styles.entry}
              onClick={() => {
                void exportAs(format);
              }}
            >
              <span>{label}</span>
              <span className={controls.hint}>{help}</span>
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            className={styles.entry}
            onClick={() => {
              close();
              report(itemsNow());
            }}
          >
            <span>Report to print</span>
            <span className={controls.hint}>One page a spectrum, on paper or as PDF</span>
          </button>
        </li>
      </ul>
    </>
  );
}

/** Saves results and normalised spectra, or shows the report to print. */
export function ExportMenu() {
  const isEmpty = useSession((state) => state.order.length === 0);
  const [reported, setReported] = useState<readonly Item[] | null>(null);
  return (
    <>
      <Popover
        label="Export"
        name="Export"
        title="Save results and spectra with everything that is needed to repeat them"
        isDisabled={isEmpty}
      >
        {(close) => <Menu close={close} report={setReported} />}
      </Popover>
      {reported && (
        <ReportDialog
          items={reported}
          onClose={() => {
            setReported(null);
          }}
        />
      )}
    </>
  );
}
