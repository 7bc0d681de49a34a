import * as v from 'valibot';
import { ROLES } from '../domain/role.ts';
import { type Parsed, parseShape, time, uint } from './shapes.ts';

export const retentionAnswerSchema = v.object({
  /** For so many days what is about people is kept: logs, ledgers, paper, imported files. */
  days: v.pipe(uint(3650), v.minValue(1)),
  /** For so many days it is kept who was shown what. */
  accessDays: uint(3650),
  /** When what was older was last destroyed; null: never yet. */
  purgedAt: v.nullable(time),
  /** When the oldest record that is still here came; null: there is none. */
  oldestAt: v.nullable(time),
  /** '2022-04': the months whose logs the server can open. */
  months: v.array(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/))),
  /** Who may read the ledger at a desk, who sees names whole there, and who sees whom was shown what. */
  readers: v.array(v.picklist(ROLES)),
  fullNames: v.array(v.picklist(ROLES)),
  accessReaders: v.array(v.picklist(ROLES)),
});

export type RetentionAnswer = v.InferOutput<typeof retentionAnswerSchema>;

export const parseRetentionAnswer = (json: unknown): Parsed<RetentionAnswer> =>
  parseShape(retentionAnswerSchema, json);
