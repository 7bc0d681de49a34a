import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GateRecord } from '../../src/domain/gate-record.ts';
import type { EntryPage, EntryRow } from '../../src/protocol/entries.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { entryAt, NOW, openRig, type Rig, shiftStart, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;

interface Logged {
  readonly id: string;
  readonly gateId: string;
  readonly record: Extract<GateRecord, { kind: 'entry' }>;
}
const logged: Logged[] = [];

/** Rooms, names and initials of the rig's roster, by roster number. */
const PEOPLE: Record<
  number,
  { room: string; name: string; initials: string[]; householdId: number }
> = {
  11: { room: '3-1-501', name: '周敬明', initials: ['ZJM'], householdId: 1 },
  12: { room: '3-1-501', name: '单静', initials: ['SJ', 'DJ', 'CJ'], householdId: 1 },
  21: { room: '3-1-502', name: '何芳', initials: ['HF'], householdId: 2 },
};

const visitorNamed = (name: string, more: Partial<Record<string, string>> = {}) => ({
  kind: 'visitor' as const,
  visitor: {
    name,
    idNumber: '',
    address: '',
    phone: '',
    purpose: '',
    householdVisited: '',
    plate: '',
    remark: '',
    ...more,
  },
});

const SUBJECTS = [
  { kind: 'resident', rosterNumber: 11 },
  { kind: 'resident', rosterNumber: 12 },
  { kind: 'resident', rosterNumber: 21 },
  visitorNamed('罗大佑', { phone: '13912345678', householdVisited: '3-1-502' }),
  visitorNamed('Ann Lee', { plate: '京AD12045' }),
  // So many words that no index has them.
  visitorNamed('长'.repeat(40), {
    phone: '话'.repeat(200),
    plate: '句'.repeat(200),
    householdVisited: `${'段'.repeat(198)}尾巴`,
  }),
] as const;

beforeAll(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 's');
  const phone = await TestDevice.enrolled(rig, 'gate', 'c');
  const random = fc.sample(
    fc.record({
      minute: fc.integer({ min: 0, max: 90 }),
      subject: fc.constantFrom(...SUBJECTS),
      direction: fc.constantFrom('out' as const, 'in' as const),
      verdict: fc.constantFrom('pass' as const, 'check' as const, 'stop' as const),
    }),
    { numRuns: 240, seed: 7 },
  );
  let previous: TestLog | undefined;
  for (const [index, gateId] of ['g1', 'g2', 'g3', 'g1'].entries()) {
    const log = await TestLog.begin(phone, gateId, {
      startedAt: NOW - 7_200_000,
      ...(previous ? { previous } : {}),
    });
    await log.append(shiftStart(NOW - 7_200_000, ['王桂兰']));
    for (const { minute, ...facts } of random.slice(index * 60, index * 60 + 60)) {
      const record = entryAt(NOW - minute * 60_000, facts);
      const number = await log.append(record);
      logged.push({ id: `${log.segmentId}/${number}`, gateId, record: record as Logged['record'] });
    }
    await log.push();
    previous = log;
  }
});
afterAll(() => rig.close());

async function search(query: object): Promise<EntryPage> {
  const answer = await desk.send('POST', '/api/entries/search', query);
  if (answer.status !== 200) throw new Error(answer.body.toString());
  return answer.json() as unknown as EntryPage;
}

async function allPages(
  query: object,
  limit: number,
): Promise<{ rows: EntryRow[]; totals: number[][] }> {
  const rows: EntryRow[] = [];
  const totals: number[][] = [];
  let cursor: string | null = null;
  do {
    const page: EntryPage = await search({ ...query, limit, ...(cursor ? { cursor } : {}) });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    totals.push([page.total, page.late]);
    cursor = page.next;
  } while (cursor);
  return { rows, totals };
}

function matchesText({ record }: Logged, text: string): boolean {
  const wanted = text.toUpperCase();
  const { subject } = record;
  if (subject.kind === 'visitor') {
    const { name, phone, plate, householdVisited } = subject.visitor;
    return [name, phone, plate, householdVisited].some((one) => one.toUpperCase().includes(wanted));
  }
  const number = subject.kind === 'resident' ? subject.rosterNumber : 0;
  const person = PEOPLE[number];
  if (!person) return false;
  return (
    person.room.includes(wanted) ||
    person.name.includes(wanted) ||
    person.initials.some((one) => one.startsWith(wanted)) ||
    (/^\d{4,}$/.test(wanted) && `44${number}` === wanted.slice(-4))
  );
}

