/** A thermometer's scale, in the figure's own units: 328 wide, a tick each tenth of a degree. */
export interface Tick {
  readonly tenths: number;
  readonly x: number;
  readonly weight: 'degree' | 'half' | 'tenth';
}

export const scaleWidth = 328;
const margin = 4;

/** Where a reading stands; readings off the scale stand at its ends. */
export function scaleX(tenths: number, lowTenths: number, highTenths: number): number {
  const within = Math.min(highTenths, Math.max(lowTenths, tenths));
  const share = (within - lowTenths) / (highTenths - lowTenths);
  return Math.round((margin + share * (scaleWidth - 2 * margin)) * 10) / 10;
}

export function scaleTicks(lowTenths: number, highTenths: number): Tick[] {
  return Array.from({ length: highTenths - lowTenths + 1 }, (_, index) => {
    const tenths = lowTenths + index;
    const weight = tenths % 10 === 0 ? 'degree' : tenths % 5 === 0 ? 'half' : 'tenth';
    return { tenths, x: scaleX(tenths, lowTenths, highTenths), weight };
  });
}

/** 365 → "36.5" */
export function tenthsText(tenths: number): string {
  return (tenths / 10).toFixed(1);
}
