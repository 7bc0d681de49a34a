import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildRoster, openRoster } from '../../src/roster/roster-file.ts';
import { sampleSource } from './sample-roster.ts';

const roster = openRoster(buildRoster(sampleSource));
/** 'room 1|3-1-502|: 周国明 林小静' with the underlined range between bars. */
const said = (query: string, limit = 20) =>
  roster.find(query, limit).map(({ by, hit, people }) => {
    const { text, start, end } = hit;
    const marked = `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
    return `${by} ${marked}: ${people.map((one) => one.name).join(' ')}`;
  });

test('a room number with dashes finds its household with everybody in it, then those that contain it', () => {
  expect(said('3-1-502')).toEqual([
    'room |3-1-502|: 周国明 林小静 周乐宁 周大山',
    'room 1|3-1-502|: 何静 郑秀娟',
  ]);
});

test('the same digits without dashes, and the room alone, find it too', () => {
  expect(said('31502')).toEqual(said('3-1-502'));
  expect(said('502')).toEqual([
    'room 3-1-|502|: 周国明 林小静 周乐宁 周大山',
    'room 13-1-|502|: 何静 郑秀娟',
  ]);
  expect(said('3-1502')).toEqual(said('3-1-502'));
});

test('the words of an address and full-width digits mean the same', () => {
  for (const query of ['3栋1单元502室', '３－１－５０２', '3 1 502', '3号楼1单元502']) {
    expect(said(query)).toEqual(said('3-1-502'));
  }
});

test('a dash that was typed must be there', () => {
  expect(said('315-02')).toEqual([]);
  expect(said('31-502')).toEqual(said('3-1-502'));
  expect(said('3-')).toEqual(['room |3-|1-502: 周国明 林小静 周乐宁 周大山']);
  expect(said('-104')).toEqual(['room 11-1|-104|: 杜永强']);
});

test('few digits must begin a part of the room number', () => {
  expect(said('02')).toEqual(['phone 77|02|: 王慧敏']);
  expect(said('2')).toEqual(['room 8-|2|-1203: 王慧敏', 'room 10-|2|-301: 单明 John Smith']);
});

test('digits are room, initials and phone tail at once', () => {
  expect(said('946')).toEqual([
    'initials |ZGM|: 周国明',
    'initials |WHM|: 王慧敏',
    'phone |946|1: 杜永强',
  ]);
  expect(said('315')).toEqual([
    'room |3-1-5|02: 周国明 林小静 周乐宁 周大山',
    'room 1|3-1-5|02: 何静 郑秀娟',
    'phone |315|0: 单明',
  ]);
});

test('the last digits of a phone find as well as the first, and a whole number finds by its tail', () => {
  expect(said('417')).toEqual(['phone 4|417|: 周国明']);
  expect(said('13800004417')).toEqual(['phone |4417|: 周国明']);
});

test('letters find by every reading of the initials, the likeliest first', () => {
  expect(said('zgm')).toEqual(['initials |ZGM|: 周国明']);
  expect(said('zy')).toEqual(['initials |ZY|N: 周乐宁']);
  expect(said('dm')).toEqual(['initials |DM|: 单明']);
  expect(said('d')).toEqual(['initials |D|YQ: 杜永强', 'initials |D|M: 单明']);
});

test('characters find by name, Latin letters in either case', () => {
  expect(said('国明')).toEqual(['name 周|国明|: 周国明']);
  expect(said('周')).toEqual([
    'name |周|国明: 周国明',
    'name |周|乐宁: 周乐宁',
    'name |周|大山: 周大山',
  ]);
  expect(said('john s')).toEqual(['name |John S|mith: John Smith']);
  expect(said('a-5')).toEqual(['room |A-5|: ']);
});

test('nothing asked, nothing found; the limit holds and leaves room for people behind many rooms', () => {
  expect(said('')).toEqual([]);
  expect(said(' -- ')).toEqual([]);
  expect(said('周', 2)).toHaveLength(2);
  expect(said('315', 2)).toEqual([
    'room |3-1-5|02: 周国明 林小静 周乐宁 周大山',
    'phone |315|0: 单明',
  ]);
});

test('the underlined range lies in the text and no question makes it throw', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.stringMatching(/^[0-9-]{0,8}$/),
  );
  fc.assert(
    fc.property(typed, fc.integer({ min: 0, max: 5 }), (query, limit) => {
      const hits = roster.find(query, limit);
      expect(hits.length).toBeLessThanOrEqual(limit);
      for (const { hit } of hits) {
        expect(hit.start).toBeGreaterThanOrEqual(0);
        expect(hit.end).toBeGreaterThan(hit.start);
        expect(hit.end).toBeLessThanOrEqual(hit.text.length);
      }
    }),
  );
});

test('every household is found by its label, with dashes or without, as the first hit', () => {
  for (const { label } of sampleSource.households) {
    expect(roster.find(label, 1)[0]?.household.room).toBe(label);
    expect(roster.find(label.replaceAll('-', ''), 1)[0]?.household.room).toBe(label);
  }
});
