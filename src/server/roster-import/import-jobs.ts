import { randomBytes } from 'node:crypto';
import { hasRoster, isWithin, mayStandUnder, type Place } from '../../domain/place.ts';
import type {
  ImportApply,
  ImportList,
  ImportRead,
  ImportRefusal,
  ImportStart,
  ImportState,
} from '../../protocol/imports.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { Refusal } from '../routes/refusal.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { ImportJob } from '../store/imports.ts';
import type { Store } from '../store/store.ts';
import { applyPlaces, applyRoster, requireScope } from './apply-import.ts';
import { detailOf, type ImportDetail, withDetail } from './import-detail.ts';
import { FIRST_PACKED_PART, partLength, partsOf } from './import-file.ts';
import { importScopeOf, previewOf, readImport } from './import-reading.ts';
import { RunningImports } from './running-imports.ts';
import { isStillLatest, takeBackRosters } from './take-back.ts';

interface ImportDeps {
  readonly store: Store;
  readonly keys: KeyStore;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly onFailure: (error: unknown) => void;
}

type CanTakeBack = (
  importId: string,
  detail: Extract<ImportDetail, { phase: 'applied' }>,
) => boolean;

/** A file that nobody decided about is not kept longer. */
const UNFINISHED_MS = 24 * 60 * 60_000;
/** Each may be 64 MB of other people's data. */
const MAX_UNFINISHED = 8;
const LISTED = 50;
/** Small files are done by then, and the call can say what came of it. */
const PATIENCE_MS = 4_000;

const refused = (why: ImportRefusal): Refusal => new Refusal('import-refused', { why });

/**
 * Imports from the first byte until they are taken back. What is known of them is in the database, so that any
 * process of the server can answer; only the work itself belongs to the process that began it.
 */
export class ImportJobs {
  readonly #deps: ImportDeps;
  readonly #running: RunningImports;
  /** Files are read one after another: each takes a good part of the memory. */
  #reading: Promise<unknown> = Promise.resolve();

  constructor(deps: ImportDeps) {
    this.#deps = deps;
    this.#running = new RunningImports(deps);
  }

