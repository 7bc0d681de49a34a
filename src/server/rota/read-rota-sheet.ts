import { TURN_LIMIT_MS } from '../../domain/rota.ts';
import { streetMoment } from '../../domain/street-time.ts';
import type { RotaFileRow, RotaRead } from '../../protocol/rota.ts';
import { cleanOrEmpty, cleanText } from '../roster-import/read-text.ts';
import { type Cell, cellText, type SheetRow } from '../sheets/cell.ts';
import type { GateFinder, GateFound } from './find-gate.ts';
import { type DayContext, dayAfter, dayContext, readDay } from './read-day.ts';
import { type Hours, hoursBetween, readClock, readHours, shiftsIn } from './read-hours.ts';
import { type NamedPerson, readPeople } from './read-people.ts';
import { headingAt, type RotaColumn, type RotaField, type RotaHeading } from './rota-columns.ts';

type Problem = RotaRead['problems'][number];

export interface RotaSheet {
  readonly name: string;
  /** Without empty rows. */
  readonly rows: readonly SheetRow[];
}

interface Reading {
  readonly gates: GateFinder;
  /** The street's day. */
  readonly today: string;
  readonly zone: string;
  readonly onRow: (row: RotaFileRow) => void;
  readonly onProblem: (problem: Problem) => void;
}

const FOOTER = /^(合\s*计|总\s*计|小\s*计|共计|制表|填表|审核|说明|注|备注)\s*([:：]|$)/;
const DAY_MINUTES = 24 * 60;
const NAME_LENGTH = 40;

const isFilled = (cell: Cell | undefined): boolean => cellText(cell).trim() !== '';
const phoneOf = (text: string): string => {
  const phone = text.replaceAll(/[^\d+]/g, '');
  return phone.length > 20 ? '' : phone;
};

/** Fields that a merged cell carries down; hours in whichever of their columns. */
interface Above {
  date: Cell;
  compound: string;
  gate: string;
  hours: Hours | null;
  /** As it stands, where no hours can be had of it. */
  hoursText: string;
}

/** One sheet of a rota, as a list or as a table of gates and days. @returns whether it has headings. */
export function readRotaSheet(sheet: RotaSheet, reading: Reading): boolean {
  const reader = new SheetReader(sheet, reading);
  return reader.read();
}

class SheetReader {
  readonly #sheet: RotaSheet;
  readonly #reading: Reading;
  readonly #told = new Set<string>();
  #shifts = new Map<string, Hours>();
  #days: DayContext;
  #heading: RotaHeading | null = null;
  #above: Above = { date: null, compound: '', gate: '', hours: null, hoursText: '' };

  constructor(sheet: RotaSheet, reading: Reading) {
    this.#sheet = sheet;
    this.#reading = reading;
    this.#days = dayContext([sheet.name], reading.today);
  }

