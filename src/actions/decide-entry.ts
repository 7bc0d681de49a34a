import type { Outcome, RecordId } from '../domain/entry.ts';
import { isOpenCase } from '../domain/fever-case.ts';
import { overriders } from '../domain/override.ts';
import type { StandingEntry } from '../domain/shift-state.ts';
import { boundedText, NAME_LENGTH, NOTE_LENGTH } from './bounded-text.ts';
import { saveEntryOf } from './save-entry-of.ts';
import type { EntryGone, EntrySaved, NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type EntryDecided =
  | EntrySaved
  /** Letting pass what was stopped, or a fever, needs a reason in words. */
  | { readonly kind: 'note-needed' }
  /** Not by this hand: by one of these, by the rules in force; nobody at the gate, when there are none. */
  | { readonly kind: 'not-allowed'; readonly overriders: readonly string[] }
  | EntryGone
  | NotSaved;

/**
 * A person decides about an entry that was no plain pass, of this shift or an open case of an earlier one. `note` may be empty,
 * except to let pass whom the rules stopped. `by`: a name on duty; empty only while nobody is named.
 */
export async function decideEntry(
  session: ShiftSession,
  entryId: RecordId,
  outcome: Outcome,
  note: string,
  by: string,
  now: number,
): Promise<EntryDecided> {
  const work = workingsOf(session);
  const written = boundedText(note, NOTE_LENGTH);
  const decider = boundedText(by, NAME_LENGTH);
  return work.exclusively<EntryDecided>(now, async (at) => {
    const entry = work.standingAnywhere(entryId);
    if (!entry) return { kind: 'gone' };
    const isOverride = outcome === 'passed' && isRuledOut(entry);
    const able = isOverride ? overridersOf(work, entry) : named(work.state.onDuty);
    if ((isOverride || isOpenCase(entry)) && !able.includes(decider)) {
      return { kind: 'not-allowed', overriders: able };
    }
    if (isOverride && written === '') return { kind: 'note-needed' };
    const target = entry.id;
    return saveEntryOf(work, target, {
      kind: 'decision',
      at,
      target,
      outcome,
      note: written,
      by: decider,
    });
  });
}

const isRuledOut = (entry: StandingEntry): boolean =>
  entry.facts.verdict === 'stop' || isOpenCase(entry);

/** The empty name stands for whoever holds the phone while nobody is named. */
const named = (onDuty: readonly string[]): readonly string[] => (onDuty.length > 0 ? onDuty : ['']);

/** Who of those on duty may let this person pass. Nobody named is nobody's leader. */
export function overridersOf(
  { policy, state }: Pick<ShiftSession, 'policy' | 'state'>,
  entry: StandingEntry,
): readonly string[] {
  const { onDuty } = state;
  if (!isRuledOut(entry)) return named(onDuty);
  const reasons = entry.facts.reasons;
  if (onDuty.length > 0) return overriders(policy, onDuty, reasons);
  const anybody = overriders(policy, ['', ''], reasons).length > 1;
  return anybody ? [''] : [];
}
