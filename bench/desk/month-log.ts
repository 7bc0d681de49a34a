import type { RecordId } from '../../src/domain/entry.ts';
import { NO_FIGURES, type ReportFigures } from '../../src/domain/report-figures.ts';
import { streetDay } from '../../src/domain/street-time.ts';
import type { Amendment, EntryChange, EntryState } from '../../src/server/ledger/standing.ts';
import { amendmentToRow } from '../../src/server/store/amendment-row.ts';
import { caseStepToRow } from '../../src/server/store/case-step-row.ts';
import type { Row } from '../../src/server/store/database.ts';
import { figuresToText } from '../../src/server/store/day-records.ts';
import { entryToRow, recordKey } from '../../src/server/store/entry-row.ts';
import { headCountToRow } from '../../src/server/store/head-count-row.ts';
import { noticeReadToRow } from '../../src/server/store/notice-read-row.ts';
import { segmentToRow } from '../../src/server/store/segment-row.ts';
import type { DayEvent, PassingEvent } from './day-events.ts';
import {
  HOUR_MS,
  hexOf,
  type MonthPlan,
  type PlannedGate,
  STREET_ID,
  shiftStart,
  TIME_ZONE,
} from './month-plan.ts';

const SECONDS_ON_THE_WAY = 4_000;
const LATE_AFTER_MS = HOUR_MS;
/** Of phones' shifts: without a network until their end. */
const OFFLINE = 0.02;

/** Rows by table, in the order of the log. */
export type LogRows = Readonly<Record<LogTable, Row[]>>;
export const LOG_TABLES = [
  'entries',
  'amendments',
  'case_steps',
  'head_counts',
  'notice_reads',
  'standards_answers',
  'quiz_answers',
  'handovers_accepted',
  'statements',
  'duties',
  'shifts',
  'segments',
] as const;
type LogTable = (typeof LOG_TABLES)[number];

const noRows = (): Record<LogTable, Row[]> =>
  Object.fromEntries(LOG_TABLES.map((table) => [table, []])) as unknown as Record<LogTable, Row[]>;

interface OpenShift {
  readonly segmentId: string;
  readonly startedAt: number;
  readonly isOffline: boolean;
  readonly onDuty: readonly string[];
  readonly note: string;
  number: number;
}

interface PhoneLog {
  readonly gate: PlannedGate;
  readonly phone: number;
  readonly deviceId: string;
  shift: OpenShift | null;
  before: { readonly segmentId: string; readonly have: number; readonly note: string } | null;
}

/** The logs of all phones, as the server's tables have them when every batch came. */
export class MonthLog {
  readonly #plan: MonthPlan;
  readonly #names: ReadonlyMap<string, string>;
  readonly #phones: PhoneLog[][];
  readonly #begun = new Map<PassingEvent, RecordId>();
  #rows = noRows();
  #counted: { out: number; in: number; turnedBack: number }[] = [];
  #nextShift: number;
  #shiftIndex = 0;

