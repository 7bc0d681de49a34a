import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { changeDuty } from '../../src/actions/change-duty.ts';
import { correctEntry } from '../../src/actions/correct-entry.ts';
import { decideEntry } from '../../src/actions/decide-entry.ts';
import { goOnWithoutNames } from '../../src/actions/go-on-without-names.ts';
import { lock } from '../../src/actions/lock.ts';
import { parkPerson } from '../../src/actions/park-person.ts';
import { recordEntry } from '../../src/actions/record-entry.ts';
import { refuseCode } from '../../src/actions/refuse-code.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { showCard } from '../../src/actions/show-card.ts';
import { takeOver } from '../../src/actions/take-over.ts';
import { undoEntry } from '../../src/actions/undo-entry.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { OUTCOMES } from '../../src/domain/entry.ts';
import { database } from '../../src/storage/database.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';
import '../one-seed.ts';

const street = await TestStreet.make();

afterEach(() => {
  vi.restoreAllMocks();
});

type Deed =
  | { kind: 'record' | 'park'; person: number; tenths: number; out: boolean; follow: boolean }
  | { kind: 'decide' | 'undo' | 'correct'; pick: number; tenths: number }
  | { kind: 'refuse' | 'duty' | 'note' | 'reload' | 'close-database' | 'disk-full' };

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('record' as const, 'park' as const),
      person: fc.integer({ min: 1, max: 9 }),
      tenths: fc.integer({ min: 330, max: 390 }),
      out: fc.boolean(),
      follow: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('decide' as const, 'undo' as const, 'correct' as const),
      pick: fc.nat(),
      tenths: fc.integer({ min: 330, max: 390 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'refuse' as const,
        'duty' as const,
        'note' as const,
        'reload' as const,
        'close-database' as const,
        'disk-full' as const,
      ),
    }),
  },
);
const anyStep = fc.record({ deed: anyDeed, now: fc.integer({ min: -7200, max: 7200 }) });

async function unlocked(now: number): Promise<ShiftSession> {
  const end = await unlockWithCard(street.cardOf(GATE), now);
  if (end.kind === 'ready') {
    const started = await end.start(['王秀英'], now);
    if (started.kind === 'opened') return started.session;
  }
  if (end.kind !== 'opened') throw new Error(end.kind);
  return end.session;
}

async function act(session: ShiftSession, deed: Deed, now: number): Promise<ShiftSession> {
  const { entries } = session.state;
  switch (deed.kind) {
    case 'record':
    case 'park': {
      const followed = deed.follow ? session.state.open.at(0) : undefined;
      const person = {
        subject:
          followed?.facts.subject ?? ({ kind: 'resident', rosterNumber: deed.person } as const),
        direction: deed.out ? ('out' as const) : ('in' as const),
        identification: 'scanned' as const,
        mask: true,
        shown: [],
      };
      const measured = { temperatureTenths: deed.tenths, site: 'ear' as const };
      if (deed.kind === 'park') await parkPerson(session, person, now);
      else
        await recordEntry(session, { ...person, ...measured, follows: followed?.id ?? null }, now);
      return session;
    }
    case 'decide':
    case 'undo':
    case 'correct': {
      const entry = entries[deed.pick % Math.max(1, entries.length)];
      if (!entry) return session;
      const outcome = OUTCOMES[deed.pick % OUTCOMES.length] ?? 'passed';
      const { subject, direction, identification, mask } = entry.facts;
      const facts = { subject, direction, identification, mask: !mask, site: 'wrist' as const };
      if (deed.kind === 'undo') await undoEntry(session, entry.id, now);
      else if (deed.kind === 'decide') {
        const by = session.state.onDuty[0] ?? '';
        await decideEntry(session, entry.id, outcome, '查', by, now);
      } else
        await correctEntry(session, entry.id, { ...facts, temperatureTenths: deed.tenths }, now);
      return session;
    }
    case 'refuse': {
      const refused = {
        kind: 'refused',
        reason: { code: 'pass-forged' },
        passNumber: null,
      } as const;
      await refuseCode(session, refused, 'in', now);
      return session;
    }
    case 'duty':
      await changeDuty(session, [`名${now}`], now);
      return session;
    case 'note':
      await writeHandoverNote(session, `记 ${now}`, now);
      return session;
    case 'reload':
      lock(session);
      return unlocked(now);
    case 'close-database':
      database.close();
      return session;
    case 'disk-full': {
      const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
        throw new DOMException('full', 'QuotaExceededError');
      });
      const before = session.state;
      const written = await writeHandoverNote(session, '写不下', now);
      expect(written).toEqual({ kind: 'not-saved', why: 'disk-full' });
      expect(session.state).toEqual(before);
      add.mockRestore();
      return session;
    }
    default:
      throw new Error(`unknown deed ${deed satisfies never}`);
  }
}

it('after any course of a shift, reload and card give the same shift back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
      await street.setUpPhone();
      let session = await unlocked(START);
      for (const { deed, now } of steps) session = await act(session, deed, START + now * 1000);
      const shown = session.state;
      lock(session);
      const again = await unlocked(START);
      expect(again.unreadable).toBe(0);
      expect(again.state).toEqual(shown);
      lock(again);
    }),
    { numRuns: 25 },
  );
});

it('the same when the card came only in the middle', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { maxLength: 8 }),
      fc.array(anyStep, { maxLength: 8 }),
      async (before, after) => {
        await street.setUpPhone();
        const opened = await goOnWithoutNames(GATE, ['王秀英'], START);
        if (opened.kind !== 'opened') throw new Error(opened.kind);
        let { session } = opened;
        for (const { deed, now } of before) {
          if (deed.kind !== 'reload') session = await act(session, deed, START + now * 1000);
        }
        const nameless = session.state;
        expect(await showCard(session, street.cardOf(GATE))).toEqual({ kind: 'shown' });
        expect(session.state).toEqual(nameless);
        for (const { deed, now } of after) session = await act(session, deed, START + now * 1000);
        const shown = session.state;
        lock(session);
        expect((await unlocked(START)).state).toEqual(shown);
      },
    ),
    { numRuns: 15 },
  );
});

it('a second tab is told so, and may take over; the first can write no more', async () => {
  await street.setUpPhone();
  const session = await unlocked(START);
  const other = new Worker(
    URL.createObjectURL(
      new Blob([
        `navigator.locks.request('kadian-writer', { steal: true }, () => {
          postMessage('mine');
          return new Promise(() => {});
        });`,
      ]),
    ),
  );
  await new Promise((resolve) => other.addEventListener('message', resolve, { once: true }));
  await vi.waitFor(() => expect(session.ended).toBe('other-tab'));
  const late = await writeHandoverNote(session, '太晚', START);
  expect(late).toEqual({ kind: 'not-saved', why: 'other-tab' });
  expect((await unlockWithCard(street.cardOf(GATE), START)).kind).toBe('other-tab');
  await takeOver();
  expect((await unlockWithCard(street.cardOf(GATE), START)).kind).toBe('opened');
  other.terminate();
});
