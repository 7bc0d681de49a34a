import { streetTime } from '../../../domain/street-time.ts';
import type { GateToday } from '../../../protocol/today.ts';
import { formatTime, say } from '../../../words/i18n.ts';
import css from './gate-spark.module.css';

const FIRST_HOUR = 6;
const HOURS = 15;
const STEP = 8.6;
const MIDDLE = 16;
/** Of the hatching. */
const TOP = 3;
const BOTTOM = 29;
/** Quiet gates stay visible beside a busy one. */
const POWER = 0.62;

interface GateSparkProps {
  gate: GateToday;
  /** The most people of any hour, way and gate: all plots have one scale. */
  most: number;
  now: number;
  zone: string;
}

export const mostOfAnyHour = (gates: readonly GateToday[]): number =>
  gates.reduce((most, gate) => Math.max(most, ...gate.out, ...gate.in), 1);

/** Out above the gate's line, in below it. Hatched: nothing is heard, which is not zero. */
export function GateSpark({ gate, most, now, zone }: GateSparkProps) {
  const height = (people: number): number => (people / most) ** POWER * 15;
  const bars = (people: readonly number[], isOut: boolean) =>
    people.slice(FIRST_HOUR, FIRST_HOUR + HOURS).map((count, index) => {
      const tall = height(count);
      return (
        count > 0 && (
          <rect
            key={FIRST_HOUR + index}
            class={isOut ? css.out : css.in}
            x={index * STEP + 0.8}
            y={isOut ? MIDDLE - 1 - tall : MIDDLE + 1}
            width="6"
            height={tall}
          />
        )
      );
    });
  const { silentSince } = gate;
  const total = (people: readonly number[]): number => people.reduce((all, one) => all + one, 0);
  const words =
    say('today.spark', { out: total(gate.out), in: total(gate.in) }) +
    (silentSince === null
      ? ''
      : say('today.spark-silent', { time: formatTime(silentSince, zone) }));
  const silence = silentSince === null ? null : span(silentSince, now, zone);
  return (
    <svg
      class={css.spark}
      viewBox="0 0 128 32"
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <line class={css.line} x1="0" x2="128" y1={MIDDLE} y2={MIDDLE} />
      {bars(gate.out, true)}
      {bars(gate.in, false)}
      {silence && <path class={css.silence} d={hatch(silence.from, silence.to)} />}
    </svg>
  );
}

/** Both ends in units of the plot, at least as wide as an eye sees. */
function span(from: number, to: number, zone: string): { from: number; to: number } | null {
  const at = (moment: number): number => {
    const { hour, minute } = streetTime(moment, zone);
    return Math.min(Math.max(hour + minute / 60 - FIRST_HOUR, 0), HOURS) * STEP;
  };
  const start = Math.min(at(from), HOURS * STEP - 6);
  return { from: start, to: Math.max(at(to), start + 6) };
}

/** Strokes at 45° side by side, cut where the span ends. */
function hatch(from: number, to: number): string {
  const strokes: string[] = [];
  for (let x = from - BOTTOM + TOP; x < to; x += 4) {
    const left = Math.max(x, from);
    const right = Math.min(x + BOTTOM - TOP, to);
    strokes.push(`M${left} ${BOTTOM - left + x}L${right} ${BOTTOM - right + x}`);
  }
  return strokes.join('');
}
