import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { AnalysePage } from '../features/analyse/AnalysePage';
import { DropTarget } from '../features/analyse/files/DropTarget';
import { Shortcuts } from '../features/shortcuts/Shortcuts';
import { layoutAnswers } from '../stores/layout-answers';
import { session } from '../stores/session';
import { keepSession } from '../stores/session/keep';
import { settings } from '../stores/settings';
import { structures } from '../stores/structures';
import '../styles/tokens.css';
import '../styles/base.css';
import { ErrorBoundary } from './ErrorBoundary';
import { Header } from './Header';
import { Notices } from './Notices';
import styles from './App.module.css';
import { useRoute, type Route } from './useRoute';
import { useTheme } from './useTheme';

const MethodPage = lazy(async () => ({
  default: (await import('../features/method/MethodPage')).MethodPage,
}));
const MapPage = lazy(async () => ({ default: (await import('../features/map/MapPage')).MapPage }));
const StructuresPage = lazy(async () => ({
  default: (await import('../features/structures/StructuresPage')).StructuresPage,
}));
const ReferencesPage = lazy(async () => {
  const [page, { referencesReady }] = await Promise.all([
    import('../features/references/ReferencesPage'),
    import('../stores/references'),
  ]);
  await referencesReady;
  return { default: page.ReferencesPage };
});
const ModelsPage = lazy(async () => ({
  default: (await import('../features/models/ModelsPage')).ModelsPage,
}));

/** Settings come before the first paint, so that nothing jumps; spectra follow. */
const settled = (async (): Promise<void> => {
  await Promise.all([settings, layoutAnswers, structures].map((store) => store.persist.rehydrate()));
})();
const restored = settled.then(() => keepSession(session));

function Page({ route }: { readonly route: Route }) {
  switch (route) {
    case 'analyse':
      return <AnalysePage restored={restored} />;
    case 'map':
      return <MapPage />;
    case 'structures':
      return <StructuresPage />;
    case 'references':
      return <ReferencesPage />;
    case 'models':
      return <ModelsPage />;
    case 'method':
      return <MethodPage />;
  }
}

const TITLES: Readonly<Record<Route, string>> = {
  analyse: 'Xanopy: coordination environments from XANES',
  map: 'Map · Xanopy',
  structures: 'Structures · Xanopy',
  references: 'References · Xanopy',
  models: 'Models · Xanopy',
  method: 'Method · Xanopy',
};

/** The shell: header, the page that the address names, notices. */
export function App() {
  const route = useRoute();
  useTheme();
  const main = useRef<HTMLElement>(null);
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    void settled.finally(() => {
      setSettled(true);
    });
  }, []);
  useEffect(() => {
    document.title = TITLES[route];
  }, [route]);
  if (!isSettled) return <div className={styles.app} aria-busy="true" />;
  return (
    <div className={styles.app} data-route={route}>
      <a
        className={`visually-hidden ${styles.skip}`}
        href="#main"
        onClick={(event) => {
          // The address names the page: following the link would leave this one.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to content
      </a>
      <Header route={route} />
      <main id="main" ref={main} className={styles.main} tabIndex={-1}>
        <ErrorBoundary key={route}>
          <Suspense fallback={<p className={styles.loading}>Loading…</p>}>
            <Page route={route} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <DropTarget />
      <Notices />
      <Shortcuts />
    </div>
  );
}