function key({ id, record }: Logged): [number, string, number] {
  const [segmentId = '', number = ''] = id.split('/');
  return [record.at, segmentId, Number(number)];
}

function newestFirst(a: Logged, b: Logged): number {
  const [x, y] = [key(a), key(b)];
  return y[0] - x[0] || (x[1] < y[1] ? 1 : x[1] > y[1] ? -1 : 0) || y[2] - x[2];
}

test('whatever the filter and the page size, the pages are the plain filter of all that was logged', async () => {
  const moment = fc.integer({ min: 0, max: 95 }).map((minute) => NOW - minute * 60_000);
  const filter = fc.record(
    {
      gateIds: fc.subarray(['g1', 'g2', 'g3', 'nowhere'], { minLength: 1 }),
      from: moment,
      to: moment,
      verdict: fc.constantFrom('pass', 'check', 'stop'),
      direction: fc.constantFrom('out', 'in'),
      text: fc.constantFrom(
        '3-1-50',
        '502',
        '周',
        '静',
        'dj',
        'ZJM',
        '4411',
        '13800004411',
        '3-1-4411',
        '5678',
        'ad12',
        'lee',
        '%',
        'nobody',
        '尾巴',
      ),
      residentNumber: fc.constantFrom(11, 12, 99),
      householdId: fc.constantFrom(1, 2),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(filter, fc.constantFrom(7, 50, 200), async (query, limit) => {
      const expected = logged
        .filter(({ gateId }) => !query.gateIds || query.gateIds.includes(gateId))
        .filter(({ record }) => query.from === undefined || record.at >= query.from)
        .filter(({ record }) => query.to === undefined || record.at < query.to)
        .filter(({ record }) => !query.verdict || record.verdict === query.verdict)
        .filter(({ record }) => !query.direction || record.direction === query.direction)
        .filter((one) => query.text === undefined || matchesText(one, query.text))
        .filter(({ record: { subject } }) => {
          if (query.residentNumber === undefined && query.householdId === undefined) return true;
          if (subject.kind !== 'resident') return false;
          const household = PEOPLE[subject.rosterNumber]?.householdId;
          return (
            (query.residentNumber ?? subject.rosterNumber) === subject.rosterNumber &&
            (query.householdId ?? household) === household
          );
        })
        .sort(newestFirst);
      const { rows, totals } = await allPages(query, limit);
      expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      const late = expected.filter(({ record }) => NOW - record.at > 3_600_000).length;
      for (const total of totals) expect(total).toEqual([expected.length, late]);
    }),
    { numRuns: 120, seed: 11 },
  );
});

test('a text that means a great many people finds their entries as one that means few', async () => {
  const people = Array.from({ length: 450 }, (_, one) => ({
    rosterNumber: 1_000 + one,
    householdId: 90,
    name: one % 2 === 0 ? `诸葛${one}` : `欧阳${one}`,
    initials: ['X'],
    phoneTail: '',
    relation: '',
    passNumber: null,
  }));
  const home = { id: 90, building: '9', unit: '9', room: '909', label: '9-9-909' };
  const source = {
    compoundId: 'm2',
    households: [{ ...home, colour: 'green' as const }],
    residents: people,
  };
  await replaceRoster(rig.store, source, NOW);
  const log = await TestLog.begin(await TestDevice.enrolled(rig, 'gate', 'm2'), 'g3');
  for (const { rosterNumber } of people.slice(0, 30)) {
    await log.append(entryAt(NOW - 86_400_000, { subject: { kind: 'resident', rosterNumber } }));
  }
  await log.push();
  const found = async (text: string) => {
    const { rows, totals } = await allPages({ text, to: NOW - 80_000_000 }, 4);
    expect(new Set(totals.map(([total]) => total))).toEqual(new Set([rows.length]));
    return rows.map(({ subject }) => subject.rosterNumber);
  };
  const even = people.slice(0, 30).filter((_, one) => one % 2 === 0);
  expect(await found('诸葛')).toEqual(even.map((one) => one.rosterNumber).reverse());
  expect(await found('9-9-909')).toHaveLength(30);
  expect(await found('诸葛28')).toEqual([1_028]);
  expect(await found('诸葛448')).toEqual([]);
});

const ENTRIES = { ledger: 'entries', format: 'csv', locale: 'zh-CN' };

test('the exported CSV read back is what was logged, row by row', async () => {
  const answer = await desk.send('POST', '/api/exports', { ...ENTRIES, gateIds: ['g2'] });
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  const text = answer.body.toString();
  expect(text.startsWith('\uFEFF姓名,身份证号,住址,电话,事由,探访户,体温,')).toBe(true);
  const [head = [], ...rows] = parseCsv(text.slice(1));
  const expected = logged.filter(({ gateId }) => gateId === 'g2').sort(newestFirst);
  const column = (name: string) => head.indexOf(name);
  const words = { out: '出', in: '入', pass: '通行', check: '核对', stop: '止步' };
  expect(
    rows.map((row) =>
      ['姓名', '方向', '结论', '体温', '卡点', '登记人', '记录编号'].map(
        (name) => row[column(name)],
      ),
    ),
  ).toEqual(
    expected.map(({ id, record: { subject, direction, verdict } }) => [
      subject.kind === 'visitor'
        ? subject.visitor.name
        : PEOPLE[(subject as { rosterNumber: number }).rosterNumber]?.name,
      words[direction],
      words[verdict],
      '36.5',
      '南门',
      '王桂兰',
      id,
    ]),
  );
  expect(rows[0]?.[column('出入时间')]).toMatch(/^2022-03-30 1[2-4]:\d\d:00$/);
});

test('nothing in the CSV runs as a formula, whatever a visitor wrote', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'm2');
  const log = await TestLog.begin(phone, 'g3');
  const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'a"b,c\r\nd', '＝1'];
  for (const [index, name] of evil.entries()) {
    await log.append(
      entryAt(NOW + (index + 1) * 1000, { subject: visitorNamed(name, { remark: name }) }),
    );
  }
  await log.push();
  const answer = await desk.send('POST', '/api/exports', { ...ENTRIES, from: NOW + 1 });
  const rows = parseCsv(answer.body.toString().slice(1)).slice(1);
  expect(rows.map(([name]) => name).reverse()).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@SUM(A1)",
    "'\t=1",
    "'\r=1",
    'a"b,c\r\nd',
    "'＝1",
  ]);
});

