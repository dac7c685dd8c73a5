import type { Item } from '../../../stores/session';
import { CalibrationBar } from './CalibrationBar';
import { PointsBar } from './PointsBar';

/** What can be done to a scan before it is analysed, below the controls of its normalisation. */
export default function Preparation({ item }: { readonly item: Item }) {
  return (
    <>
      <CalibrationBar item={item} />
      <PointsBar item={item} />
    </>
  );
}
