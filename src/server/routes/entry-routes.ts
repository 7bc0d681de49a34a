import { isWithin } from '../../domain/place.ts';
import { type EntryPage, parseEntryQuery } from '../../protocol/entries.ts';
import type { EntryChange } from '../../protocol/entry-changes.ts';
import { entryRows } from '../ledger/entry-rows.ts';
import { ledgerFilter, readCursor, writeCursor } from '../ledger/ledger-filter.ts';
import { viewOf } from '../ledger/ledger-view.ts';
import { ChangeStream } from './change-stream.ts';
import { OpenStreams } from './open-streams.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function entryRoutes({ app, store, changes, clock }: RouteContext): void {
  app.post('/api/entries/search', async (request): Promise<EntryPage> => {
    const device = deviceOf(request);
    const query = jsonBody(request, parseEntryQuery);
    const after = query.cursor === undefined ? null : readCursor(query.cursor);
    if (query.cursor !== undefined && !after) throw new Refusal('body-malformed');
    const view = viewOf(device);
    const filter = await ledgerFilter(query, device.place.path, view, store);
    const { lines, total, late } = await store.ledger.page(filter, after, query.limit + 1);
    const page = lines.slice(0, query.limit);
    const last = page.at(-1)?.entry;
    const counted = await store.ledger.counted(filter);
    const more = lines.length > page.length && last;
    return {
      rows: await entryRows(page, store, view),
      next: more ? writeCursor({ at: last.at, ...last.id }) : null,
      total,
      late,
      ...(counted && counted.out + counted.in > 0 && { counted }),
    };
  });

  const openStreams = new OpenStreams();
  app.addHook('preClose', async () => openStreams.endAll());

  app.get('/api/entries/changes', async (request, reply) => {
    const { deviceId, streetId } = deviceOf(request);
    /** As it is now: its place may have moved, or it may be let in no more. */
    const listener = async () => {
      const device = await store.devices.find(deviceId);
      return device?.revokedAt === null ? device : null;
    };
    const stream = new ChangeStream(async () => (await listener()) !== null);
    openStreams.add(deviceId, stream);
    const tell = async (change: EntryChange, gatePath: string): Promise<void> => {
      const device = await listener();
      if (!device) stream.end();
      else if (isWithin({ path: gatePath }, device.place.path)) stream.tell(change);
    };
    const stop = changes.listen(streetId, (change, gatePath) => {
      tell(change, gatePath).catch(() => stream.end());
    });
    stream.readable.once('close', stop);
    stream.tell({ entries: 0, at: clock() });
    return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(stream.readable);
  });
}
