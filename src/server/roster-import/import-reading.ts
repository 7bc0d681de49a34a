import { hasRoster, type Place } from '../../domain/place.ts';
import type { ImportPreview, ImportRefusal } from '../../protocol/imports.ts';
import type { ImportJob } from '../store/imports.ts';
import type { Store } from '../store/store.ts';
import type { ImportDetail, ImportProgress } from './import-detail.ts';
import { FIRST_PACKED_PART, KeptRoster, keepRead, keptRead, wholeFile } from './import-file.ts';
import { importScopeOf } from './import-scope.ts';
import { planPlaces } from './places-plan.ts';
import type { PlaceRow } from './read-row.ts';
import { readOnThread } from './reading-worker.ts';
import { planRoster } from './roster-plan.ts';

/** Reads the file and keeps what it says. */
export async function readImport(
  store: Store,
  job: ImportJob,
  place: Place,
  now: number,
  signal: AbortSignal,
  told: (progress: ImportProgress) => void,
): Promise<ImportDetail> {
  const { importId, fileName, what, columns } = job;
  await store.imports.removeParts(importId, FIRST_PACKED_PART);
  const bytes = await wholeFile(store.imports, job);
  if (!bytes) return { phase: 'failed', why: 'bytes-missing' };
  let saving: Promise<unknown> = Promise.resolve();
  const saveNext = (save: () => Promise<void>): void => {
    saving = saving.then(save);
    // Heard when all is read; until then nobody else is to be told.
    saving.catch(() => undefined);
  };
  let pieces = 0;
  let why: ImportRefusal | null = null;
  const compoundName = hasRoster(place.kind) ? place.name : null;
  await readOnThread(
    { bytes, fileName, what, columns, compoundName, now },
    (news) => {
      switch (news.kind) {
        case 'progress':
          return told({ rows: news.rows, done: news.done, of: news.of });
        case 'rows': {
          const part = FIRST_PACKED_PART + pieces++;
          return saveNext(() => store.imports.savePart(importId, part, news.piece));
        }
        case 'read':
          return saveNext(() => keepRead(store.imports, importId, pieces, news));
        case 'refused':
          why = news.why;
      }
    },
    signal,
  );
  await saving;
  if (why) return { phase: 'failed', why };
  return { phase: 'preview', preview: await previewOf(store, job, place) };
}

/** What would be done if the file were taken now. */
export async function previewOf(
  store: Store,
  job: ImportJob,
  importPlace: Place,
): Promise<ImportPreview> {
  if (job.what === 'places') {
    const file = await keptRead<PlaceRow>(store.imports, job.importId);
    return (await planPlaces(store, file, importPlace)).preview;
  }
  const file = await KeptRoster.open(store.imports, job.importId);
  const plan = await planRoster(store, file, {
    importPlace,
    scopePath: await importScopeOf(store, job, importPlace),
    addPlaces: true,
    onProgress: () => {},
  });
  return plan.preview;
}
