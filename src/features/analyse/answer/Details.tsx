import type { Analysis } from '../../../domain/analysis';
import type { Item } from '../../../stores/session';
import { CrossCheckSection } from './CrossCheckSection';
import { DataQuality } from './DataQuality';
import { ModelFacts } from './ModelFacts';
import { Neighbours } from './Neighbours';
import { Parameters } from './Parameters';

interface Props {
  readonly item: Item;
  readonly analysis: Analysis;
}

/** The lower part of the answer, which is loaded after the upper one. */
export default function Details({ item, analysis }: Props) {
  return (
    <>
      <Neighbours item={item} analysis={analysis} />
      <DataQuality item={item} />
      <Parameters item={item} analysis={analysis} />
      {!analysis.pack && <ModelFacts element={analysis.element} />}
      {!analysis.pack && <CrossCheckSection item={item} />}
    </>
  );
}