  constructor(plan: MonthPlan) {
    this.#plan = plan;
    this.#names = new Map(plan.volunteers.map(({ id, name }) => [id, name]));
    this.#phones = plan.gates.map((gate) =>
      gate.phones.map((deviceId, phone) => ({ gate, phone, deviceId, shift: null, before: null })),
    );
    this.#nextShift = shiftStart(plan.from, 0);
  }

  /** One day's events, in their order. @returns the rows that they make. */
  day(events: readonly DayEvent[]): LogRows {
    this.#rows = noRows();
    this.#counted = this.#plan.gates.map(() => ({ out: 0, in: 0, turnedBack: 0 }));
    for (const event of events) {
      while (event.at >= this.#nextShift) this.#changeShifts();
      this.#add(event);
    }
    return this.#rows;
  }

  /** Shifts that go on. */
  end(): LogRows {
    this.#rows = noRows();
    for (const phone of this.#phones.flat()) this.#writeShift(phone, null);
    return this.#rows;
  }

  #changeShifts(): void {
    const at = this.#nextShift;
    const isLast = at + 8 * HOUR_MS > this.#plan.now;
    for (const phone of this.#phones.flat()) {
      this.#writeShift(phone, at);
      const { gate } = phone;
      const segmentId = hexOf('segment', phone.deviceId, this.#shiftIndex);
      const dice = Number.parseInt(segmentId.slice(0, 8), 16) / 2 ** 32;
      const all = gate.turns[this.#shiftIndex % gate.turns.length] ?? [];
      const own = phone.phone === 0 ? all.slice(0, 2) : all.slice(2);
      // Now and then one does not come.
      const came = dice < 0.05 ? own.slice(1) : own;
      const shift: OpenShift = {
        segmentId,
        startedAt: at + Math.floor(dice * 300) * 1_000,
        isOffline: (dice * 1_000) % 1 < OFFLINE,
        onDuty: came.map((id) => this.#names.get(id) ?? ''),
        note: dice > 0.5 ? '三单元502居家隔离，有快递要送' : '',
        number: 0,
      };
      phone.shift = shift;
      const id = this.#next(phone);
      this.#rows.duties.push({
        gate_id: gate.id,
        shift_id: segmentId,
        segment_order: 0,
        segment_id: segmentId,
        number: id.number,
        on_duty: JSON.stringify(shift.onDuty),
        at: shift.startedAt,
      });
      if (phone.before?.note && !(isLast && shift.isOffline)) {
        this.#rows.handovers_accepted.push({
          ...this.#key(phone, this.#next(phone)),
          shift_id: phone.before.segmentId,
          at: shift.startedAt,
          made_by: shift.onDuty[0] ?? '',
        });
      }
    }
    this.#shiftIndex += 1;
    this.#nextShift = at + 8 * HOUR_MS;
  }

  /** `closedAt` null: it goes on. */
  #writeShift(phone: PhoneLog, closedAt: number | null): void {
    const { shift, before, gate, deviceId } = phone;
    if (!shift) return;
    const have = closedAt === null ? shift.number : this.#next(phone).number;
    const receivedAt = Math.min(
      this.#plan.now,
      (closedAt ?? this.#plan.now) + (shift.isOffline ? HOUR_MS / 6 : SECONDS_ON_THE_WAY),
    );
    this.#rows.shifts.push({
      gate_id: gate.id,
      shift_id: shift.segmentId,
      device_id: deviceId,
      started_at: shift.startedAt,
      closed_at: closedAt,
      record_count: closedAt === null ? null : have,
      note: closedAt === null ? '' : shift.note,
    });
    this.#rows.segments.push(
      segmentToRow({
        deviceId,
        segmentId: shift.segmentId,
        gateId: gate.id,
        shiftId: shift.segmentId,
        order: 0,
        startedAt: shift.startedAt,
        previousId: before?.segmentId ?? '',
        previousNumber: before?.have ?? null,
        header: new Uint8Array(240),
        have,
        head: new Uint8Array(32),
        tail: new Uint8Array(64),
        receivedAt,
        clockSkewMs: 300,
        unreadable: [],
        quarantinedFrom: null,
        forked: false,
        purgedAt: null,
      }),
    );
    phone.before = { segmentId: shift.segmentId, have, note: closedAt === null ? '' : shift.note };
    phone.shift = null;
  }

  #next(phone: PhoneLog): RecordId {
    const { shift } = phone;
    if (!shift) throw new Error('nobody is on duty');
    shift.number += 1;
    return { segmentId: shift.segmentId, number: shift.number };
  }

  #key({ gate }: PhoneLog, { segmentId, number }: RecordId): Row {
    return { gate_id: gate.id, segment_id: segmentId, number };
  }

  #add(event: DayEvent): void {
    const phone = this.#phones[event.gate]?.[event.phone];
    const shift = phone?.shift;
    if (!phone || !shift) throw new Error('an event before the first shift');
    // What a phone without a network has of the present shift is yet to come.
    if (shift.isOffline && this.#nextShift > this.#plan.now) return;
    const receivedAt = shift.isOffline
      ? this.#nextShift + HOUR_MS / 6
      : event.at + SECONDS_ON_THE_WAY;
    if (event.kind === 'passing') {
      this.#pass(phone, event, receivedAt);
      return;
    }
    const id = this.#next(phone);
    const key = this.#key(phone, id);
    const by = shift.onDuty[0] ?? '';
    const said = { ...key, street_id: STREET_ID, at: event.at, made_by: by };
    switch (event.kind) {
      case 'counted': {
        const count = { gateId: phone.gate.id, id, streetId: STREET_ID, at: event.at };
        this.#rows.head_counts.push(
          headCountToRow({ ...count, direction: 'in', people: 12 }, false),
        );
        return;
      }
      case 'quiz':
        this.#rows.quiz_answers.push({
          ...said,
          version: 1,
          asked: 5,
          correct: 3 + (id.number % 3),
        });
        return;
      case 'standards': {
        const missing = id.number % 7 === 0 ? '[3]' : '[]';
        const words = { shift_id: shift.segmentId, version: 1, missing, note: '' };
        this.#rows.standards_answers.push({ ...said, ...words });
        return;
      }
      case 'notice-read': {
        const { deviceId, gate } = phone;
        const read = { gateId: gate.id, id, streetId: STREET_ID, deviceId, at: event.at, by };
        this.#rows.notice_reads.push(noticeReadToRow({ ...read, noticeId: event.noticeId }));
        return;
      }
      case 'statement':
        this.#rows.statements.push({
          street_id: STREET_ID,
          id: recordKey(id),
          place_id: phone.gate.id,
          day: streetDay(event.at, TIME_ZONE),
          at: event.at,
          received_at: receivedAt,
          device_id: phone.deviceId,
          is_desk: 0,
          is_zero: 0,
          figures: figuresToText(this.#figures(event.gate)),
          made_by: by,
          note: '',
        });
    }
  }

  #figures(gate: number): ReportFigures {
    const { out = 0, in: inside = 0, turnedBack = 0 } = this.#counted[gate] ?? {};
    return { ...NO_FIGURES, out, in: inside, 'turned-back': turnedBack };
  }

  #pass(phone: PhoneLog, event: PassingEvent, receivedAt: number): void {
    const { outcome, facts } = event;
    const id = this.#next(phone);
    const first = event.isContinuation ? this.#firstOf(event) : null;
    this.#count(event);
    const entry = {
      gateId: phone.gate.id,
      id,
      streetId: STREET_ID,
      deviceId: phone.deviceId,
      shiftId: id.segmentId,
      segmentOrder: 0,
      at: event.at,
      receivedAt,
      late: receivedAt - event.at > LATE_AFTER_MS,
      follows: first,
      original: facts,
      facts,
      rosterNumber: event.rosterNumber,
      householdId: event.householdId,
      state: 'standing' as EntryState,
      note: '',
      decidedBy: '',
      flags: [],
      changedAt: receivedAt,
    };
    if (first) this.#amend(phone, { kind: 'continued', at: event.at }, first, id);
    let isOpen = 0;
    let kept = entry;
    switch (outcome.kind) {
      case 'plain':
        break;
      case 'corrected': {
        const reading = { temperatureTenths: 401, site: 'forehead' as const };
        kept = { ...entry, original: { ...facts, reading }, state: 'corrected' };
        this.#amend(phone, { kind: 'correction', at: event.at + 20_000, facts }, id);
        break;
      }
      case 'undone':
        kept = { ...entry, state: 'undone' };
        this.#amend(phone, { kind: 'undo', at: event.at + 20_000 }, id);
        break;
      case 'decided': {
        const by = phone.shift?.onDuty[0] ?? '';
        const { how, note } = outcome;
        kept = { ...entry, original: { ...facts, outcome: 'held' }, note, decidedBy: by };
        this.#amend(phone, { kind: 'decision', at: event.at + 60_000, outcome: how, note, by }, id);
        break;
      }
      case 'first-fever': {
        const { again } = outcome;
        if (again && again.at <= this.#plan.now) {
          kept = { ...entry, state: 'continued' };
          this.#begun.set(again, id);
        } else {
          isOpen = 1;
        }
        break;
      }
      case 'handed-over': {
        for (const [place, step] of (['called', 'arrived', 'handed-over'] as const).entries()) {
          const at = event.at + (place + 1) * 600_000;
          if (at > this.#plan.now) break;
          const by = phone.shift?.onDuty[0] ?? '';
          const said = { gateId: phone.gate.id, id: this.#next(phone), target: id };
          this.#rows.case_steps.push(caseStepToRow({ ...said, at, step, by, note: '' }));
        }
      }
    }
    this.#rows.entries.push({ ...entryToRow(kept), open_case: isOpen });
  }

  /** Null: the first reading was on a phone whose log is yet to come. */
  #firstOf(event: PassingEvent): RecordId | null {
    const first = this.#begun.get(event) ?? null;
    this.#begun.delete(event);
    return first;
  }

  #amend(phone: PhoneLog, change: EntryChange, target: RecordId, own?: RecordId): void {
    const id = own ?? this.#next(phone);
    const amendment: Amendment = {
      gateId: phone.gate.id,
      id,
      target,
      shiftId: id.segmentId,
      segmentStartedAt: phone.shift?.startedAt ?? 0,
      segmentOrder: 0,
      change,
    };
    this.#rows.amendments.push(amendmentToRow(amendment));
  }

  #count({ gate, facts, outcome }: PassingEvent): void {
    const counted = this.#counted[gate];
    if (!counted || outcome.kind === 'undone') return;
    if (facts.outcome === 'passed') counted[facts.direction] += 1;
    if (facts.outcome === 'turned-back') counted.turnedBack += 1;
  }
}
