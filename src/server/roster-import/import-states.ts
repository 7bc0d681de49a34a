import type { ImportState } from '../../protocol/imports.ts';
import type { ImportJob } from '../store/imports.ts';
import type { Store } from '../store/store.ts';
import { type AppliedDetail, detailOf } from './import-detail.ts';
import { FIRST_PACKED_PART } from './import-file.ts';
import type { RunningImports } from './running-imports.ts';
import { hasAllBefore, isStillLatest } from './take-back.ts';

/** What is told of imports, one after another: the street's rosters are looked up once. */
export async function importStates(
  store: Store,
  running: RunningImports,
  streetId: string,
): Promise<(job: ImportJob) => Promise<ImportState>> {
  const latest = await store.rosters.latest(streetId);

  return async function stateOf(listed) {
    const placeName = (await store.places.find(listed.placeId))?.name ?? '';
    const startedBy = (await store.devices.find(listed.deviceId))?.name ?? '';
    const job = running.hasEndedSince(listed)
      ? ((await store.imports.find(streetId, listed.importId)) ?? listed)
      : listed;
    const { importId, what, placeId, fileName, bytes, startedAt } = job;
    const about = { importId, what, placeId, placeName, fileName, bytes, startedAt, startedBy };
    const receiving = async (): Promise<ImportState> => {
      const parts = await store.imports.countParts(importId, 0, FIRST_PACKED_PART);
      return { ...about, state: 'receiving', parts };
    };
    const applied = async (detail: AppliedDetail): Promise<ImportState> => {
      const { appliedAt, added, changed, movedOut, unchanged, places } = detail;
      const canTakeBack =
        isStillLatest(importId, detail, latest) && (await hasAllBefore(store, detail));
      const counts = { added, changed, movedOut, unchanged, places };
      return { ...about, state: 'applied', appliedAt, ...counts, canTakeBack };
    };
    const detail = detailOf(job);
    switch (detail.phase) {
      case 'receiving':
        return receiving();
      case 'reading': {
        if (!running.isRunning(job)) return receiving();
        const progress = running.progressOf(importId, detail.runner);
        return { ...about, state: 'reading', progress };
      }
      case 'preview': {
        const { preview, notApplied = null } = detail;
        return { ...about, state: 'preview', preview, notApplied };
      }
      case 'applying': {
        const { preview, runner } = detail;
        if (!running.isRunning(job)) {
          return { ...about, state: 'preview', preview, notApplied: 'not-applied' };
        }
        return { ...about, state: 'applying', progress: running.progressOf(importId, runner) };
      }
      case 'taking-back': {
        if (!running.isRunning(job)) return applied(detail.applied);
        const progress = running.progressOf(importId, detail.runner);
        return { ...about, state: 'applying', progress };
      }
      case 'applied':
        return applied(detail);
      case 'taken-back':
        return { ...about, state: 'taken-back', takenBackAt: detail.takenBackAt };
      case 'failed':
        return { ...about, state: 'failed', why: detail.why };
    }
  };
}
