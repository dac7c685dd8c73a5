import type { ReactNode } from 'react';
import { endsOf } from '../../domain/spectrum/curve';
import { isUncalibrated } from '../../domain/pack-answer';
import { WINDOW_LENGTH, WINDOW_POINTS, WINDOW_START } from '../../domain/spectrum/window';
import { confidenceWords, electronVolts, environmentText, percent, signed } from '../widgets/format';
import { regionBands } from '../charts/regions';
import { XyChart } from '../charts/XyChart';
import { MotifPicture } from '../motifs/MotifPicture';
import styles from './Method.module.css';
import { useModel } from './useModel';
import type { Subject } from './useSubject';
import { shownView } from '../../domain/forest/model';
import { Features, Votes } from './Votes';

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly text: ReactNode;
  readonly children: ReactNode;
}

function Step({ number, title, text, children }: StepProps) {
  return (
    <article className={styles.step}>
      <div className={styles.words}>
        <h3>
          <span className={styles.number}>{number}</span> {title}
        </h3>
        {text}
      </div>
      <div className={styles.figure}>{children}</div>
    </article>
  );
}

const E0_METHODS = {
  'half-step': 'where the normalised absorption last passes half of the edge step, near the steepest rise',
  derivative: 'where the normalised absorption rises most steeply',
  manual: 'as set by hand',
} as const;

const ENERGY = 'Energy (eV)';
const HEIGHT = 220;

