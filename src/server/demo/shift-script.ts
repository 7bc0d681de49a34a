import type { RecordId } from '../../domain/entry.ts';
import type { GateRecord } from '../../domain/gate-record.ts';
import type { Policy } from '../../domain/policy.ts';
import { type Action, actionsOf } from './passing-actions.ts';
import type { Passing } from './passings.ts';
import type { SeededRandom } from './seeded-random.ts';

interface ScriptedSegment {
  /** Epoch ms. */
  readonly startedAt: number;
  readonly withCard: boolean;
  /** Ids in them name the segment by its place in the shift ('0', '1', …) until it is sealed. */
  readonly records: readonly GateRecord[];
}

/** One shift at one gate as its phone will log it. */
export interface ShiftScript {
  readonly gateId: string;
  readonly startedAt: number;
  /** When the phone sends the last of it: at the close, or now for the shift that is going on. */
  readonly sentAt: number;
  /** True: there was no network, all of it is sent at the end. */
  readonly offline: boolean;
  readonly segments: readonly ScriptedSegment[];
}

interface ShiftPlan {
  readonly gateId: string;
  readonly startedAt: number;
  readonly endsAt: number;
  /** Epoch ms; what lies after it has not happened. */
  readonly now: number;
  readonly passings: readonly Passing[];
  /** Pass numbers that may be refused here. */
  readonly passNumbers: readonly number[];
  /** Everybody who ever has duty at this gate. */
  readonly team: readonly string[];
  readonly policy: Policy;
  readonly appVersion: string;
}

const MINUTE_MS = 60_000;
const NOTES = [
  '体温枪电池已换，备用的在抽屉里',
  '3 号充电宝快没电了',
  '口罩还剩一盒，已报社区',
  '外卖架移到门右边，按楼栋放',
  '额温枪偏低，先在屋里放五分钟再用',
  '一切正常',
];

function onDuty(team: readonly string[], random: SeededRandom): string[] {
  const names = new Set<string>();
  while (names.size < Math.min(2, team.length)) names.add(random.pick(team));
  return [...names];
}

const plain = (record: GateRecord): Action => ({ at: record.at, record: () => record });

function refusals(plan: ShiftPlan, random: SeededRandom): Action[] {
  return plan.passings
    .filter(() => random.chance(0.004))
    .map((passing) => {
      const reason = random.pick([
        'pass-expired',
        'pass-foreign',
        'pass-forged',
        'pass-revoked',
      ] as const);
      const known = reason === 'pass-expired' || reason === 'pass-revoked';
      const passNumber =
        known && plan.passNumbers.length > 0 ? random.pick(plan.passNumbers) : null;
      const { direction } = passing;
      return plain({ kind: 'refusal', at: passing.at + 2_000, direction, reason, passNumber });
    });
}

/** What a shift looks at and is asked while it is quiet. */
function checksOf(by: string, from: number, random: SeededRandom): Action[] {
  const checks: Action[] = [];
  if (random.chance(0.7)) {
    const missing = random.chance(0.7) ? [] : [random.between(1, 9)];
    const at = from + random.between(3, 9) * MINUTE_MS;
    checks.push(plain({ kind: 'standards-answered', at, version: 0, missing, by, note: '' }));
  }
  if (random.chance(0.4)) {
    const at = from + random.between(15, 90) * MINUTE_MS;
    const right = random.between(3, 5);
    checks.push(plain({ kind: 'quiz-answered', at, version: 0, asked: 5, right, by }));
  }
  return checks;
}

/** Null when the shift has not begun yet. */
export function shiftScript(plan: ShiftPlan, random: SeededRandom): ShiftScript | null {
  const { gateId, startedAt, endsAt, now, policy, appVersion, team } = plan;
  if (startedAt > now) return null;
  const duration = endsAt - startedAt;
  const cuts = [startedAt];
  const cardLate = random.chance(0.06);
  const namedFrom = cardLate ? startedAt + random.between(8, 30) * MINUTE_MS : startedAt;
  if (cardLate) cuts.push(namedFrom);
  if (random.chance(0.1)) cuts.push(startedAt + Math.floor(duration / 2));
  const lastStart = endsAt - 25 * MINUTE_MS;
  const first = onDuty(team, random);
  const context = { policy, namedFrom, lastStart, random, leader: first[0] ?? '' };
  const actions: Action[] = [
    plain({
      kind: 'shift-start',
      at: startedAt,
      onDuty: first,
      policyVersion: policy.version,
      appVersion,
    }),
    ...plan.passings.flatMap((passing) => actionsOf(passing, context)),
    ...refusals(plan, random),
  ];
  if (random.chance(0.25)) {
    const at = startedAt + random.between(100, 300) * MINUTE_MS;
    actions.push(plain({ kind: 'duty-change', at, onDuty: onDuty(team, random) }));
  }
  actions.push(...checksOf(first[0] ?? '', namedFrom, random));
  const text = random.pick(NOTES);
  if (random.chance(0.7)) {
    actions.push(plain({ kind: 'handover-note', at: endsAt - 2_000, text }));
  }
  const happened = actions.filter((action) => action.at <= now).sort((a, b) => a.at - b.at);
  const closedAt = Math.max(endsAt, happened.at(-1)?.at ?? 0);
  if (closedAt <= now) {
    const recordCount = happened.length + 1;
    happened.push(plain({ kind: 'shift-close', at: closedAt, recordCount }));
  }
  const segments = laidOut(happened, cuts, namedFrom, now);
  const offline = closedAt <= now && random.chance(0.02);
  return { gateId, startedAt, sentAt: Math.min(closedAt + 1_000, now), offline, segments };
}

/** Gives every record its segment and number. */
function laidOut(
  actions: readonly Action[],
  cuts: readonly number[],
  namedFrom: number,
  now: number,
): ScriptedSegment[] {
  const begun = cuts.filter((cut) => cut <= now);
  const parts = begun.map((cut, place) => {
    const next = begun[place + 1] ?? Number.POSITIVE_INFINITY;
    return actions.filter((action) => (action.at >= cut || place === 0) && action.at < next);
  });
  const ids = new Map<Action, RecordId>();
  for (const [place, part] of parts.entries()) {
    for (const [index, action] of part.entries()) {
      ids.set(action, { segmentId: String(place), number: index + 1 });
    }
  }
  const idOf = (action: Action): RecordId => {
    const id = ids.get(action);
    if (!id) throw new Error('a record refers to one that is not in its shift');
    return id;
  };
  return parts.map((part, place) => {
    const started = begun[place] as number;
    const withCard = started >= namedFrom;
    return { startedAt: started, withCard, records: part.map((action) => action.record(idOf)) };
  });
}
