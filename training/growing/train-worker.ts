import { parentPort } from 'node:worker_threads';
import { SHIPPED } from './recipe';
import { trainElement, type TrainedElement } from './train-element';

export interface TrainResult {
  readonly element: string;
  readonly trained: TrainedElement;
}

parentPort?.on('message', (element: string) => {
  const result: TrainResult = { element, trained: trainElement(element, SHIPPED) };
  parentPort?.postMessage(result);
});
