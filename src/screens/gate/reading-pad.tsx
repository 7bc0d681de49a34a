import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MeasuringSite } from '../../domain/entry.ts';
import type { Policy } from '../../domain/policy.ts';
import { TemperaturePad } from '../../ui/key-pad.tsx';
import { Reading } from '../../ui/reading.tsx';
import { Scale } from '../../ui/scale.tsx';
import { say } from '../../words/i18n.ts';
import css from './reading-pad.module.css';
import {
  EMPTY_READING,
  HIGHEST_TENTHS,
  LOWEST_TENTHS,
  needsConfirmation,
  typedTenths,
  typedText,
  withDigit,
} from './temperature-entry.ts';

const prefixes = [35, 36, 37, 38] as const;

export interface ReadingPadProps {
  readonly policy: Policy;
  readonly site: MeasuringSite;
  /** The fever line of the instrument at hand; without one the measuring site's. */
  readonly lineTenths?: number;
  /** What it is measured with, where there are several. */
  readonly instrument?: ComponentChildren;
  readonly isMaskOn: boolean;
  readonly onMask: (isOn: boolean) => void;
  readonly onReading: (temperatureTenths: number) => void;
  readonly onPark?: () => void;
  /** Something to read first: no reading is taken with a single key. */
  readonly isAlwaysConfirmed?: boolean;
  /** The scale under the figure; left out where there is no room for it. */
  readonly hasScale?: boolean;
  /** Lays out the figure above and the keys below. */
  readonly render: (figure: ComponentChildren, keys: ComponentChildren) => ComponentChildren;
}

/** Types one reading: one key for 36.0–36.9, two and 确定 for the rest. */
export function ReadingPad(props: ReadingPadProps) {
  const { policy, site, isMaskOn, onMask, onReading, onPark, hasScale = true, render } = props;
  const { isAlwaysConfirmed = false } = props;
  const [typed, setTyped] = useState(EMPTY_READING);
  const figure = useRef<HTMLElement>(null);
  // With large letters the keys may stand over what they type.
  useEffect(() => {
    if (typed !== EMPTY_READING) figure.current?.scrollIntoView({ block: 'nearest' });
  }, [typed]);
  const tenths = typedTenths(typed);
  const lineTenths = props.lineTenths ?? policy.feverThresholdTenths[site];
  const isImpossible = tenths === null && typedText(typed).length === 4;
  const hint = isImpossible
    ? say('measure.impossible', { low: LOWEST_TENTHS / 10, high: HIGHEST_TENTHS / 10 })
    : isAlwaysConfirmed || needsConfirmation(typed)
      ? say(tenths === null ? 'measure.type-digits' : 'measure.confirm')
      : say('measure.one-key');
  const press = (digit: string) => {
    const next = withDigit(typed, digit);
    const nextTenths = typedTenths(next);
    if (nextTenths !== null && !isAlwaysConfirmed && !needsConfirmation(next))
      onReading(nextTenths);
    else setTyped(next);
  };
  return (
    <>
      {render(
        <section ref={figure} class={css.figure}>
          <Reading digits={typedText(typed)} isOpen={typedText(typed).length < 4}>
            {props.instrument ?? (
              <>
                {say(`site.${site}`)}
                <br />
              </>
            )}
            {hint}
          </Reading>
          {hasScale && (
            <Scale
              lineTenths={lineTenths}
              {...(tenths !== null && { readingTenths: clamped(tenths) })}
            />
          )}
        </section>,
        <TemperaturePad
          prefixes={prefixes}
          prefix={typed.prefix}
          onPrefix={(prefix) => setTyped({ prefix, digits: '' })}
          onDigit={press}
          lineTenths={lineTenths}
          isMaskOn={isMaskOn}
          onMask={onMask}
          onPark={onPark}
          onConfirm={
            // A reading that is typed and not taken wants it, whatever made it wait.
            tenths !== null ? () => onReading(tenths) : undefined
          }
          onDelete={
            typed.prefix === null && typed.digits !== ''
              ? () => setTyped({ prefix: null, digits: typed.digits.slice(0, -1) })
              : undefined
          }
        />,
      )}
    </>
  );
}

/** The scale goes from 35 to 39; readings beyond stand at its ends. */
const clamped = (tenths: number): number => Math.min(390, Math.max(350, tenths));
