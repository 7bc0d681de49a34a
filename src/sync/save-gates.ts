import type { PullAnswer } from '../protocol/pull.ts';
import { database } from '../storage/database.ts';

/** Gates as the server names them now. One that is gone stays, marked, until its open shift is closed. */
export async function saveGates({
  gates,
  gone,
}: Pick<PullAnswer, 'gates' | 'gone'>): Promise<void> {
  const { gates: table, rosters, shifts } = database;
  await database.transaction('rw', table, rosters, shifts, async () => {
    for (const gate of gates) {
      const known = await table.get(gate.id);
      const { id, name, compoundId, compoundName, cardEpoch, cardTag, rosterGeneration } = gate;
      // Another place's roster may go by the same number, or there may be none: this one's people are not at this gate.
      const roster = known && known.compoundId !== compoundId ? await rosters.get(id) : undefined;
      if (roster && (gate.rosterBytes === 0 || roster.generation === rosterGeneration)) {
        await rosters.delete(id);
      }
      const oldCardTags =
        known && known.cardTag !== cardTag
          ? [...known.oldCardTags, known.cardTag]
          : (known?.oldCardTags ?? []);
      await table.put({
        id,
        name,
        compoundId,
        compoundName,
        cardEpoch,
        cardTag,
        oldCardTags: oldCardTags.filter((tag) => tag !== cardTag),
        rosterGeneration,
      });
    }
    const worked = await shifts.filter((shift) => shift.closedAt === null).toArray();
    const isWorked = (id: string): boolean => worked.some((shift) => shift.gateId === id);
    const leaving = gone.filter((id) => !isWorked(id));
    for (const id of gone.filter(isWorked)) await table.update(id, { isGone: true });
    await table.bulkDelete(leaving);
    await rosters.bulkDelete(leaving);
  });
}
