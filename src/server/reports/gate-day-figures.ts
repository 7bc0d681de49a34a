import type { Direction, RecordId } from '../../domain/entry.ts';
import {
  type CountedBesides,
  figuresOf,
  isLinked,
  type LinkedRow,
  linkedBehind,
  REPORT_FIGURES,
  type ReportFigure,
  type ReportFigures,
} from '../../domain/report-figures.ts';
import { streetDaysEnd, streetMoment } from '../../domain/street-time.ts';
import { recordKey } from '../store/entry-row.ts';
import type { CountedPeople, DayRow, HandedOver, Period } from '../store/gate-days.ts';

/** A street's day as the ledger is asked for it. */
export interface DayPeriod extends Period {
  /** 'YYYY-MM-DD'. */
  readonly day: string;
  /** Epoch ms of each full hour of its clock, 24 of them. */
  readonly hours: readonly number[];
}

/** A row behind a number. */
export interface RowPlace {
  readonly at: number;
  readonly id: RecordId;
}

/** In the order of the ledger's pages: the latest first. */
export const byPage = (a: RowPlace, b: RowPlace): number =>
  b.at - a.at ||
  (a.id.segmentId < b.id.segmentId ? 1 : a.id.segmentId > b.id.segmentId ? -1 : 0) ||
  b.id.number - a.id.number;

/** What the entries of one gate's day count, small enough to be kept. */
export interface CountedEntries {
  /** Of all rows, latest first: the place of its segment in `segments`, and its number. */
  readonly segments: readonly string[];
  readonly segmentAt: Uint32Array;
  readonly numbers: Uint32Array;
  /** Of each its time, and the server's when it was last said or changed. */
  readonly at: Float64Array;
  readonly saidAt: Float64Array;
  /** 1: it came long after it happened. */
  readonly late: Uint8Array;
  /** By figure, places of rows. */
  readonly behind: Readonly<Record<ReportFigure, Uint32Array>>;
  /** People let through by hour. */
  readonly passed: Readonly<Record<Direction, readonly number[]>>;
}

/** @throws when `day` is no day of the calendar. */
export function dayPeriod(day: string, zone: string): DayPeriod {
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const at = streetMoment(day, hour, 0, zone);
    if (at === null) throw new Error(`no day: ${day}`);
    return at;
  });
  const from = hours[0] as number;
  return { day, from, to: streetDaysEnd(from, 1, zone), hours };
}

/** The hour of the street's clock that a moment of the day lies in. */
export function hourIn({ hours, from }: DayPeriod, at: number): number {
  let hour = Math.min(23, Math.floor((at - from) / 3_600_000));
  while (hour > 0 && (hours[hour] as number) > at) hour -= 1;
  while (hour < 23 && (hours[hour + 1] as number) <= at) hour += 1;
  return hour;
}

