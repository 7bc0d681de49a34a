import { openCaseRecords } from '../domain/earlier-cases.ts';
import type { IdentifiedRecord } from '../domain/shift-state.ts';
import { shiftsWithOpenCases } from '../storage/open-cases.ts';
import { readShiftLog } from '../storage/read-log.ts';
import type { WorkingSession } from './working-session.ts';

/** Fever cases that earlier shifts of this phone left open at the gate, as far as the card reads them. */
export async function readEarlierCases(session: WorkingSession): Promise<void> {
  const { card, gate, shiftId } = session;
  if (!card) return;
  const log: IdentifiedRecord[] = [];
  for (const earlier of await shiftsWithOpenCases(gate.id, shiftId)) {
    log.push(...(await readShiftLog(earlier, card.wrapKey, new Map())).log);
  }
  session.useEarlier(openCaseRecords(log));
}