/** The way of one spectrum through the method. */
export function Steps({ subject }: { readonly subject: Subject }) {
  const { name, isExample, attribution, analysis } = subject;
  const { prepared, answer, confidence, element } = analysis;
  const { raw, normalisation, e0 } = prepared;
  const { window, e0: alignedE0 } = analysis.aligned;
  const { pack } = analysis;
  const isStanding = analysis.looks[0]?.origin === 'edge';
  const [start, end] = endsOf(window.energy);
  // A pack's model stays in the worker.
  const model = useModel(analysis.pack ? null : element);
  const view = model && model.views[shownView(model)];
  const other = analysis.windows.find((one) => one !== analysis.aligned);
  const [first, last] = endsOf(raw.energy);
  const nearEdge = [Math.max(first, e0 - 40), Math.min(last, e0 + 100)] as const;
  const isOutside = confidence.applicability.verdict === 'outside';
  return (
    <>
      <h2>
        The steps, on {isExample ? 'the example ' : ''}
        {name}
      </h2>
      <p className={styles.soft}>
        {isExample
          ? 'Analyse a scan of your own and come back: the same steps then show it.'
          : 'The spectrum that is selected on the Analyse page.'}
      </p>
      <Step
        number={1}
        title="Read"
        text={
          <p>
            The file is recognised by its content as <strong>{attribution.format}</strong>. The energy is{' '}
            <strong>{attribution.energyColumn}</strong>, the absorption{' '}
            <strong>{attribution.muExpression}</strong>: {raw.energy.length} points from{' '}
            {electronVolts(first)} to {electronVolts(last)}. What a file leaves open is asked, never guessed.
          </p>
        }
      >
        <XyChart
          description={`Raw absorption of ${name}`}
          series={[{ label: 'raw', x: raw.energy, y: raw.mu, colour: 'var(--curve)' }]}
          xLabel={ENERGY}
          yLabel="Absorption, as measured"
          height={HEIGHT}
        />
      </Step>
      <Step
        number={2}
        title="Background"
        text={
          normalisation.wasNormalised ? (
            <p>The curve is normalised already, so it is left alone.</p>
          ) : (
            <p>
              A line through the pre-edge and a curve through the post-edge are fitted; their distance at the
              edge, the edge step, is {Number(normalisation.edgeStep.toPrecision(3))}.
            </p>
          )
        }
      >
        <XyChart
          description={`Raw absorption of ${name} with the background below and above the edge`}
          series={[
            { label: 'raw', x: raw.energy, y: raw.mu, colour: 'var(--curve)' },
            {
              label: 'pre-edge',
              x: raw.energy,
              y: normalisation.preEdge,
              colour: 'var(--curve-1)',
              kind: 'dashed',
            },
            {
              label: 'post-edge',
              x: raw.energy,
              y: normalisation.postEdge,
              colour: 'var(--curve-2)',
              kind: 'dashed',
            },
          ]}
          xLabel={ENERGY}
          yLabel="Absorption, as measured"
          hasLegend
          height={HEIGHT}
        />
      </Step>
      <Step
        number={3}
        title="Normalise and find E0"
        text={
          <p>
            The pre-edge is subtracted and the step becomes one. E<sub>0</sub> is {electronVolts(e0, 2)}:{' '}
            {E0_METHODS[prepared.e0Method]}. Everything that follows is placed by E<sub>0</sub>, so an error
            here is the most common cause of a wrong answer; the strip of shifts on the Analyse page shows
            what it would do.
          </p>
        }
      >
        <XyChart
          description={`Normalised absorption of ${name} with E0`}
          series={[{ label: 'normalised', x: raw.energy, y: normalisation.mu, colour: 'var(--curve)' }]}
          xDomain={nearEdge}
          marks={[{ label: 'E₀', x: e0 }]}
          xLabel={ENERGY}
          yLabel="Normalised absorption"
          height={HEIGHT}
        />
      </Step>
      <Step
        number={4}
        title="Cut the window"
        text={
          <p>
            {alignedE0 !== e0 &&
              `From the whole edge the aligner places E0 at ${electronVolts(alignedE0, 2)}, ${signed(alignedE0 - e0, 2)} eV from what was found. `}
            {pack && `The pack ${pack.name} answers. `}
            {isStanding ? (
              `Its models look at ${WINDOW_POINTS} points from ${electronVolts(start)} to ${electronVolts(end)}, wherever E0 is.`
            ) : (
              <>
                The forests look at {WINDOW_POINTS} points from {signed(WINDOW_START, 0)} to{' '}
                {signed(WINDOW_START + WINDOW_LENGTH, 0)} eV around E<sub>0</sub>: pre-edge, main peak and
                post-peak, 15 eV each.
              </>
            )}
            {window.missingBefore > 0.5 &&
              ` The scan starts ${electronVolts(window.missingBefore)} too late, so its first value stands in there.`}
            {window.missingAfter > 0.5 &&
              ` The scan ends ${electronVolts(window.missingAfter)} too early, so its last value stands in there.`}
          </p>
        }
      >
        <XyChart
          description={`Window of ${name}${isStanding ? '' : ', with its three regions'}`}
          series={[
            {
              label: 'window',
              x: window.energy.map((at) => at - alignedE0),
              y: window.mu,
              colour: 'var(--curve)',
            },
          ]}
          xDomain={[start - alignedE0, end - alignedE0]}
          {...(isStanding ? {} : { bands: regionBands(0) })}
          xLabel="E − E₀ (eV)"
          yLabel="Normalised absorption"
          height={HEIGHT}
        />
      </Step>
      <Step
        number={5}
        title="Make features"
        text={
          <p>
            {view
              ? `The forests of ${element} see ${view.features.blocks.length * WINDOW_POINTS} whole numbers: ${view.features.blocks.map((block) => BLOCKS[block]).join(', ')}, ${SCALES[view.features.scale]}.`
              : pack
                ? `The models of the pack ${pack.name} see numbers made of this window: the curve ${analysis.looks.map(({ scale }) => SCALES[scale]).join(' or ')}.`
                : 'The curve becomes a list of whole numbers, the features.'}{' '}
            {model &&
              other &&
              `The other ${model.views.length === 2 ? 'half' : 'part'} of the trees looks at a window about an E0 of ${electronVolts(other.e0, 2)}, with the slope above the edge left in: what one view mistakes the other may see. `}
            {!pack && 'Training used the same code.'}
          </p>
        }
      >
        {view && <Features mu={window.mu} recipe={view.features} />}
      </Step>
      <Step
        number={6}
        title="Let the trees vote"
        text={
          <p>
            {model && model.cn.forests.length > 0
              ? `${model.cn.forests.reduce((sum, { roots }) => sum + roots.length, 0)} trees each name a ranking of coordination numbers; for every number in it a second forest names a ranking of motifs.${model.prevalence ? ' A vote counts more where the leading number is common.' : ''}`
              : pack
                ? 'The models of the pack vote.'
                : 'No forest beats the most frequent environment for this element, so the shares of the training labels stand in for votes.'}{' '}
            {confidence.evidence.length > 0 &&
              `Of all questions on the trees’ paths, ${confidence.evidence
                .map(({ region, share }, i) => `${percent(share)} ${i === 0 ? 'concern ' : ''}the ${region}`)
                .join(', ')}.`}
          </p>
        }
      >
        {pack && <p>The votes of a pack ({pack.name}) are not shown here.</p>}
        {model &&
          (isOutside ? (
            <details>
              <summary>What the trees voted all the same (not an answer)</summary>
              <Votes windows={analysis.windows} model={model} />
            </details>
          ) : (
            <Votes windows={analysis.windows} model={model} />
          ))}
      </Step>
      <Step
        number={7}
        title="Answer"
        text={
          isOutside ? (
            <p>
              The models cannot judge this spectrum, so there is no answer.{' '}
              {confidence.applicability.reasons.map(({ message }) => message).join(' ')}
            </p>
          ) : (
            <p>
              <strong>{environmentText(answer.environment)}</strong>. Taken at their word, the votes expect a
              Jaccard index of {answer.expectedJaccard.toFixed(2)};{' '}
              {isUncalibrated(confidence.applicability)
                ? 'the pack brings no calibration, so this stands as a'
                : 'calibrated on materials that the forests had not seen, this becomes a'}{' '}
              <strong>
                Jaccard confidence of {confidenceWords(analysis.jaccardConfidence, confidence.isUpperBound)}
              </strong>
              . The first entry, number and whole motif ranking, is right with a probability of{' '}
              {confidenceWords(confidence.firstEntryProbability, confidence.isUpperBound)}.
            </p>
          )
        }
      >
        {!isOutside && (
          <ul className={styles.motifs}>
            {answer.environment.map(({ cn, motifs }) => (
              <li key={cn}>
                {motifs[0] && <MotifPicture name={motifs[0]} size={96} />}
                <span>
                  CN {cn} {motifs[0]}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Step>
    </>
  );
}

const BLOCKS = { intensity: 'intensities', derivative: 'slopes', area: 'areas up to each point' } as const;
const SCALES = {
  maximum: 'divided by the maximum',
  'post-edge': 'with the post-edge level as one',
  'post-peak': 'with the mean of the post-peak region as one',
  area: 'divided by the area',
} as const;
