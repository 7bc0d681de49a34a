import { performance } from 'node:perf_hooks';
import { type Judgement, judge } from '../../src/domain/judge.ts';
import type { BenchOptions } from '../bench-options.ts';
import { printFigure, quantile, rounded } from '../figure.ts';
import { caseOf, EVERYTHING, HISTORY } from './month-household.ts';

const WARM = 5_000;
const JUDGEMENTS = 100_000;

/** One judgement after the other, as a gate asks for them; a month of a household of five behind each. */
export async function run({ json, rounds = 1 }: BenchOptions): Promise<void> {
  const said: Record<Judgement['verdict'], number> = { pass: 0, check: 0, stop: 0 };
  for (let number = 0; number < WARM; number += 1) judgeOne(number);
  const times = new Float64Array(JUDGEMENTS * rounds);
  for (let number = 0; number < times.length; number += 1) {
    const { subject, situation } = caseOf(number);
    const begun = performance.now();
    const { verdict } = judge(subject, situation, EVERYTHING);
    times[number] = performance.now() - begun;
    said[verdict] += 1;
  }
  const all = [...times];
  const figure = (metric: string, value: number, unit: string) =>
    printFigure(
      { bench: 'judge', case: 'month-household', system: 'kadian', metric, value, unit },
      json,
    );
  figure('p95_ms', rounded(quantile(all, 0.95)), 'ms');
  figure('p50_ms', rounded(quantile(all, 0.5)), 'ms');
  figure('history', HISTORY.length, 'passings');
  figure('stopped', said.stop, 'persons');
  figure('passed', said.pass, 'persons');
}

function judgeOne(number: number): void {
  const { subject, situation } = caseOf(number);
  judge(subject, situation, EVERYTHING);
}
