import { Refusal } from '../routes/refusal.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { ImportJob } from '../store/imports.ts';
import type { Store, StoreParts } from '../store/store.ts';
import { basisOf, MAX_ATTEMPTS } from './apply-import.ts';
import { type AppliedDetail, detailOf, withDetail } from './import-detail.ts';
import { requireScope } from './import-scope.ts';
import { unpackChanges } from './packed-change.ts';
import { buildTakeBack, hasAllBefore, isStillLatest } from './take-back.ts';

interface TakeBackDeps {
  readonly store: Store;
  readonly device: PlacedDevice;
  readonly now: number;
  readonly onProgress: (done: number, of: number, isWriting?: boolean) => void;
}

const refused = (why: 'not-ready' | 'nothing-before' | 'rosters-changed-since'): Refusal =>
  new Refusal('import-refused', { why });

/** @throws Refusal when it cannot be taken back from there. */
export async function takeableBack(
  store: StoreParts,
  { streetId, importId }: ImportJob,
  device: PlacedDevice,
): Promise<AppliedDetail> {
  const job = await store.imports.find(streetId, importId);
  const detail = job && detailOf(job);
  const applied = detail?.phase === 'taking-back' ? detail.applied : detail;
  if (!applied || !('touched' in applied)) throw refused('not-ready');
  const compounds = applied.touched.map(({ compoundId }) => compoundId);
  await requireScope(store, device, compounds);
  if (compounds.length === 0) throw refused('nothing-before');
  const latest = await store.rosters.latest(streetId);
  if (!isStillLatest(importId, applied, latest)) throw refused('rosters-changed-since');
  if (!(await hasAllBefore(store, applied))) throw refused('nothing-before');
  return applied;
}

/** The roster of before the import, for every compound that it touched: all of it or nothing. @throws Refusal */
export async function takeBackImport(
  job: ImportJob,
  { store, device, now, onProgress }: TakeBackDeps,
): Promise<void> {
  const { streetId } = job;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const basis = await basisOf(store, streetId);
    const applied = await takeableBack(store, job, device);
    const compounds = applied.touched.length;
    let built = 0;
    // Building and writing take about as long as each other.
    const changes = await buildTakeBack(store, streetId, applied, now, () =>
      onProgress(++built, 2 * compounds),
    );
    const rows = changes.reduce((sum, change) => sum + change.rows, 0);
    const isDone = await store.transaction(async (inside) => {
      let written = 0;
      await takeableBack(inside, job, device);
      if ((await basisOf(inside, streetId)) !== basis) return false;
      await inside.rosters.writeAll(streetId, unpackChanges(changes), (count) => {
        written += count;
        const done = compounds + Math.floor((written / rows) * compounds);
        onProgress(done, 2 * compounds, true);
      });
      await inside.imports.save(withDetail(job, { phase: 'taken-back', takenBackAt: now }));
      return true;
    });
    if (isDone) return;
  }
  throw refused('rosters-changed-since');
}
