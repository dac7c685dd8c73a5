import { OfflineStatus } from '../features/offline/OfflineStatus';
import { useMedia } from '../features/widgets/useMedia';
import { useSettings, type Settings } from '../stores/settings';
import controls from '../styles/controls.module.css';
import styles from './App.module.css';
import type { Route } from './useRoute';

const LINKS: readonly { readonly route: Route; readonly href: string; readonly label: string }[] = [
  { route: 'analyse', href: '#/', label: 'Analyse' },
  { route: 'map', href: '#/map', label: 'Map' },
  { route: 'structures', href: '#/structures', label: 'Structures' },
  { route: 'references', href: '#/references', label: 'References' },
  { route: 'models', href: '#/models', label: 'Models' },
  { route: 'method', href: '#/method', label: 'Method' },
];

const THEMES: Readonly<Record<Settings['theme'], { label: string; icon: string; next: Settings['theme'] }>> =
  {
    system: { label: 'as the system', icon: '◐', next: 'light' },
    light: { label: 'light', icon: '☀', next: 'dark' },
    dark: { label: 'dark', icon: '☾', next: 'system' },
  };

function ThemeButton() {
  const theme = useSettings((state) => state.theme);
  const change = useSettings((state) => state.change);
  const { label, icon, next } = THEMES[theme];
  return (
    <button
      type="button"
      className={controls.icon}
      aria-label={`Theme: ${label}. Switch to ${THEMES[next].label}.`}
      title={`Theme: ${label}`}
      onClick={() => {
        change({ theme: next });
      }}
    >
      <span aria-hidden="true">{icon}</span>
    </button>
  );
}

/** Large type for the projector; the key is P. */
function SizeButton() {
  const isLarge = useSettings((state) => state.isLarge);
  const change = useSettings((state) => state.change);
  return (
    <button
      type="button"
      className={controls.icon}
      aria-pressed={isLarge}
      aria-label="Presentation: large type"
      title="Large type for the projector (P); all keys: ?"
      onClick={() => {
        change({ isLarge: !isLarge });
      }}
    >
      <span aria-hidden="true">{isLarge ? 'A−' : 'A+'}</span>
    </button>
  );
}

/** Below this width the pages have a line of their own, as in App.module.css. */
const TWO_LINES = '(max-width: 860px)';

export function Header({ route }: { readonly route: Route }) {
  const isNarrow = useMedia(TWO_LINES);
  const nav = (
    <nav aria-label="Pages" className={styles.nav}>
      {LINKS.map((link) => (
        <a key={link.route} href={link.href} aria-current={link.route === route ? 'page' : undefined}>
          {link.label}
        </a>
      ))}
      <a href="docs/index.html" target="_blank" rel="noreferrer">
        Help
      </a>
    </nav>
  );
  return (
    <header className={styles.header}>
      <a className={styles.brand} href="#/" aria-label="Xanopy, start page">
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M2 20h5c2.2 0 2.6-2 3-6.5C10.5 8 11.2 3.5 13 3.5s2 5 3.4 7.5C17.5 13 19.5 12 22 12" />
        </svg>
        <span>Xanopy</span>
      </a>
      {!isNarrow && nav}
      <OfflineStatus />
      <span className={styles.size}>
        <SizeButton />
      </span>
      <ThemeButton />
      {isNarrow && nav}
    </header>
  );
}