  read(): boolean {
    const { name, rows } = this.#sheet;
    // A legend below the table counts for all of it.
    for (const row of rows) {
      const texts = row.cells.filter(isFilled).map(cleanText);
      if (texts.length <= 2) for (const text of texts) this.#learn(shiftsIn(text));
    }
    let titles = [name];
    for (let at = 0; at < rows.length; at += 1) {
      const days = dayContext(titles, this.#reading.today);
      const heading = headingAt(rows.slice(at, at + 3), this.#heading, days, this.#shifts);
      if (heading) {
        this.#heading = heading;
        this.#days = days;
        this.#above = { date: null, compound: '', gate: '', hours: null, hoursText: '' };
        titles = [name];
        at += heading.height - 1;
        continue;
      }
      const row = rows[at] as SheetRow;
      const texts = row.cells.filter(isFilled).map(cleanText);
      // A title may follow the table above it.
      if (!this.#heading || texts.length === 1) titles.push(...texts);
      if (this.#heading && !FOOTER.test(texts[0] ?? '')) this.#row(row, this.#heading);
    }
    return this.#heading !== null;
  }

  #learn(shifts: ReadonlyMap<string, Hours>): void {
    for (const [sign, hours] of shifts) this.#shifts.set(sign, hours);
  }

  #row({ row: line, cells }: SheetRow, { columns, isList }: RotaHeading): void {
    const cellOf = (field: RotaField): Cell | undefined =>
      cells[columns.findIndex((column) => column.field === field)];
    const textOf = (field: RotaField): string => cleanOrEmpty(cellOf(field));
    this.#carryDown(columns, cells);
    const people = columns.flatMap((column, at) => {
      const isOfPeople =
        column.field === 'name' ||
        (column.field === null && (column.day !== null || column.hours !== null));
      return isOfPeople && isFilled(cells[at]) ? [{ column, cell: cells[at] as Cell }] : [];
    });
    const named = people.map((one) => ({ ...one, who: readPeople(one.cell, this.#shifts) }));
    if (named.every(({ who }) => who.length === 0)) {
      const own = (['date', 'gate', 'hours', 'phone', 'start', 'shift'] as const).filter(textOf);
      if (isList && own.length > 1) this.#problem(line, 'no-name', people[0]?.cell ?? null);
      return;
    }
    const gate = this.#gateOf(textOf('gate'));
    if (!gate?.ok) {
      this.#problem(line, gate?.why ?? 'no-gate', gate ? gateText(this.#above) : null);
      return;
    }
    for (const { column, who } of named) {
      const day = this.#dayOf(column);
      if (!day) {
        const why = day === '' ? 'no-day' : 'day-unknown';
        this.#problem(line, why, cellOf('date') ?? this.#above.date);
        continue;
      }
      const isAlone = who.length === 1;
      for (const person of who) {
        const hours = person.hours ?? column.hours ?? this.#above.hours;
        if (!hours) {
          const why = this.#above.hoursText === '' ? 'no-hours' : 'hours-unknown';
          this.#problem(line, why, this.#above.hoursText || person.name);
          continue;
        }
        const phone = person.phone || (isAlone ? textOf('phone') : '');
        this.#turn(line, { ...person, phone }, textOf('unit'), gate.gateId, day, hours);
      }
    }
  }

  #turn(
    line: number,
    { name, phone }: NamedPerson,
    unit: string,
    gateId: string,
    day: string,
    { start, end }: Hours,
  ): void {
    const { zone } = this.#reading;
    const startsAt = streetMoment(day, 0, start, zone);
    const lastDay = dayAfter(day, Math.floor(end / DAY_MINUTES));
    const endsAt = streetMoment(lastDay, 0, end % DAY_MINUTES, zone);
    const length = (endsAt ?? 0) - (startsAt ?? 0);
    if (startsAt === null || endsAt === null) this.#problem(line, 'day-unknown', day);
    else if (length > TURN_LIMIT_MS || length <= 0) this.#problem(line, 'hours-unknown', day);
    else if (name.length > NAME_LENGTH) this.#problem(line, 'no-name', name);
    else {
      this.#reading.onRow({
        sheet: this.#sheet.name.slice(0, 100),
        line,
        name,
        phone: phoneOf(phone),
        unit: unit.slice(0, 60),
        gateId,
        startsAt,
        endsAt,
      });
    }
  }

  /** What stands in merged cells of columns holds for the rows below. */
  #carryDown(columns: readonly RotaColumn[], cells: readonly Cell[]): void {
    const above = this.#above;
    const cellOf = (field: RotaField): Cell =>
      cells[columns.findIndex((column) => column.field === field)] ?? null;
    if (isFilled(cellOf('date'))) above.date = cellOf('date');
    const compound = cleanOrEmpty(cellOf('compound'));
    if (compound !== '' && compound !== above.compound) {
      above.compound = compound;
      above.gate = '';
    }
    const gate = cleanOrEmpty(cellOf('gate'));
    if (gate !== '') above.gate = gate;
    const [start, end] = [cellOf('start'), cellOf('end')];
    const written = [cellOf('hours'), cellOf('shift')].filter(isFilled);
    if (isFilled(start) || isFilled(end)) {
      above.hours = hoursBetween(readClock(start), readClock(end));
      above.hoursText = `${cleanText(start)} ${cleanText(end)}`.trim();
    } else if (written.length > 0) {
      above.hours =
        written.map((cell) => readHours(cell, this.#shifts)).find((found) => found !== null) ??
        null;
      above.hoursText = cleanText(written[0]);
    }
  }

  #gateOf(own: string): GateFound | null {
    const { compound, gate } = this.#above;
    const text = own === '' ? gate : own;
    if (text !== '' || compound !== '') return this.#reading.gates.find(compound, text);
    // A sheet of its own for each gate.
    const bySheet = this.#reading.gates.find('', this.#sheet.name);
    return bySheet.ok ? bySheet : null;
  }

  /** '': nobody said; null: it is no day. */
  #dayOf(column: RotaColumn): string | null {
    if (column.day !== null) return column.day;
    if (isFilled(this.#above.date)) return readDay(this.#above.date, this.#days) || null;
    return this.#days.isOnly ? this.#days.first : '';
  }

  /** Each reason once a row. */
  #problem(line: number, why: Problem['why'], cell: Cell | undefined): void {
    const key = `${line} ${why}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const text = cleanText(cell).slice(0, 100);
    this.#reading.onProblem({ sheet: this.#sheet.name.slice(0, 100), line, why, text });
  }
}

const gateText = ({ compound, gate }: Above): string => [compound, gate].filter(Boolean).join(' ');
