import { useEffect, useMemo } from 'react';
import type { Analysis } from '../../domain/analysis';
import { ownNeighbours } from '../../domain/references/neighbours';
import { currentLibrary, referencesFor, useReferences } from '../../stores/references';
import type { Item } from '../../stores/session';
import answer from '../analyse/answer/Answer.module.css';
import { NeighbourList } from '../analyse/answer/NeighbourList';
import { shownNeighbours } from '../analyse/useNeighbours';
import { scanOf, takenFrom } from './draft';

interface Props {
  readonly item: Item;
  readonly analysis: Analysis;
}

/** The user's references nearest to the spectrum, as the computed ones are shown, and the way to make it one. */
export default function OwnNeighbours({ item, analysis }: Props) {
  const libraries = useReferences((state) => state.libraries);
  const isKept = useReferences(
    (state) => takenFrom(item, currentLibrary(state)?.references ?? []) !== undefined,
  );
  const { element, prepared } = analysis;
  const own = useMemo(
    () => ownNeighbours(prepared.window, element, referencesFor({ libraries }, element), scanOf(item)),
    [libraries, item, element, prepared],
  );
  useEffect(() => {
    shownNeighbours.setState({ own });
    return () => {
      shownNeighbours.setState({ own: [] });
    };
  }, [own]);
  return (
    <section className={answer.section} aria-label="Own references">
      <h3>Own references {own.length > 0 && <span>nearest first; tick to draw them in the plot</span>}</h3>
      {own.length > 0 && <NeighbourList neighbours={own} />}
      <p className={answer.small}>
        <a href={`#/references/${item.id}`}>
          {isKept ? 'This spectrum is a reference: change it' : 'Label this spectrum as a reference'}
        </a>
      </p>
    </section>
  );
}
