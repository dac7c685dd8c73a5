/** Text as it may stand between tags and in attributes. */
export function escapeXml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // Characters that XML 1.0 knows no way to write.
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
  );
}

/**
 * An SVG figure with its size on paper (mm) in place of pixels, a title, and how it was made as its description.
 * @throws Error when `svg` has no root element
 */
export function svgWith(
  svg: string,
  {
    width,
    height,
    title,
    description,
  }: Readonly<Record<'width' | 'height', number>> & Readonly<Record<'title' | 'description', string>>,
): string {
  const root = /<svg\b[^>]*>/.exec(svg);
  if (!root) throw new Error('the figure is not SVG');
  const sized = root[0]
    .replace(/\bwidth="[^"]*"/, `width="${width}mm"`)
    .replace(/\bheight="[^"]*"/, `height="${Number(height.toFixed(2))}mm"`);
  const facts = `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`;
  return svg.slice(0, root.index) + sized + facts + svg.slice(root.index + root[0].length);
}