test('the headings come in the language that was asked for', async () => {
  const answer = await desk.send('POST', '/api/exports', { ...ENTRIES, locale: 'en', to: 1 });
  expect(answer.body.toString()).toMatch(/^\uFEFFName,ID number,Address,Phone,/);
});

test('a household’s history has its people and all their rows, a person’s their own', async () => {
  const whole = (await desk.send('POST', '/api/histories', { householdId: 1 })).json();
  expect(whole).toMatchObject({
    household: { id: 1, room: '3-1-501', compoundName: '梧桐里', colour: 'green', size: 2 },
    people: [
      { rosterNumber: 11, name: '周敬明', maskedName: '周▇明', relation: '户主' },
      { rosterNumber: 12, name: '单静', maskedName: '单▇' },
    ],
  });
  const of = (numbers: number[]) =>
    logged.filter(
      ({ record: { subject } }) =>
        subject.kind === 'resident' && numbers.includes(subject.rosterNumber),
    ).length;
  expect(whole.rows).toHaveLength(of([11, 12]));
  const person = (await desk.send('POST', '/api/histories', { residentNumber: 12 })).json();
  expect(person.rows).toHaveLength(of([12]));
  const nobody = await desk.send('POST', '/api/histories', { residentNumber: 99 });
  expect(nobody.status).toBe(404);
});

/** RFC 4180, written for this test. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\r' && text[index + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      index += 1;
    } else cell += sign;
  }
  expect([row, cell, quoted]).toEqual([[], '', false]);
  return rows;
}
