import type { Analysis } from '../../domain/analysis';
import { qualityLights, type Level, type QualityLight } from '../../domain/quality/lights';
import type { Item } from '../../stores/session';

const known = new WeakMap<Analysis, readonly QualityLight[]>();

/** The quality lights of an analysed spectrum, judged when first looked at. */
export function lightsOf({ analysis, spectrum }: Item): readonly QualityLight[] {
  if (!analysis || !spectrum) return [];
  const lights = known.get(analysis) ?? qualityLights(spectrum, analysis.prepared, analysis.element);
  known.set(analysis, lights);
  return lights;
}

/** The worst level and the lights that have it; null without lights. */
export function worstOf(
  lights: readonly QualityLight[],
): { readonly level: Level; readonly lights: readonly QualityLight[] } | null {
  for (const level of ['poor', 'fair', 'good'] as const) {
    const found = lights.filter((light) => light.level === level);
    if (found.length > 0) return { level, lights: found };
  }
  return null;
}
