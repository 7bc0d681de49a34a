import type { Outcome, Reading, RecordId, Shown, Subject } from '../../domain/entry.ts';
import type { EntryFacts, GateRecord } from '../../domain/gate-record.ts';
import { judge } from '../../domain/judge.ts';
import type { Policy } from '../../domain/policy.ts';
import { streetDay } from '../../domain/street-time.ts';
import type { Passing } from './passings.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A record to come: what it refers to gets its number only when the shift is laid out. */
export interface Action {
  readonly at: number;
  record(idOf: (action: Action) => RecordId): GateRecord;
}

interface ActionContext {
  readonly policy: Policy;
  /** Before this moment the phone has no card and knows passes only. */
  readonly namedFrom: number;
  /** Nothing that takes minutes begins after this. */
  readonly lastStart: number;
  readonly random: SeededRandom;
  /** First of those on duty: who decides. */
  readonly leader: string;
}

const NORMAL = [2, 5, 9, 14, 20, 22, 18, 12, 6, 2];

function readingOf(passing: Passing, second: boolean, context: ActionContext): Reading {
  const { random, policy } = context;
  const normal = 360 + random.weighted(NORMAL);
  const site = second ? policy.secondSite : policy.firstSite;
  const high = policy.feverThresholdTenths[site] + random.between(0, 9);
  switch (passing.course) {
    case 'fever-once':
      return { site, temperatureTenths: second ? normal : high };
    case 'fever-twice':
      return { site, temperatureTenths: high };
    case 'cold-instrument':
      return { site, temperatureTenths: second ? normal : 330 + random.between(0, 9) };
    case 'plain':
    case 'no-mask':
    case 'waits-for-reading':
      return { site, temperatureTenths: normal };
    default:
      throw new Error(`unknown course ${passing.course satisfies never}`);
  }
}

function factsOf(
  passing: Passing,
  at: number,
  reading: Reading,
  feverBefore: boolean,
  context: ActionContext,
): EntryFacts {
  const { passer, direction, identification, course } = passing;
  const named = at >= context.namedFrom;
  const subject: Subject =
    passer.kind === 'visitor'
      ? passer
      : named
        ? { kind: 'resident', rosterNumber: passer.rosterNumber }
        : { kind: 'pass', passNumber: passer.passNumber };
  const colour = passer.kind === 'resident' && named ? passer.colour : null;
  const onRoster = passer.kind === 'visitor' ? 'none' : named ? 'listed' : 'unknown';
  const mask = course !== 'no-mask';
  const shownOn = streetDay(at, context.policy.timeZone);
  const shown: readonly Shown[] = passing.hasCodes
    ? [
        { kind: 'health-code', colour: 'green', shownOn },
        { kind: 'travel-card', isStarred: false, shownOn },
      ]
    : [];
  const judgement = judge(
    {
      colour,
      onRoster,
      rosterNumber: passer.kind === 'resident' ? passer.rosterNumber : null,
      home: null,
      marks: [],
    },
    {
      at,
      direction,
      reading,
      mask,
      feverBefore: feverBefore ? { site: context.policy.firstSite, instrumentId: null } : null,
      shown,
      lastPassing: null,
      history: [],
      heardAt: at,
      measuredTogether: 1,
      documentUses: {},
    },
    context.policy,
  );
  const { verdict } = judgement;
  const reasons = judgement.reasons.map((reason) => reason.code);
  const outcome: Outcome =
    verdict === 'pass'
      ? 'passed'
      : verdict === 'check'
        ? 'parked'
        : reasons.includes('fever-again')
          ? 'held'
          : 'turned-back';
  return {
    subject,
    direction,
    identification: named || identification === 'form' ? identification : 'scanned',
    reading,
    mask,
    verdict,
    outcome,
    reasons,
    shown,
  };
}

