export interface Figure {
  readonly bench: string;
  readonly case: string;
  readonly system: string;
  readonly metric: string;
  /** The median over the rounds. */
  readonly value: number;
  readonly unit: string;
  readonly p95?: number;
}

/** One object a line with --json, so that a program can compare; aligned columns for people otherwise. */
export function printFigure(figure: Figure, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(figure));
    return;
  }
  const p95 = figure.p95 === undefined ? '' : `  p95 ${figure.p95}`;
  console.log(
    `${figure.bench}  ${figure.case.padEnd(12)} ${figure.system.padEnd(12)} ${figure.metric.padEnd(16)} ` +
      `${String(figure.value).padStart(9)} ${figure.unit}${p95}`,
  );
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

export const rounded = (value: number): number => Number(value.toPrecision(4));
