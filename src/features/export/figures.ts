import { pngWith } from '../../exporters/figures/png';
import { svgWith } from '../../exporters/figures/svg';
import type { Provenance } from '../../exporters/document';
import { journalText } from '../../exporters/journal-text';
import type { Item } from '../../stores/session';
import type { PaperFigure } from '../analyse/plot/paper';
import { save } from '../../stores/saving';
import { exportName, resultsOf } from './results';

/** A figure at its size on paper: traces for plotly.js, or an SVG picture of its own. */
export type DrawnFigure =
  PaperFigure | { readonly svg: string; readonly width: number; readonly height: number };

/** How something was made, in lines. */
export type Journal = (provenance: Provenance) => readonly string[];

/** Dots per inch of pictures, and CSS px per inch. */
const DPI = 300;
const PX_PER_INCH = 96;
const MM_PER_INCH = 25.4;

/** The part of a data address behind its comma. */
const contentOf = (address: string): string => address.slice(address.indexOf(',') + 1);

async function svgOf(figure: DrawnFigure): Promise<string> {
  if ('svg' in figure) return figure.svg;
  const { Plotly } = await import('../analyse/plot/plotly');
  const { data, layout, width, height } = figure;
  return decodeURIComponent(
    contentOf(await Plotly.toImage({ data, layout }, { format: 'svg', width, height })),
  );
}

/** An SVG picture as the bytes of a PNG, at `DPI`. */
async function rasterised(svg: string, width: number, height: number): Promise<Uint8Array> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round((width * DPI) / PX_PER_INCH);
    canvas.height = Math.round((height * DPI) / PX_PER_INCH);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('the browser gives no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/png');
    });
    if (!blob) throw new Error('the browser makes no PNG');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Saves a figure with how it, or its spectra, were made inside. */
export async function saveFigure(
  format: 'svg' | 'png',
  name: string,
  figure: DrawnFigure,
  items: readonly Item[] | Journal,
  widthInMm: number,
): Promise<void> {
  const created = new Date();
  const provenance = { appVersion: __APP_VERSION__, created };
  const journal =
    typeof items === 'function' ? items(provenance).join('\n') : journalText(resultsOf(items), provenance);
  const svg = await svgOf(figure);
  const fileName = exportName([name], format, created);
  if (format === 'svg') {
    const height = (figure.height / PX_PER_INCH) * MM_PER_INCH;
    const content = svgWith(svg, { width: widthInMm, height, title: name, description: journal });
    save({ name: fileName, content: new Blob([content], { type: 'image/svg+xml' }) });
    return;
  }
  const png = pngWith(await rasterised(svg, figure.width, figure.height), DPI, [
    ['Title', name],
    ['Software', `Xanopy ${__APP_VERSION__}`],
    ['Description', journal],
  ]);
  save({ name: fileName, content: new Blob([png], { type: 'image/png' }) });
}
