import { useMemo, useRef, useState, type ChangeEvent } from 'react';
import { countsOf } from '../../domain/map/layers';
import { elementOf } from '../../domain/elements';
import { mapCsv, mapJournal, type MapRecord } from '../../exporters/map';
import { BINNINGS } from '../../readers/stacks/binned';
import { maps, useMaps, type MapsState } from '../../stores/maps';
import { notices } from '../../stores/notices';
import { save } from '../../stores/saving';
import { remoteStacks } from '../../worker/remote-stacks';
import controls from '../../styles/controls.module.css';
import { onPaper, paperPalette } from '../analyse/plot/paper';
import { FigureMenu } from '../export/FigureMenu';
import { exportName } from '../export/results';
import { NumberField } from '../widgets/NumberField';
import { Segments } from '../widgets/Segments';
import { figureOfMap } from './figure';
import {
  CIVIDIS,
  describePixel,
  LAYER_NAMES,
  LAYER_TITLES,
  LAYERS,
  legendOf,
  placeOf,
  rangeOf,
  runsOf,
  type Layer,
  type Shown,
} from './layers';
import styles from './Map.module.css';
import { MapCanvas } from './MapCanvas';
import { Picked } from './Picked';

const count = new Intl.NumberFormat('en');

/** Opens a file, with the list of energies of a TIFF stack beside it. */
function OpenButtons({
  needsEnergies,
  file,
}: {
  readonly needsEnergies: boolean;
  readonly file: File | null;
}) {
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLInputElement>(null);
  const openAll = async (files: readonly File[]): Promise<void> => {
    const isText = ({ name }: File): boolean => /\.(txt|csv|dat|energy|energies)$/i.test(name);
    const stack = files.find((one) => !isText(one)) ?? file;
    const energies = files.find(isText);
    if (stack) await maps.getState().open(stack, energies ? await energies.text() : null);
  };
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    void openAll([...(target.files ?? [])]);
    // The same file can be chosen again.
    target.value = '';
  };
  return (
    <span className={styles.row}>
      <button type="button" className={controls.primary} onClick={() => input.current?.click()}>
        Open a stack
      </button>
      {needsEnergies && (
        <button type="button" className={controls.primary} onClick={() => list.current?.click()}>
          Choose the list of energies
        </button>
      )}
      <input ref={input} type="file" hidden multiple aria-label="Stack" onChange={onChange} />
      <input ref={list} type="file" hidden aria-label="List of energies" onChange={onChange} />
    </span>
  );
}

/** What the mean spectrum leaves open, or why it has no answer, with the element to choose. */
function Survey({ survey, settings }: Pick<MapsState, 'survey' | 'settings'>) {
  const [element, setElement] = useState('');
  if (!survey || survey.examination.kind === 'answered') return null;
  const { change } = maps.getState();
  if (survey.examination.kind === 'question') {
    const { question } = survey.examination;
    return (
      <section aria-label="Question">
        <p>{question.text}</p>
        <span className={styles.row}>
          {question.options.map((option) => (
            <button
              key={option.label}
              type="button"
              className={controls.button}
              onClick={() => void change({ ...settings.choices, ...option.choices }, settings.options)}
            >
              {option.label}
            </button>
          ))}
        </span>
      </section>
    );
  }
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        const symbol = elementOf(element)?.symbol;
        if (symbol) void change(settings.choices, { ...settings.options, element: symbol });
      }}
    >
      <p className={styles.failure} role="alert">
        The mean of the stack has no answer: {survey.examination.error.message}
      </p>
      <label htmlFor="map-element">Element</label>
      <input
        id="map-element"
        className={controls.field}
        size={3}
        value={element}
        onChange={({ target }) => {
          setElement(target.value);
        }}
      />
      <button type="submit" className={controls.button} disabled={!elementOf(element)}>
        Read as this
      </button>
    </form>
  );
}

