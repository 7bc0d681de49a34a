import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventReader } from '../../src/desk-client/event-reader.ts';

const readAll = (pieces: readonly string[]): string[] => {
  const seen: string[] = [];
  const read = eventReader((data) => seen.push(data));
  for (const piece of pieces) read(piece);
  return seen;
};

const cutAt = (text: string, cuts: readonly number[]): string[] => {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((place, index) => text.slice(place, places[index]));
};

test('events come out the same wherever the stream was cut and whatever its line ends', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().map((text) => text.replaceAll(/[\r\n]/g, '')),
        { maxLength: 8 },
      ),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat(), { maxLength: 12 }),
      (events, end, cuts) => {
        const stream = events
          .map((data) => `: alive${end}${end}data: ${data}${end}${end}`)
          .join('');
        expect(readAll(cutAt(`${stream}x`, cuts))).toEqual(events);
      },
    ),
  );
});

test('signs of life and fields that are no data say nothing', () => {
  expect(readAll([': \n\n', 'event: x\nid: 4\n\n', 'data: {"entries":1}\n\n'])).toEqual([
    '{"entries":1}',
  ]);
});

test('an event that has not ended is not told', () => {
  expect(readAll(['data: half'])).toEqual([]);
  expect(readAll(['data: one\ndata: two\n\n'])).toEqual(['one\ntwo']);
});
