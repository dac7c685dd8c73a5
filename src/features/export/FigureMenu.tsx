import { useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { notices } from '../../stores/notices';
import type { Item } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import type { Paper } from '../analyse/plot/paper';
import { NumberField } from '../widgets/NumberField';
import { Popover } from '../widgets/Popover';
import { Segments } from '../widgets/Segments';
import type { DrawnFigure, Journal } from './figures';
import styles from './FigureMenu.module.css';

/** Widths of the columns of most journals, mm. */
const WIDTHS = [
  { value: '85', label: '85 mm', help: 'One column of a journal' },
  { value: '180', label: '180 mm', help: 'Two columns of a journal' },
] as const;

/** How figures are saved; lives as long as the page. */
const paperState = createStore<Paper>()(() => ({ width: 85, font: 8 }));

interface Props {
  /** For the file name and the title in the file. */
  readonly name: string;
  readonly draw: (paper: Paper) => DrawnFigure;
  /** How it was made goes into the file: the spectra that are seen, or the journal of something else. */
  readonly items: () => readonly Item[] | Journal;
}

/** Saves the picture as a figure for a paper or a slide. */
export function FigureMenu({ name, draw, items }: Props) {
  const paper = useStore(paperState);
  const [isBusy, setBusy] = useState(false);
  const saveAs = async (format: 'svg' | 'png', close: () => void): Promise<void> => {
    setBusy(true);
    try {
      const { saveFigure } = await import('./figures');
      await saveFigure(format, name, draw(paper), items(), paper.width);
      close();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      notices.getState().notify(`The figure could not be drawn (${reason}). Reload the page and try again.`);
    }
    setBusy(false);
  };
  return (
    <Popover label="Figure" name="Save figure" title="Save the picture for a paper, as SVG or PNG">
      {(close) => (
        <div className={styles.form}>
          <Segments
            label="Width"
            options={WIDTHS}
            value={paper.width === 180 ? '180' : '85'}
            onChange={(value) => {
              paperState.setState({ width: Number(value) });
            }}
          />
          <NumberField
            label="Letters (pt)"
            value={paper.font}
            step={1}
            digits={0}
            min={5}
            max={16}
            onCommit={(font) => {
              paperState.setState({ font });
            }}
          />
          <span className={styles.buttons}>
            <button
              type="button"
              className={controls.primary}
              disabled={isBusy}
              title="A vector figure, for papers"
              onClick={() => void saveAs('svg', close)}
            >
              SVG
            </button>
            <button
              type="button"
              className={controls.button}
              disabled={isBusy}
              title="300 dots per inch, for word processors and slides"
              onClick={() => void saveAs('png', close)}
            >
              PNG, 300 dpi
            </button>
          </span>
          <p className={controls.hint}>
            Light colours on white in either theme. How it was made stands inside the file.
          </p>
        </div>
      )}
    </Popover>
  );
}
