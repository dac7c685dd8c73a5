import { GROWN } from './seed';
import { trainElement, type TrainedElement } from './train-element';

export interface TrainResult {
  readonly element: string;
  readonly trained: TrainedElement;
}

/** One job of `npm run train`. */
export default (element: string): TrainResult => ({ element, trained: trainElement(element, GROWN) });