  async start(device: PlacedDevice, start: ImportStart): Promise<string> {
    const { store, clock } = this.#deps;
    const { streetId, deviceId } = device;
    const place = await this.#placeFor(device, start.placeId);
    const takesPeople = hasRoster(place.kind) || mayStandUnder('compound', place.kind);
    const takesPlaces = takesPeople || mayStandUnder('gate', place.kind);
    if (start.what === 'roster' ? !takesPeople : !takesPlaces) {
      throw new Refusal('place-refused', { why: 'kind-under-parent' });
    }
    await this.#removeOld(streetId);
    const unfinished = await store.imports.unfinished(streetId);
    const own = unfinished.filter((job) => job.deviceId === deviceId);
    if (own.some((job) => this.#running.isRunning(job))) throw refused('not-ready');
    for (const job of own) await store.imports.remove(streetId, job.importId);
    if (unfinished.length - own.length >= MAX_UNFINISHED) throw new Refusal('too-many');
    const importId = randomBytes(16).toString('hex');
    const about = { importId, streetId, deviceId, startedAt: clock(), columns: [] };
    const detail: ImportDetail = { phase: 'receiving' };
    await store.imports.add(
      withDetail({ ...start, ...about, phase: 'receiving', detail: '' }, detail),
    );
    return importId;
  }

  async savePart(
    device: PlacedDevice,
    importId: string,
    part: number,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<number> {
    const { imports } = this.#deps.store;
    const job = await this.#jobOf(device, importId);
    const length = partLength(job, part);
    if (length === null || length !== bytes.length) throw new Refusal('body-malformed');
    if (this.#running.phaseOf(job) !== 'receiving') throw refused('not-ready');
    await imports.savePart(importId, part, bytes);
    return imports.countParts(importId, 0, FIRST_PACKED_PART);
  }

  async read(
    device: PlacedDevice,
    importId: string,
    { columns }: ImportRead,
  ): Promise<ImportState> {
    const { store, clock } = this.#deps;
    const { imports } = store;
    const job = await this.#jobOf(device, importId);
    const phase = this.#running.phaseOf(job);
    if (phase !== 'receiving' && phase !== 'preview' && phase !== 'failed') {
      throw refused('not-ready');
    }
    const parts = await imports.countParts(importId, 0, FIRST_PACKED_PART);
    if (parts < partsOf(job.bytes)) throw refused('bytes-missing');
    const place = await this.#placeFor(device, job.placeId);
    await this.#requireAlone(job, place);
    const reading = { ...job, columns };
    await this.#running.run(
      reading,
      (running) => ({ phase: 'reading', runner: running }),
      (signal, told) =>
        this.#inTurn(() => readImport(store, reading, place, clock(), signal, told)),
    );
    return this.state(device, importId);
  }

  async apply(device: PlacedDevice, importId: string, apply: ImportApply): Promise<ImportState> {
    const { store, keys, clock } = this.#deps;
    const job = await this.#jobOf(device, importId);
    const detail = detailOf(job);
    if (this.#running.phaseOf(job) !== 'preview' || !('preview' in detail))
      throw refused('not-ready');
    if (detail.preview.previewId !== apply.previewId) throw refused('preview-old');
    const place = await this.#placeFor(device, job.placeId);
    await this.#requireAlone(job, place);
    const { preview } = detail;
    const failures: Refusal[] = [];
    await this.#running.run(
      job,
      (runner) => ({ phase: 'applying', runner, preview }),
      async (_signal, told) => {
        const deps = {
          store,
          keys,
          now: clock(),
          deviceScope: device.place.path,
          importScope: await importScopeOf(store, job, place),
          onProgress: (done: number, of: number) => told({ rows: preview.people, done, of }),
        };
        try {
          if (job.what === 'places') await applyPlaces(job, place, apply, deps);
          else await applyRoster(job, place, apply, deps);
          return null;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          failures.push(error);
          // What would be done is another thing by now: the desk is to see that.
          const isOld = error.details.why === 'preview-old';
          return {
            phase: 'preview',
            preview: isOld ? await previewOf(store, job, place) : preview,
          };
        }
      },
      { phase: 'preview', preview },
    );
    await Promise.race([this.#running.ended(importId), patience()]);
    for (const failure of failures) throw failure;
    return this.state(device, importId);
  }

  async discard(device: PlacedDevice, importId: string): Promise<void> {
    const job = await this.#jobOf(device, importId);
    const phase = this.#running.phaseOf(job);
    if (phase === 'applying' || phase === 'applied' || phase === 'taken-back') {
      throw refused('not-ready');
    }
    await this.#running.stop(importId);
    await this.#deps.store.imports.remove(job.streetId, importId);
  }

  /** The roster of before the import, for every compound that it touched. Resolves with how many people came by it. */
  async takeBack(device: PlacedDevice, importId: string): Promise<number> {
    const { store, clock } = this.#deps;
    const job = await this.#jobOf(device, importId);
    return store.transaction(async (inside) => {
      const fresh = await inside.imports.find(job.streetId, importId);
      const detail = fresh && detailOf(fresh);
      if (!fresh || detail?.phase !== 'applied') throw refused('not-ready');
      await requireScope(
        inside,
        detail.touched.map(({ compoundId }) => compoundId),
        device.place.path,
      );
      if (detail.touched.length === 0) throw refused('nothing-before');
      const latest = await inside.rosters.latest(job.streetId);
      if (!isStillLatest(importId, detail, latest)) throw refused('rosters-changed-since');
      const now = clock();
      const done = await takeBackRosters(inside, job.streetId, detail, now);
      if (done === 'nothing-before') throw refused(done);
      await inside.imports.save(withDetail(fresh, { phase: 'taken-back', takenBackAt: now }));
      return detail.added + detail.changed + detail.movedOut;
    });
  }

  async state(device: PlacedDevice, importId: string): Promise<ImportState> {
    const job = await this.#jobOf(device, importId);
    return this.#stateOf(job, await this.#canTakeBack(device));
  }

  /** Newest first, those within the device's scope. */
  async list(device: PlacedDevice): Promise<ImportList> {
    const { streetId, place } = device;
    await this.#removeOld(streetId);
    const { imports, places, rosters } = this.#deps.store;
    const within = new Set((await places.within(place.path)).map(({ id }) => id));
    const jobs = (await imports.list(streetId, LISTED * 4)).filter((job) =>
      within.has(job.placeId),
    );
    const canTakeBack = await this.#canTakeBack(device);
    const states = jobs.slice(0, LISTED).map((job) => this.#stateOf(job, canTakeBack));
    const sizes = (await rosters.sizes(streetId)).filter(({ compoundId }) =>
      within.has(compoundId),
    );
    return {
      imports: await Promise.all(states),
      rosters: sizes.map(({ compoundId, ...size }) => ({ placeId: compoundId, ...size })),
    };
  }

  /** What runs is broken off; a file can then be read again, and nothing is half taken in. */
  close(): Promise<void> {
    return this.#running.stopAll();
  }

  async #jobOf(device: PlacedDevice, importId: string): Promise<ImportJob> {
    const { imports, places } = this.#deps.store;
    const job = await imports.find(device.streetId, importId);
    const place = job && (await places.find(job.placeId));
    if (!job || !place || !isWithin(place, device.place.path)) throw new Refusal('not-found');
    return job;
  }

  async #placeFor(device: PlacedDevice, placeId: string): Promise<Place> {
    const place = await this.#deps.store.places.find(placeId);
    if (!place || !isWithin(place, device.place.path)) throw new Refusal('not-found');
    if (place.closedAt !== null) throw new Refusal('place-refused', { why: 'place-closed' });
    return place;
  }

  /** Two that are about the same places do not run at the same time. */
  async #requireAlone(job: ImportJob, place: Place): Promise<void> {
    const { imports, places } = this.#deps.store;
    for (const other of await imports.unfinished(job.streetId)) {
      if (!this.#running.isRunning(other)) continue;
      const at = other.importId === job.importId ? place : await places.find(other.placeId);
      if (at && (isWithin(at, place.path) || isWithin(place, at.path))) throw refused('not-ready');
    }
  }

  async #removeOld(streetId: string): Promise<void> {
    const { store, clock } = this.#deps;
    for (const job of await store.imports.unfinished(streetId)) {
      const isOld = clock() - job.startedAt >= UNFINISHED_MS;
      if (isOld && !this.#running.isRunning(job))
        await store.imports.remove(streetId, job.importId);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#reading.then(work);
    this.#reading = result.catch(() => undefined);
    return result;
  }

  async #canTakeBack(device: PlacedDevice): Promise<CanTakeBack> {
    const latest = await this.#deps.store.rosters.latest(device.streetId);
    return (importId, detail) => isStillLatest(importId, detail, latest);
  }

  async #stateOf(job: ImportJob, canTakeBack: CanTakeBack): Promise<ImportState> {
    const { store } = this.#deps;
    const { importId, what, placeId, fileName, bytes, startedAt } = job;
    const placeName = (await store.places.find(placeId))?.name ?? '';
    const startedBy = (await store.devices.find(job.deviceId))?.name ?? '';
    const about = { importId, what, placeId, placeName, fileName, bytes, startedAt, startedBy };
    const detail = detailOf(job);
    const receiving = async (): Promise<ImportState> => {
      const parts = await store.imports.countParts(importId, 0, FIRST_PACKED_PART);
      return { ...about, state: 'receiving', parts };
    };
    switch (detail.phase) {
      case 'receiving':
        return receiving();
      case 'reading':
        if (!this.#running.isRunning(job)) return receiving();
        return {
          ...about,
          state: 'reading',
          progress: this.#running.progressOf(importId, detail.runner),
        };
      case 'preview':
        return { ...about, state: 'preview', preview: detail.preview };
      case 'applying':
        if (!this.#running.isRunning(job))
          return { ...about, state: 'preview', preview: detail.preview };
        return {
          ...about,
          state: 'applying',
          progress: this.#running.progressOf(importId, detail.runner),
        };
      case 'applied': {
        const { touched: _, phase: __, ...counts } = detail;
        return {
          ...about,
          state: 'applied',
          ...counts,
          canTakeBack: canTakeBack(importId, detail),
        };
      }
      case 'taken-back':
        return { ...about, state: 'taken-back', takenBackAt: detail.takenBackAt };
      case 'failed':
        return { ...about, state: 'failed', why: detail.why };
    }
  }
}

const patience = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