const entry = (at: number, facts: EntryFacts, before: Action | null): Action => ({
  at,
  record: (idOf) => ({ kind: 'entry', at, follows: before && idOf(before), ...facts }),
});

const decision = (
  at: number,
  target: Action,
  outcome: Outcome,
  note: string,
  by: string,
): Action => ({
  at,
  record: (idOf) => ({ kind: 'decision', at, target: idOf(target), outcome, note, by }),
});

const called = (at: number, target: Action, by: string): Action => ({
  at,
  record: (idOf) => ({
    kind: 'case-step',
    at,
    target: idOf(target),
    step: 'called',
    by,
    note: '已打社区医生电话，约十五分钟到',
  }),
});

/** What was decided about an entry that was not a plain pass. */
function decided(
  facts: EntryFacts,
  target: Action,
  { random, leader }: ActionContext,
  staysOpen: boolean,
): Action[] {
  const soon = target.at + random.between(15, 60) * 1_000;
  if (facts.outcome === 'held') {
    const note = '腋下复测仍高，已通知社区医生，劝返';
    const at = target.at + random.between(3, 6) * 60_000;
    const step = called(target.at + 60_000, target, leader);
    return staysOpen ? [step] : [step, decision(at, target, 'turned-back', note, leader)];
  }
  if (facts.outcome === 'turned-back' && random.chance(0.4)) {
    return [decision(soon, target, 'passed', '孕妇产检，已与社区电话确认', leader)];
  }
  if (facts.outcome !== 'parked') return [];
  const note = facts.reasons.includes('colour') ? '社区同意，有就医证明' : '已戴好口罩';
  return [decision(soon, target, 'passed', note, leader)];
}

/** All that one person's passing leaves in the log, in the order of time. */
export function actionsOf(met: Passing, context: ActionContext): Action[] {
  const { random, lastStart } = context;
  const { at } = met;
  const passing: Passing =
    at > lastStart && met.course !== 'no-mask' && !met.staysOpen
      ? { ...met, course: 'plain' }
      : met;
  const firstReading = readingOf(passing, false, context);
  const facts = factsOf(passing, at, firstReading, false, context);
  const minutesLater = at + random.between(300, 540) * 1_000;
  if (passing.course === 'waits-for-reading') {
    const waiting = {
      ...facts,
      reading: null,
      verdict: 'check',
      outcome: 'parked',
      reasons: [],
    } as const;
    const first = entry(at, waiting, null);
    const reading = { ...firstReading, site: context.policy.secondSite };
    const measured = factsOf(passing, minutesLater, reading, false, context);
    const second = entry(minutesLater, measured, first);
    return [first, second, ...decided(measured, second, context, false)];
  }
  const first = entry(at, facts, null);
  if (facts.reasons.includes('fever-first') || facts.reasons.includes('reading-low')) {
    const feverBefore = facts.reasons.includes('fever-first');
    const reading = readingOf(passing, true, context);
    const again = factsOf(passing, minutesLater, reading, feverBefore, context);
    const second = entry(minutesLater, again, first);
    return [first, second, ...decided(again, second, context, met.staysOpen ?? false)];
  }
  if (facts.verdict !== 'pass') return [first, ...decided(facts, first, context, false)];
  if (random.chance(0.003)) {
    const undoneAt = at + random.between(4, 12) * 1_000;
    const undo: Action = {
      at: undoneAt,
      record: (idOf) => ({ kind: 'undo', at: undoneAt, target: idOf(first) }),
    };
    return [first, undo];
  }
  if (random.chance(0.004)) {
    const correctedAt = at + random.between(30, 150) * 1_000;
    const direction = passing.direction === 'out' ? 'in' : 'out';
    const slip = entry(at, { ...facts, direction }, null);
    const correction: Action = {
      at: correctedAt,
      record: (idOf) => ({ kind: 'correction', at: correctedAt, target: idOf(slip), ...facts }),
    };
    return [slip, correction];
  }
  return [first];
}