/** How the answers come along, and how they are stopped. */
function Progress({ running, map }: Pick<MapsState, 'running' | 'map'>) {
  const { start, stop } = maps.getState();
  if (running) {
    return (
      <span className={styles.row}>
        <progress
          className={styles.progress}
          max={running.total}
          value={running.done}
          aria-label="Spectra answered"
        />
        <span>
          {count.format(running.done)} of {count.format(running.total)}
        </span>
        <button type="button" className={controls.button} onClick={stop}>
          Stop
        </button>
      </span>
    );
  }
  if (!map?.layers.state.includes(0)) return null;
  return (
    <button type="button" className={controls.button} onClick={() => void start()}>
      Go on
    </button>
  );
}

function Legend({
  map,
  layer,
  leastStep,
  range,
}: {
  readonly map: Shown;
  readonly layer: Layer;
  readonly leastStep: number | null;
  readonly range: readonly [number, number];
}) {
  if (layer === 'cn' || layer === 'state') {
    return (
      <ul className={styles.legend} aria-label={LAYER_TITLES[layer]}>
        {legendOf(map, layer, leastStep).map(({ name, colour, pixels }) => (
          <li key={name}>
            <span className={styles.swatch} style={{ background: colour }} aria-hidden="true" />
            {name}: {count.format(pixels)}
          </li>
        ))}
      </ul>
    );
  }
  const digits = layer === 'e0' ? 1 : 2;
  return (
    <p className={styles.legend}>
      {LAYER_TITLES[layer]}: {range[0].toFixed(digits)}
      <span
        className={styles.scale}
        aria-hidden="true"
        style={{ background: `linear-gradient(to right, ${CIVIDIS.map(([, colour]) => colour).join(', ')})` }}
      />
      {range[1].toFixed(digits)}
    </p>
  );
}

/** The map with what it was made from; null without an answer of the mean. */
function recordOf({ file, stack, survey, settings, map, leastStep }: MapsState): MapRecord | null {
  if (!file || !stack || !map || survey?.examination.kind !== 'answered') return null;
  const { analysis, reading } = survey.examination;
  return {
    file: file.file.name,
    size: file.file.size,
    stack: stack.id,
    title: stack.title,
    element: analysis.element,
    muExpression: reading.attribution.muExpression,
    modelVersion: analysis.modelVersion,
    binning: settings.binning,
    choices: settings.choices,
    options: settings.options,
    leastStep,
    map,
  };
}

