import * as v from 'valibot';
import { parseShape, time, uint } from './shapes.ts';

const schema = v.object({ entries: uint(), at: time });

/** Data of one event of the ledger's stream: so many records came, at this server time (epoch ms). */
export type EntryChange = v.InferOutput<typeof schema>;

/** From the JSON text of an event's data; null when malformed. */
export function parseEntryChange(data: string): EntryChange | null {
  try {
    const parsed = parseShape(schema, JSON.parse(data));
    return parsed.ok ? parsed.value : null;
  } catch {
    return null;
  }
}

export { schema as entryChangeSchema };
