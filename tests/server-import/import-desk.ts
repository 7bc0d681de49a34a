import { expect } from 'vitest';
import type { Role } from '../../src/domain/role.ts';
import {
  IMPORT_PART_BYTES,
  type ImportPreview,
  type ImportState,
  parseImportList,
  parseImportStarted,
  parseImportState,
} from '../../src/protocol/imports.ts';
import { ImportJobs } from '../../src/server/roster-import/import-jobs.ts';
import type { PlacedDevice } from '../../src/server/store/devices.ts';
import type { Store } from '../../src/server/store/store.ts';
import { type Answer, type Rig, TestDevice } from '../server/server-rig.ts';

export const HEADINGS = '小区,楼栋,单元,房号,姓名,身份证号,联系电话,颜色';

/** Lines of one table; the headings are put above them. */
export const table = (...lines: readonly string[]): Uint8Array =>
  new TextEncoder().encode([HEADINGS, ...lines].join('\r\n'));

/** The store, but that something happens before each of its transactions. */
export const withBefore = (store: Store, before: () => Promise<void>): Store => ({
  ...store,
  transaction: async (work) => {
    await before();
    return store.transaction(work);
  },
});

/** Imports as another part of the server would have them, with a store of their own. */
export const jobsOn = (rig: Rig, store: Store): ImportJobs =>
  new ImportJobs({
    store,
    keys: rig.keys,
    clock: () => rig.time.now,
    onFailure: (error) => console.error(error),
  });

/** A desk that brings files in, and says so when an answer is not what the protocol promises. */
export class ImportDesk {
  readonly device: TestDevice;

  constructor(device: TestDevice) {
    this.device = device;
  }

  static async at(rig: Rig, placeId: string, role: Role = 'desk'): Promise<ImportDesk> {
    return new ImportDesk(await TestDevice.enrolled(rig, role, placeId));
  }

  /** As the server knows it. */
  async placed(): Promise<PlacedDevice> {
    const { rig, deviceId } = this.device;
    const device = await rig.store.devices.find(deviceId);
    if (!device) throw new Error('no such device');
    return device;
  }

  call(importId: string, what: string, body: unknown = {}): Promise<Answer> {
    // A second of its own for every call: no signature is taken twice.
    this.device.rig.time.now += 1_000;
    return this.device.send('POST', `/api/imports/${importId}/${what}`, body);
  }

  begin(placeId: string, bytes: number, what = 'roster'): Promise<Answer> {
    this.device.rig.time.now += 1_000;
    const start = { what, placeId, fileName: '名册.csv', bytes };
    return this.device.send('POST', '/api/imports', start);
  }

  part(importId: string, part: number, bytes: Uint8Array): Promise<Answer> {
    this.device.rig.time.now += 1_000;
    const url = `/api/imports/${importId}/parts/${part}`;
    return this.device.send('POST', url, bytes, { type: 'application/octet-stream' });
  }

  async sent(placeId: string, file: Uint8Array, what = 'roster'): Promise<string> {
    const started = parseImportStarted((await this.begin(placeId, file.length, what)).json());
    if (!started.ok) throw new Error('not started');
    const { importId } = started.value;
    for (let at = 0; at * IMPORT_PART_BYTES < file.length; at++) {
      const from = at * IMPORT_PART_BYTES;
      const saved = await this.part(importId, at, file.slice(from, from + IMPORT_PART_BYTES));
      expect(saved.status).toBe(200);
    }
    return importId;
  }

  async state(importId: string): Promise<ImportState> {
    const parsed = parseImportState(
      (await this.device.send('GET', `/api/imports/${importId}`)).json(),
    );
    if (!parsed.ok) throw new Error('no state of an import');
    return parsed.value;
  }

  /** When it is neither being read nor being taken in. */
  async settled(importId: string): Promise<ImportState> {
    for (;;) {
      const state = await this.state(importId);
      if (state.state !== 'reading' && state.state !== 'applying') return state;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async read(
    placeId: string,
    file: Uint8Array,
    what = 'roster',
  ): Promise<{ importId: string; preview: ImportPreview }> {
    const importId = await this.sent(placeId, file, what);
    expect((await this.call(importId, 'read', { columns: [] })).status).toBe(200);
    const state = await this.settled(importId);
    if (state.state !== 'preview') throw new Error(JSON.stringify(state));
    return { importId, preview: state.preview };
  }

  apply(importId: string, { previewId }: ImportPreview, more: object = {}): Promise<Answer> {
    const apply = { previewId, addPlaces: true, withoutWrongRows: true, ...more };
    return this.call(importId, 'apply', apply);
  }

  /** Read and taken in as it is. */
  async taken(placeId: string, file: Uint8Array, what = 'roster') {
    const { importId, preview } = await this.read(placeId, file, what);
    const answer = await this.apply(importId, preview);
    if (answer.status !== 200) throw new Error(answer.body.toString());
    const state = await this.settled(importId);
    if (state.state !== 'applied') throw new Error(JSON.stringify(state));
    return { importId, preview, state };
  }

  async list(): Promise<ImportState[]> {
    const parsed = parseImportList((await this.device.send('GET', '/api/imports')).json());
    if (!parsed.ok) throw new Error('no list of imports');
    return [...parsed.value.imports];
  }
}
