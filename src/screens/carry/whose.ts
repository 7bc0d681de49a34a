import { database } from '../../storage/database.ts';
import { say } from '../../words/i18n.ts';

/** What a carried log is called: by its gates where this phone knows them, else by its phone's number. */
export async function whoseLog(deviceId: string, gateIds: readonly string[]): Promise<string> {
  const gates = await database.gates.bulkGet([...gateIds]);
  const names = gates.flatMap((gate) => (gate ? [gate.name] : []));
  if (names.length > 0) return names.join(' ');
  return say('carry.phone', { id: `${deviceId.slice(0, 4)} ${deviceId.slice(4, 8)}` });
}
