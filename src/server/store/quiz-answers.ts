import { type Database, marks } from './database.ts';
import { numberIn, textIn } from './row.ts';

/** How a gate's volunteers answered questions on the handbook. */
export interface QuizResult {
  readonly gateId: string;
  /** Names that answered. */
  readonly people: number;
  readonly asked: number;
  readonly right: number;
  /** By the phone's clock. */
  readonly lastAt: number;
}

export interface QuizAnswers {
  /** Of these gates those that answered since `since`, by phones' clocks. */
  results(streetId: string, gateIds: readonly string[], since: number): Promise<QuizResult[]>;
}

export const openQuizAnswers = (database: Database): QuizAnswers => ({
  async results(streetId, gateIds, since) {
    if (gateIds.length === 0) return [];
    const rows = await database.all(
      `SELECT gate_id, COUNT(DISTINCT made_by) AS people, SUM(asked) AS asked,
         SUM(correct) AS correct, MAX(at) AS last_at FROM quiz_answers
       WHERE street_id = ? AND at >= ? AND gate_id IN (${marks(gateIds.length)})
       GROUP BY gate_id ORDER BY gate_id`,
      [streetId, since, ...gateIds],
    );
    return rows.map((row) => ({
      gateId: textIn(row, 'gate_id'),
      people: Number(row.people),
      asked: Number(row.asked),
      right: Number(row.correct),
      lastAt: numberIn(row, 'last_at'),
    }));
  },
});
