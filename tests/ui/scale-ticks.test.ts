import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleTicks, scaleWidth, scaleX, tenthsText } from '../../src/ui/scale-ticks.ts';

describe('the thermometer scale', () => {
  it('has a tick each tenth, longer at halves and degrees', () => {
    const ticks = scaleTicks(350, 390);
    expect(ticks).toHaveLength(41);
    expect(ticks.filter(({ weight }) => weight === 'degree').map(({ tenths }) => tenths)).toEqual([
      350, 360, 370, 380, 390,
    ]);
    expect(ticks.filter(({ weight }) => weight === 'half').map(({ tenths }) => tenths)).toEqual([
      355, 365, 375, 385,
    ]);
    expect([ticks[0]?.x, ticks.at(-1)?.x]).toEqual([4, scaleWidth - 4]);
  });

  it('keeps readings off the scale at its ends and higher readings further right', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 500 }),
        fc.integer({ min: 200, max: 500 }),
        (a, b) => {
          const [lower, higher] = a < b ? [a, b] : [b, a];
          expect(scaleX(lower, 350, 390)).toBeLessThanOrEqual(scaleX(higher, 350, 390));
          expect(scaleX(a, 350, 390)).toBeGreaterThanOrEqual(4);
          expect(scaleX(a, 350, 390)).toBeLessThanOrEqual(scaleWidth - 4);
        },
      ),
    );
  });

  it('writes tenths as degrees with one decimal', () => {
    expect([tenthsText(365), tenthsText(370), tenthsText(422)]).toEqual(['36.5', '37.0', '42.2']);
  });
});
