import type { PullAnswer } from '../protocol/pull.ts';
import { database } from '../storage/database.ts';

/** Gates as the server names them now. One with an open shift stays until that is closed. */
export async function saveGates({
  gates,
  gone,
}: Pick<PullAnswer, 'gates' | 'gone'>): Promise<void> {
  const { gates: table, rosters, shifts } = database;
  await database.transaction('rw', table, rosters, shifts, async () => {
    for (const gate of gates) {
      const known = await table.get(gate.id);
      const { id, name, compoundId, compoundName, cardEpoch, cardTag, rosterGeneration } = gate;
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
    const leaving = gone.filter((id) => !worked.some((shift) => shift.gateId === id));
    await table.bulkDelete(leaving);
    await rosters.bulkDelete(leaving);
  });
}