/** Counts the rows of one gate's day, which are given latest first. */
export class EntryCounter {
  readonly #segments = new Map<string, number>();
  readonly #segmentAt: number[] = [];
  readonly #numbers: number[] = [];
  readonly #at: number[] = [];
  readonly #saidAt: number[] = [];
  readonly #late: number[] = [];
  readonly #linked: LinkedRow[] = [];
  readonly #behind = Object.fromEntries(
    REPORT_FIGURES.map((figure) => [figure, [] as number[]]),
  ) as Record<ReportFigure, number[]>;

  add(row: DayRow): void {
    const { segmentId, number, count, follows, vehicle } = row;
    const place = this.#at.length;
    let segment = this.#segments.get(segmentId);
    if (segment === undefined) {
      segment = this.#segments.size;
      this.#segments.set(segmentId, segment);
    }
    this.#segmentAt.push(segment);
    this.#numbers.push(number);
    this.#at.push(row.at);
    this.#saidAt.push(row.saidAt);
    this.#late.push(Number(row.late));
    for (const figure of count.figures) this.#behind[figure].push(place);
    if (isLinked(row)) {
      this.#linked.push({ place, key: recordKey({ segmentId, number }), count, follows, vehicle });
    }
  }

  counted(period: DayPeriod): CountedEntries {
    const places = { ...this.#behind, ...linkedBehind(this.#linked) };
    const behind = Object.fromEntries(
      REPORT_FIGURES.map((figure) => [figure, new Uint32Array(places[figure])]),
    ) as Record<ReportFigure, Uint32Array>;
    const at = new Float64Array(this.#at);
    return {
      segments: [...this.#segments.keys()],
      segmentAt: new Uint32Array(this.#segmentAt),
      numbers: new Uint32Array(this.#numbers),
      at,
      saidAt: new Float64Array(this.#saidAt),
      late: new Uint8Array(this.#late),
      behind,
      passed: { out: hoursOf(behind.out, at, period), in: hoursOf(behind.in, at, period) },
    };
  }
}

function hoursOf(places: Uint32Array, at: Float64Array, period: DayPeriod): number[] {
  const hours = Array<number>(24).fill(0);
  for (const place of places) {
    const hour = hourIn(period, at[place] as number);
    hours[hour] = (hours[hour] as number) + 1;
  }
  return hours;
}

/** What is no entry of the ledger: people who were counted, and handed over. */
export interface Besides {
  readonly counted: readonly CountedPeople[];
  readonly handedOver: readonly HandedOver[];
}

/** One gate's day in numbers, and the rows behind them. */
export class GateDayCounts {
  readonly figures: ReportFigures;
  /** People let through by hour of the street's day, those who were only counted among them; 24 each. */
  readonly out: readonly number[];
  readonly in: readonly number[];
  /** People who were only counted. */
  readonly counted: Readonly<Record<Direction, number>>;
  readonly #entries: CountedEntries;
  readonly #handedOver: readonly HandedOver[];

  constructor(entries: CountedEntries, { counted, handedOver }: Besides, period: DayPeriod) {
    const people = { out: 0, in: 0 };
    const hours = { out: [...entries.passed.out], in: [...entries.passed.in] };
    for (const one of counted) {
      people[one.direction] += one.people;
      const hour = hourIn(period, period.from + one.hour * 3_600_000);
      hours[one.direction][hour] = (hours[one.direction][hour] as number) + one.people;
    }
    const besides: CountedBesides = { handedOver: handedOver.length, counted: people };
    this.figures = figuresOf(entries.behind, besides);
    this.out = hours.out;
    this.in = hours.in;
    this.counted = people;
    this.#entries = entries;
    this.#handedOver = handedOver;
  }

  /**
   * The ledger's rows behind a number, latest first, as many as asked for beyond `after`. Of people who were handed over
   * their readings; of those who were only counted there are none.
   */
  rows(figure: ReportFigure, after: RowPlace | null, limit: number): RowPlace[] {
    const found: RowPlace[] = [];
    for (const place of this.#places(figure)) {
      if (found.length >= limit) break;
      if (!after || byPage(place, after) > 0) found.push(place);
    }
    return found;
  }

  rowCount(figure: ReportFigure): { readonly total: number; readonly late: number } {
    if (figure === 'handed-over') return { total: this.#handedOver.length, late: 0 };
    const { behind, late } = this.#entries;
    let count = 0;
    for (const place of behind[figure]) count += late[place] as number;
    return { total: behind[figure].length, late: count };
  }

  *#places(figure: ReportFigure): Generator<RowPlace> {
    if (figure === 'handed-over') {
      for (const { at, target } of this.#handedOver.toReversed()) yield { at, id: target };
      return;
    }
    const { segments, segmentAt, numbers, at, behind } = this.#entries;
    for (const place of behind[figure]) {
      const segmentId = segments[segmentAt[place] as number] as string;
      yield { at: at[place] as number, id: { segmentId, number: numbers[place] as number } };
    }
  }

  /** How many rows of any kind came or changed after that moment of the server's clock. */
  changedSince(at: number): number {
    let count = 0;
    for (const saidAt of this.#entries.saidAt) if (saidAt > at) count += 1;
    return count;
  }
}
