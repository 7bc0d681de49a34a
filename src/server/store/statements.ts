import type { ReportStatement } from '../../domain/daily-report.ts';
import { NO_FIGURES, REPORT_FIGURES, type ReportFigures } from '../../domain/report-figures.ts';
import { type Database, insertRows, type Row } from './database.ts';
import { figuresToText, STATEMENT_COLUMNS } from './day-records.ts';
import { streetOf } from './places.ts';
import { flagIn, numberIn, textIn } from './row.ts';

/** What a person stated of a place's day, at a desk or on a gate's phone. */
export interface PlacedStatement extends ReportStatement {
  /** Of a phone its record's "segment/number". */
  readonly id: string;
  readonly placeId: string;
  readonly day: string;
  readonly deviceId: string;
  readonly isDesk: boolean;
}

export interface Statements {
  /** What is here already stays as it is. */
  add(streetId: string, statement: PlacedStatement): Promise<void>;
  /** Of places within and of the scope itself, in the order of their arrival. */
  ofDay(scopePath: string, day: string): Promise<PlacedStatement[]>;
}

/** Figures that nobody counted yet when it was stated are none. */
function figuresFrom(text: string): ReportFigures {
  const numbers = JSON.parse(text) as number[];
  return Object.fromEntries(
    REPORT_FIGURES.map((figure, place) => [figure, numbers[place] ?? NO_FIGURES[figure]]),
  ) as Record<(typeof REPORT_FIGURES)[number], number>;
}

export const statementFrom = (row: Row): PlacedStatement => ({
  id: textIn(row, 'id'),
  placeId: textIn(row, 'place_id'),
  day: textIn(row, 'day'),
  at: numberIn(row, 'at'),
  receivedAt: numberIn(row, 'received_at'),
  deviceId: textIn(row, 'device_id'),
  isDesk: flagIn(row, 'is_desk'),
  isZero: flagIn(row, 'is_zero'),
  figures: figuresFrom(textIn(row, 'figures')),
  by: textIn(row, 'made_by'),
  note: textIn(row, 'note'),
});

export const openStatements = (database: Database): Statements => ({
  async add(streetId, one) {
    await insertRows(
      database,
      'statements',
      STATEMENT_COLUMNS,
      [
        {
          street_id: streetId,
          id: one.id,
          place_id: one.placeId,
          day: one.day,
          at: one.at,
          received_at: one.receivedAt,
          device_id: one.deviceId,
          is_desk: Number(one.isDesk),
          is_zero: Number(one.isZero),
          figures: figuresToText(one.figures),
          made_by: one.by,
          note: one.note,
        },
      ],
      'ON CONFLICT (street_id, id) DO NOTHING',
    );
  },
  async ofDay(scopePath, day) {
    const rows = await database.all(
      `SELECT s.* FROM statements s
       JOIN places p ON p.street_id = s.street_id AND p.id = s.place_id
       WHERE s.street_id = ? AND s.day = ? AND substr(p.path, 1, ?) = ?
       ORDER BY s.received_at, s.at, LENGTH(s.id), s.id`,
      [streetOf(scopePath), day, scopePath.length, scopePath],
    );
    return rows.map(statementFrom);
  },
});
