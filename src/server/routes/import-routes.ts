import type { FastifyRequest } from 'fastify';
import {
  IMPORT_PART_BYTES,
  type ImportList,
  type ImportPartSaved,
  type ImportStarted,
  type ImportState,
  parseImportApply,
  parseImportRead,
  parseImportStart,
} from '../../protocol/imports.ts';
import { ImportJobs } from '../roster-import/import-jobs.ts';
import { bodyOf } from './authenticate.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, emptyBody, jsonBody, type RouteContext } from './route-context.ts';

type OfImport = { Params: { importId: string } };
type OfPart = { Params: { importId: string; part: string } };

const importIdOf = (request: FastifyRequest<OfImport>): string => {
  const { importId } = request.params;
  if (!/^[0-9a-f]{32}$/.test(importId)) throw new Refusal('not-found');
  return importId;
};

export function importRoutes({ app, store, keys, clock, account, onFailure }: RouteContext): void {
  const jobs = new ImportJobs({
    store,
    keys,
    clock,
    onFailure: (error) => onFailure?.('import', error),
  });
  app.addHook('onReady', () => jobs.open());
  app.addHook('onClose', () => jobs.close());

  app.get('/api/imports', (request): Promise<ImportList> => jobs.list(deviceOf(request)));

  app.post('/api/imports', async (request): Promise<ImportStarted> => {
    const start = jsonBody(request, parseImportStart);
    return { importId: await jobs.start(deviceOf(request), start) };
  });

  app.get<OfImport>(
    '/api/imports/:importId',
    (request): Promise<ImportState> => jobs.state(deviceOf(request), importIdOf(request)),
  );

  app.post<OfPart>(
    '/api/imports/:importId/parts/:part',
    { bodyLimit: IMPORT_PART_BYTES },
    async (request): Promise<ImportPartSaved> => {
      const { part } = request.params;
      if (!/^\d{1,4}$/.test(part)) throw new Refusal('not-found');
      const importId = importIdOf(request);
      const bytes = bodyOf(request);
      return { parts: await jobs.savePart(deviceOf(request), importId, Number(part), bytes) };
    },
  );

  app.post<OfImport>(
    '/api/imports/:importId/read',
    async (request): Promise<ImportState> =>
      jobs.read(deviceOf(request), importIdOf(request), jsonBody(request, parseImportRead)),
  );

  app.post<OfImport>('/api/imports/:importId/apply', async (request): Promise<ImportState> => {
    const device = deviceOf(request);
    const importId = importIdOf(request);
    const apply = jsonBody(request, parseImportApply);
    const state = await jobs.state(device, importId);
    if (state.state === 'preview') {
      const { added, changed, movedOut } = state.preview;
      await account(device, 'import', state.placeId, added + changed + movedOut);
    }
    return jobs.apply(device, importId, apply);
  });

  app.post<OfImport>('/api/imports/:importId/discard', async (request): Promise<ImportList> => {
    emptyBody(request);
    await jobs.discard(deviceOf(request), importIdOf(request));
    return jobs.list(deviceOf(request));
  });

  app.post<OfImport>('/api/imports/:importId/take-back', async (request): Promise<ImportState> => {
    emptyBody(request);
    const device = deviceOf(request);
    const importId = importIdOf(request);
    const state = await jobs.state(device, importId);
    if (state.state === 'applied') {
      const { added, changed, movedOut } = state;
      await account(device, 'import', state.placeId, added + changed + movedOut);
    }
    return jobs.takeBack(device, importId);
  });
}