async function exportAs(format: 'csv' | 'h5', record: MapRecord): Promise<void> {
  const created = new Date();
  const provenance = { appVersion: __APP_VERSION__, created };
  let content: Blob;
  if (format === 'csv') content = new Blob([mapCsv(record, provenance)], { type: 'text/csv;charset=utf-8' });
  else {
    const written = await remoteStacks().hdf5(record, provenance);
    if (!written.ok) {
      notices.getState().notify(written.error.message);
      return;
    }
    content = new Blob([written.value.slice()], { type: 'application/x-hdf5' });
  }
  save({ name: exportName([`${record.file}-map`], format, created), content });
}
/** The answers as an image, with the spectrum of what is chosen beside it. */
function Answered({
  state,
  map,
  record,
}: {
  readonly state: MapsState;
  readonly map: Shown;
  readonly record: MapRecord;
}) {
  const [layer, setLayer] = useState<Layer>('cn');
  const { stack, leastStep, settings, pixels, picked, survey } = state;
  const range = useMemo(() => rangeOf(map, layer, leastStep), [map, layer, leastStep]);
  const { failures } = countsOf(map);
  const size = map.columns === 1 ? `${map.lines} spectra` : `${map.lines} × ${map.columns} spectra`;
  const what = (chosen: Uint32Array): string =>
    chosen.length === 1 ? placeOf(map, chosen[0] ?? 0) : `mean of ${chosen.length} pixels`;
  const shown = pixels ? picked : survey;
  const heading = pixels ? what(pixels) : 'Mean of the stack';
  const which = pixels && pixels.length > 1 ? ` (${runsOf(map, pixels)})` : '';
  return (
    <>
      <div className={styles.row}>
        <Segments
          label="Layer"
          options={LAYERS.map((value) => ({ value, label: LAYER_NAMES[value], help: LAYER_TITLES[value] }))}
          value={layer}
          onChange={setLayer}
        />
        <Segments
          label="Binning"
          options={BINNINGS.map((value) => ({
            value: String(value),
            label: `${value} × ${value}`,
            help: 'Pixels averaged to one before they are answered',
          }))}
          value={String(settings.binning)}
          onChange={(value) => void maps.getState().bin(BINNINGS.find((one) => String(one) === value) ?? 1)}
        />
        <NumberField
          label="Least edge step"
          title="Pixels with a smaller edge step are not shown and not exported"
          value={leastStep ?? 0}
          step={0.05}
          digits={3}
          min={0}
          max={1e6}
          onCommit={(value) => {
            maps.getState().mask(value > 0 ? value : null);
          }}
        />
        <button type="button" className={controls.button} onClick={() => void exportAs('csv', record)}>
          CSV
        </button>
        <button type="button" className={controls.button} onClick={() => void exportAs('h5', record)}>
          HDF5
        </button>
        <FigureMenu
          name={`${record.file}-${layer}`}
          draw={(paper) => {
            const palette = paperPalette(paper);
            return onPaper(
              figureOfMap(map, layer, leastStep, range, palette),
              `${record.title}, ${LAYER_TITLES[layer]}`,
              paper,
              palette,
              map.columns === 1 ? 0.5 : 0.9,
            );
          }}
          items={() => (provenance) => mapJournal(record, provenance)}
        />
      </div>
      <div className={styles.main}>
        <div>
          <MapCanvas
            map={map}
            layer={layer}
            leastStep={leastStep}
            range={range}
            label={`Map of ${size}: ${LAYER_TITLES[layer]}`}
            pixels={pixels}
            describe={(pixel) => describePixel(map, pixel)}
            onPick={(chosen) => void maps.getState().pick(chosen, what(chosen))}
          />
          <Legend map={map} layer={layer} leastStep={leastStep} range={range} />
          {failures.length > 0 && (
            <details>
              <summary>
                {count.format(failures.reduce((sum, { pixels: of }) => sum + of, 0))} pixels without an answer
              </summary>
              <ul className={styles.reasons}>
                {failures.map(({ code, message, pixels: of }) => (
                  <li key={code}>
                    {count.format(of)}: {message}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
        <div>
          {shown ? (
            <Picked
              spectrum={shown}
              heading={heading}
              file={record.file}
              format={stack?.format ?? 'hdf5'}
              derivation={`${heading}${which} of ${record.stack} in ${record.file}, ${settings.binning} x ${settings.binning} pixels averaged to one`}
            />
          ) : (
            <p role="status">Reading…</p>
          )}
        </div>
      </div>
    </>
  );
}

/** Maps, full-field images and long series: the answer to every pixel as an image. */
export function MapPage() {
  const state = useMaps((all) => all);
  const { file, stacks, stack, survey, settings, map, running, failure } = state;
  const record = recordOf(state);
  return (
    <div className={styles.page}>
      <header className={styles.intro}>
        <h1>Map</h1>
        <p>
          Drop a stack of spectra: HDF5 or NeXus with mu(y, x, energy) or intensities, or a TIFF file with an
          image for each energy and a list of the energies. It is read part by part and does not leave this
          browser.
        </p>
        <OpenButtons needsEnergies={failure?.code === 'stack-energies'} file={file?.file ?? null} />
      </header>
      {failure && (
        <p className={styles.failure} role="alert">
          <strong>{file?.file.name}</strong> {failure.message}
        </p>
      )}
      {file && stack && (
        <div className={styles.row}>
          <h2>
            {file.file.name}: {stack.columns === 1 ? stack.lines : `${stack.lines} × ${stack.columns}`}{' '}
            spectra of {stack.points} energies
          </h2>
          {stacks.length > 1 && (
            <select
              className={controls.field}
              aria-label="Stack"
              value={stack.id}
              onChange={({ target }) => void maps.getState().choose(target.value)}
            >
              {stacks.map(({ id, signals }) => (
                <option key={id} value={id}>
                  {id} ({signals.join(', ')})
                </option>
              ))}
            </select>
          )}
          <Progress running={running} map={map} />
        </div>
      )}
      {stack?.warnings.map(({ code, message }) => (
        <p key={code}>{message}</p>
      ))}
      {file && !failure && !survey && <p role="status">Reading…</p>}
      <Survey survey={survey} settings={settings} />
      {map && record && <Answered state={state} map={map} record={record} />}
    </div>
  );
}
