import { Component, type ReactNode } from 'react';
import styles from './App.module.css';

interface Props {
  readonly children: ReactNode;
}

/** What browsers say when a part of the app is not where it was. */
const isMissingPart = ({ message }: Error): boolean =>
  /dynamically imported module|importing a module script|preload CSS/i.test(message);

/** Keeps the shell alive when a page fails, and says what to do. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={styles.crash} role="alert">
        <h1>This page stopped working</h1>
        <p>
          {isMissingPart(error)
            ? 'A part of it could not be loaded: there is no connection, or Xanopy was updated meanwhile.'
            : error.message}{' '}
          Your spectra are kept in this browser.{' '}
          <button type="button" onClick={() => window.location.reload()}>
            Reload the page
          </button>
        </p>
      </div>
    );
  }
}
