import { database } from '../storage/database.ts';
import { watch } from '../storage/watch.ts';
import { openGateRoster, readRules } from './pulled-rules.ts';
import type { WorkingSession } from './working-session.ts';

/** What a pull brings during a shift is used from then on, without a new unlock. */
export function followPulls(session: WorkingSession): void {
  const useRules = async (): Promise<void> => {
    const pulled = await readRules();
    if (pulled) session.useRules(pulled);
  };
  const useRoster = async (generation: number | undefined): Promise<void> => {
    const { card, roster, gate } = session;
    if (!card || generation === undefined || generation === roster?.generation) return;
    const opened = await openGateRoster(gate.id, card);
    if (opened) session.useRoster(opened);
  };
  session.onEnd(
    watch(
      () => database.documents.toArray(),
      () => void useRules().catch(keepOld),
    ),
  );
  session.onEnd(
    watch(
      async () => (await database.gates.get(session.gate.id))?.isGone === true,
      (isGone) => session.useGate(isGone),
    ),
  );
  session.onEnd(
    watch(
      async () => (await database.rosters.get(session.gate.id))?.generation,
      (generation) => void useRoster(generation).catch(keepOld),
    ),
  );
}

/** The storage went away in between: the session goes on with what it has. */
const keepOld = (): void => undefined;
