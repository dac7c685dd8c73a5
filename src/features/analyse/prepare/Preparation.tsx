import type { Item } from '../../../stores/session';
import { NormalisationBar } from '../plot/NormalisationBar';
import { CalibrationBar } from './CalibrationBar';
import { PointsBar } from './PointsBar';

/** What can be done to a scan before it is analysed: background, energies, points. */
export default function Preparation({ item }: { readonly item: Item }) {
  return (
    <>
      <NormalisationBar item={item} />
      <CalibrationBar item={item} />
      <PointsBar item={item} />
    </>
  );
}
