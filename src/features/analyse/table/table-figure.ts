import { escapeXml } from '../../../exporters/figures/svg';
import { middleEllipsis } from '../../widgets/format';
import { pxOfMm, type Paper } from '../plot/paper';

export interface FigureColumn {
  readonly label: string;
  readonly isNumber: boolean;
  readonly cells: readonly string[];
}

const PX_PER_PT = 96 / 72;
/** Parts of the letters' size: width of a letter on average, height of a line, space between columns. */
const LETTER = 0.55;
const LINE = 1.5;
const GAP = 1;
/** Longer cells lose their middle. */
const MOST_LETTERS = 40;

/**
 * The table as a picture: three rules, as journals set tables. The letters get smaller where the columns would be
 * wider than the paper.
 */
export function tableFigure(
  columns: readonly FigureColumn[],
  paper: Paper,
): { readonly svg: string; readonly width: number; readonly height: number } {
  const width = pxOfMm(paper.width);
  const texts = columns.map(({ label, isNumber, cells }) => {
    const lines = [label, ...cells.map((cell) => middleEllipsis(cell, MOST_LETTERS))];
    return { isNumber, lines, letters: Math.max(...lines.map(({ length }) => length)) };
  });
  const wanted = texts.reduce((sum, { letters }) => sum + letters * LETTER + GAP, GAP);
  const size = Math.min(paper.font * PX_PER_PT, width / wanted);
  const line = LINE * size;
  const count = texts[0]?.lines.length ?? 0;
  const height = (count + 1) * line;
  let x = GAP * size;
  const cells = texts.flatMap(({ isNumber, lines, letters }) => {
    const across = letters * LETTER * size;
    const at = isNumber ? x + across : x;
    x += across + GAP * size;
    return lines.map(
      (text, row) =>
        `<text x="${at.toFixed(2)}" y="${((row + 1.1) * line).toFixed(2)}" text-anchor="${isNumber ? 'end' : 'start'}"${row === 0 ? ' font-weight="bold"' : ''}>${escapeXml(text)}</text>`,
    );
  });
  const rule = (y: number): string =>
    `<line x1="0" x2="${width.toFixed(2)}" y1="${y.toFixed(2)}" y2="${y.toFixed(2)}" stroke="#000" stroke-width="1"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#fff"/>${rule(0.25 * line)}${rule(1.45 * line)}${rule((count + 0.6) * line)}<g font-family="Arial, Helvetica, 'Liberation Sans', sans-serif" font-size="${size.toFixed(2)}" fill="#000">${cells.join('')}</g></svg>`;
  return { svg, width, height };
}
