import { createHash } from 'node:crypto';
import * as v from 'valibot';

const bomSchema = v.looseObject({
  bomFormat: v.literal('CycloneDX'),
  metadata: v.looseObject({ component: v.looseObject({ name: v.string() }) }),
  components: v.pipe(v.array(v.looseObject({ name: v.string() })), v.minLength(1)),
});

/**
 * A CycloneDX bill of materials, as `npm sbom` prints it, made repeatable: without the time and tool of its making, with
 * the name of the package instead of that of its folder, and with a serial number that follows from `content` (the
 * lock file) instead of from chance.
 */
export function bomOf(printed: unknown, content: string): string {
  const bom = v.parse(bomSchema, printed);
  const hex = createHash('sha256').update(content).digest('hex');
  // A version 8 UUID: the 122 free bits are the maker's own (RFC 9562, section 5.8).
  const serial = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const { timestamp: _time, tools: _tools, component, ...others } = bom.metadata;
  const metadata = { ...others, component: { ...component, name: 'xanopy' } };
  return `${JSON.stringify({ ...bom, serialNumber: `urn:uuid:${serial}`, metadata }, null, 2)}\n`;
}
