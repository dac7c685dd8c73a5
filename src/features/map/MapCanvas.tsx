import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { coloursOf, insideOf, type Layer, type Shown } from './layers';
import styles from './Map.module.css';

interface Props {
  readonly map: Shown;
  readonly layer: Layer;
  readonly leastStep: number | null;
  readonly range: readonly [number, number];
  readonly label: string;
  readonly pixels: Uint32Array | null;
  readonly describe: (pixel: number) => string;
  readonly onPick: (pixels: Uint32Array) => void;
}

/** CSS px that the pointer must move to draw a lasso instead of choosing a pixel. */
const DRAG = 5;
/** Least height of the strip that a series is drawn as, px. */
const STRIP = 64;

type Place = readonly [x: number, y: number];

/** A series lies on its side, so that it runs from left to right. */
const sizeOf = ({ lines, columns }: Pick<Shown, 'lines' | 'columns'>): { width: number; height: number } =>
  columns === 1 ? { width: lines, height: 1 } : { width: columns, height: lines };

/** The picture of a layer: a pixel by pointer or arrow keys, several by a lasso or with Shift. */
export function MapCanvas({ map, layer, leastStep, range, label, pixels, describe, onPick }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cursor, setCursor] = useState(0);
  const [corner, setCorner] = useState<number | null>(null);
  const [lasso, setLasso] = useState<readonly Place[]>([]);
  const { width, height } = sizeOf(map);
  const at = Math.min(cursor, width * height - 1);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(coloursOf(map, layer, leastStep, range), width, height), 0, 0);
  }, [map, layer, leastStep, range, width, height]);

  /** Where the pointer is, in pixels of the map. */
  const placeOf = ({ clientX, clientY }: PointerEvent): Place => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return [0, 0];
    return [((clientX - box.left) / box.width) * width, ((clientY - box.top) / box.height) * height];
  };
  const pixelAt = ([x, y]: Place): number =>
    Math.max(0, Math.min(height - 1, Math.floor(y))) * width +
    Math.max(0, Math.min(width - 1, Math.floor(x)));

  const onPointerUp = (event: PointerEvent): void => {
    const [first] = lasso;
    setLasso([]);
    if (!first) return;
    const box = canvas.current?.getBoundingClientRect();
    const scale = box ? box.width / width : 1;
    const far = lasso.some(([x, y]) => Math.hypot(x - first[0], y - first[1]) * scale > DRAG);
    const inside = far ? insideOf({ lines: height, columns: width }, lasso) : null;
    const pixel = pixelAt(placeOf(event));
    setCorner(null);
    setCursor(pixel);
    onPick(inside && inside.length > 0 ? inside : Uint32Array.of(pixel));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.ctrlKey ? 10 : 1;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
      Home: [-width, 0],
      End: [width, 0],
    };
    const move = moves[event.key];
    if (!move && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    const column = Math.max(0, Math.min(width - 1, (at % width) + (move?.[0] ?? 0)));
    const line = Math.max(0, Math.min(height - 1, Math.floor(at / width) + (move?.[1] ?? 0)));
    const next = line * width + column;
    const start = event.shiftKey ? (corner ?? at) : null;
    setCursor(next);
    setCorner(start);
    if (move) return;
    const [x, y] = start === null ? [column, line] : [start % width, Math.floor(start / width)];
    const [left, right, top, bottom] = [
      Math.min(x, column),
      Math.max(x, column),
      Math.min(y, line),
      Math.max(y, line),
    ];
    onPick(
      Uint32Array.from({ length: (right - left + 1) * (bottom - top + 1) }, (_, place) => {
        const across = right - left + 1;
        return (top + Math.floor(place / across)) * width + left + (place % across);
      }),
    );
  };

  const chosen = pixels && pixels.length > 1 ? pixels : null;
  return (
    <div className={styles.picture}>
      <div
        className={styles.frame}
        style={{
          aspectRatio: height === 1 ? undefined : `${width} / ${height}`,
          maxWidth: height === 1 ? undefined : `calc(70vh * ${width / height})`,
          height: height === 1 ? STRIP : undefined,
        }}
      >
        <canvas
          ref={canvas}
          width={width}
          height={height}
          className={styles.canvas}
          role="application"
          tabIndex={0}
          aria-label={label}
          aria-describedby="map-pixel map-keys"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setLasso([placeOf(event)]);
          }}
          onPointerMove={(event) => {
            if (lasso.length > 0) setLasso([...lasso, placeOf(event)]);
            else setCursor(pixelAt(placeOf(event)));
          }}
          onPointerUp={onPointerUp}
          onPointerCancel={() => {
            setLasso([]);
          }}
          onKeyDown={onKeyDown}
        />
        <svg
          className={styles.marks}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {chosen && chosen.length <= 20_000 && (
            <path
              className={styles.chosen}
              d={Array.from(chosen, (pixel) => `M${pixel % width} ${Math.floor(pixel / width)}h1v1h-1z`).join(
                '',
              )}
            />
          )}
          {corner !== null && (
            <rect
              className={styles.cursor}
              x={Math.min(corner % width, at % width)}
              y={Math.min(Math.floor(corner / width), Math.floor(at / width))}
              width={Math.abs((corner % width) - (at % width)) + 1}
              height={Math.abs(Math.floor(corner / width) - Math.floor(at / width)) + 1}
            />
          )}
          {[styles.halo, styles.cursor].map((name) => (
            <rect
              key={name}
              className={name}
              x={at % width}
              y={Math.floor(at / width)}
              width={1}
              height={1}
            />
          ))}
          {lasso.length > 1 && (
            <polygon className={styles.cursor} points={lasso.map(([x, y]) => `${x},${y}`).join(' ')} />
          )}
        </svg>
      </div>
      <output id="map-pixel" className={styles.pixel} aria-live="polite">
        {describe(at)}
      </output>
      <p id="map-keys" className={styles.keys}>
        Click a pixel or draw around several. Keys: arrows move (Ctrl: ten), Shift widens, Enter takes.
      </p>
    </div>
  );
}
