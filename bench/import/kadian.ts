// The whole import: read, checked, compared, shown, taken into a fresh street with its rosters and passes.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMPORT_PART_BYTES } from '../../src/protocol/imports.ts';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import { ImportJobs } from '../../src/server/roster-import/import-jobs.ts';
import type { PlacedDevice } from '../../src/server/store/devices.ts';
import { newDevice } from '../../src/server/store/devices.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { measure } from './child.ts';

const POLL_MS = 100;

async function until(jobs: ImportJobs, desk: PlacedDevice, importId: string, wanted: string) {
  for (;;) {
    const state = await jobs.state(desk, importId);
    if (state.state === 'failed') throw new Error(state.why);
    if (state.state === wanted) return state;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const folder = await mkdtemp(join(tmpdir(), 'kadian-bench-import-'));
try {
  const store = await openSqliteStore(join(folder, 'data'));
  const keys = await openKeyStore(join(folder, 'keys'));
  const place = await store.places.add({
    id: 's',
    parentId: null,
    kind: 'street',
    name: '丰产路街道',
  });
  const device = newDevice({
    deviceId: '0'.repeat(32),
    streetId: 's',
    role: 'administrator',
    placeId: 's',
    name: 'desk',
    locale: 'zh-CN',
    publicKey: new Uint8Array(65),
    enrolledAt: Date.now(),
  });
  const desk: PlacedDevice = { ...device, place };
  const onFailure = (error: unknown) => console.error(error);
  const jobs = new ImportJobs({ store, keys, clock: Date.now, onFailure });
  await measure(async (file) => {
    const bytes = await readFile(file);
    const fileName = 'street.xlsx';
    const importId = await jobs.start(desk, {
      what: 'roster',
      placeId: 's',
      fileName,
      bytes: bytes.length,
    });
    for (let part = 0; part * IMPORT_PART_BYTES < bytes.length; part++) {
      const from = part * IMPORT_PART_BYTES;
      const piece = new Uint8Array(bytes.subarray(from, from + IMPORT_PART_BYTES));
      await jobs.savePart(desk, importId, part, piece);
    }
    await jobs.read(desk, importId, { columns: [] });
    const state = await until(jobs, desk, importId, 'preview');
    if (state.state !== 'preview') throw new Error(state.state);
    const { previewId } = state.preview;
    await jobs.apply(desk, importId, { previewId, addPlaces: true, withoutWrongRows: true });
    const applied = await until(jobs, desk, importId, 'applied');
    return applied.state === 'applied' ? applied.added : 0;
  });
  await jobs.close();
  await store.close();
} finally {
  await rm(folder, { recursive: true });
}
