import { STANDARDS_LIMIT } from '../domain/gate-day.ts';
import { boundedText, NAME_LENGTH, NOTE_LENGTH } from './bounded-text.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export interface AnsweredStandards {
  /** Of the standards that were asked. */
  readonly version: number;
  /** Ids of the items that are not there. */
  readonly missing: readonly number[];
  readonly by: string;
  readonly note: string;
}

export type StandardsAnswered = { readonly kind: 'saved' } | NotSaved;

/** When they were last answered at this gate, in this shift or as was told of others; null: never. */
export const standardsAnsweredAt = ({
  day,
  state,
}: Pick<ShiftSession, 'day' | 'state'>): number | null =>
  state.standardsAnsweredAt ?? day?.standardsAnsweredAt ?? null;

/** What the gate must have was looked at; the last answer of a shift counts. */
export async function answerStandards(
  session: ShiftSession,
  { version, missing, by, note }: AnsweredStandards,
  now: number,
): Promise<StandardsAnswered> {
  const work = workingsOf(session);
  return work.exclusively<StandardsAnswered>(now, (at) =>
    work.append({
      kind: 'standards-answered',
      at,
      version,
      missing: [...new Set(missing)].sort((a, b) => a - b).slice(0, STANDARDS_LIMIT),
      by: boundedText(by, NAME_LENGTH),
      note: boundedText(note, NOTE_LENGTH),
    }),
  );
}
