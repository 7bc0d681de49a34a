import { readShiftLog } from '../storage/read-log.ts';
import { failureOf } from '../storage/storage-failure.ts';
import { readEarlierCases } from './earlier-cases.ts';
import { readDay, readNotices, readPassings } from './follow-pulls.ts';
import { openGateBriefing } from './gate-briefing.ts';
import { type CardRefusal, gateOfCard } from './gate-of-card.ts';
import { openGateRoster } from './pulled-rules.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type CardShown = { readonly kind: 'shown' } | CardRefusal | NotSaved;

/** Upgrades a session without names in place: roster, earlier records of the shift, the log's key under the card. */
export async function showCard(session: ShiftSession, text: string): Promise<CardShown> {
  const work = workingsOf(session);
  const shown = await gateOfCard(text);
  if (shown.kind !== 'card') return shown;
  const { card, gate } = shown;
  if (gate.id !== work.gate.id) return { kind: 'other-gate', gate: work.gate };
  return work.inTurn<CardShown>(async () => {
    try {
      await work.openLog.showCard(card);
      const read = await readShiftLog(work.shiftId, card.wrapKey, work.openLog.keys);
      const roster = await openGateRoster(gate.id, card);
      work.useCard(card, { roster, briefing: await openGateBriefing(gate.id, card) }, read);
      await readEarlierCases(work).catch(() => undefined);
      void readNotices(work).catch(() => undefined);
      void readDay(work).catch(() => undefined);
      void readPassings(work).catch(() => undefined);
      return { kind: 'shown' };
    } catch (error) {
      return { kind: 'not-saved', why: failureOf(error) };
    }
  });
}
