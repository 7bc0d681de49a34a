import { randomBytes } from 'node:crypto';
import { hasRoster, isWithin, mayStandUnder, type Place } from '../../domain/place.ts';
import {
  IMPORT_REFUSALS,
  type ImportApply,
  type ImportList,
  type ImportRead,
  type ImportRefusal,
  type ImportStart,
  type ImportState,
} from '../../protocol/imports.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { Refusal } from '../routes/refusal.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { ImportJob } from '../store/imports.ts';
import type { Store } from '../store/store.ts';
import { applyPlaces, applyRoster } from './apply-import.ts';
import { detailOf, type ImportDetail, isUndecided, withDetail } from './import-detail.ts';
import { FIRST_PACKED_PART, partLength, partsOf } from './import-file.ts';
import { previewOf, readImport } from './import-reading.ts';
import { isVisible, openPlaceFor } from './import-scope.ts';
import { importStates } from './import-states.ts';
import { RunningImports } from './running-imports.ts';
import { takeableBack, takeBackImport } from './take-back-import.ts';
import { UndecidedImports } from './undecided-imports.ts';

interface ImportDeps {
  readonly store: Store;
  readonly keys: KeyStore;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** Of the desks of one place together: each may be 64 MB of other people's data. */
const MAX_UNDECIDED = 8;
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
  readonly #undecided: UndecidedImports;
  /** Files are read one after another: each takes a good part of the memory. */
  #reading: Promise<unknown> = Promise.resolve();

  constructor(deps: ImportDeps) {
    this.#deps = deps;
    this.#running = new RunningImports(deps);
    this.#undecided = new UndecidedImports({ ...deps, running: this.#running });
  }

  async start(device: PlacedDevice, start: ImportStart): Promise<string> {
    const { store, clock } = this.#deps;
    const { streetId, deviceId } = device;
    const place = await openPlaceFor(store, device, start.placeId);
    const takesPeople = hasRoster(place.kind) || mayStandUnder('compound', place.kind);
    const takesPlaces = takesPeople || mayStandUnder('gate', place.kind);
    if (start.what === 'roster' ? !takesPeople : !takesPlaces) {
      throw new Refusal('place-refused', { why: 'kind-under-parent' });
    }
    await this.#undecided.removeOld();
    const unfinished = await store.imports.unfinished(streetId);
    const own = unfinished.filter((job) => job.deviceId === deviceId);
    if (own.some((job) => this.#running.isRunning(job))) throw refused('not-ready');
    for (const job of own) await this.#undecided.remove(job);
    const others = unfinished.filter((job) => job.deviceId !== deviceId && isUndecided(job));
    if ((await this.#countOf(others, device.placeId)) >= MAX_UNDECIDED) {
      throw new Refusal('too-many');
    }
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
    const place = await openPlaceFor(store, device, job.placeId);
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
    const place = await openPlaceFor(store, device, job.placeId);
    await this.#requireAlone(job, place);
    const { preview } = detail;
    const failures: Refusal[] = [];
    await this.#running.run(
      job,
      (runner) => ({ phase: 'applying', runner, preview }),
      async (_signal, told) => {
        const onProgress = (done: number, of: number, isWriting = false) =>
          told({ rows: preview.people, done, of }, isWriting);
        const deps = { store, keys, device, now: clock(), onProgress };
        try {
          if (job.what === 'places') await applyPlaces(job, apply, deps);
          else await applyRoster(job, apply, deps);
          return null;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          failures.push(error);
          // What would be done is another thing by now: the desk is to see that.
          const isOld = error.details.why === 'preview-old';
          const placeNow = (await store.places.find(job.placeId)) ?? place;
          return {
            phase: 'preview',
            preview: isOld ? await previewOf(store, job, placeNow) : preview,
            notApplied: whyNotApplied(error),
          };
        }
      },
      { phase: 'preview', preview, notApplied: 'not-applied' },
    );
    return this.#answered(device, importId, failures);
  }

  async discard(device: PlacedDevice, importId: string): Promise<void> {
    const job = await this.#jobOf(device, importId);
    if (this.#running.phaseOf(job) === 'reading') await this.#running.stop(importId);
    if (!(await this.#undecided.remove(job))) throw refused('not-ready');
  }

  /** The roster of before the import, for every compound that it touched. */
  async takeBack(device: PlacedDevice, importId: string): Promise<ImportState> {
    const { store, clock } = this.#deps;
    const job = await this.#jobOf(device, importId);
    if (this.#running.phaseOf(job) !== 'applied') throw refused('not-ready');
    const applied = await takeableBack(store, job, device);
    const place = await store.places.find(job.placeId);
    if (place) await this.#requireAlone(job, place);
    const { added, changed, movedOut, unchanged } = applied;
    const rows = added + changed + movedOut + unchanged;
    const failures: Refusal[] = [];
    await this.#running.run(
      job,
      (runner) => ({ phase: 'taking-back', runner, applied }),
      async (_signal, told) => {
        const onProgress = (done: number, of: number, isWriting = false) =>
          told({ rows, done, of }, isWriting);
        try {
          await takeBackImport(job, { store, device, now: clock(), onProgress });
          return null;
        } catch (error) {
          failures.push(error instanceof Refusal ? error : new Refusal('server-failed'));
          if (!(error instanceof Refusal)) throw error;
          return { phase: 'applied', ...applied };
        }
      },
      { phase: 'applied', ...applied },
    );
    return this.#answered(device, importId, failures);
  }

  async state(device: PlacedDevice, importId: string): Promise<ImportState> {
    const job = await this.#jobOf(device, importId);
    const stateOf = await importStates(this.#deps.store, this.#running, device.streetId);
    return stateOf(job);
  }

  /** Newest first, those that the device may see. */
  async list(device: PlacedDevice): Promise<ImportList> {
    const { streetId, place } = device;
    const { store } = this.#deps;
    await this.#undecided.removeOld();
    const jobs: ImportJob[] = [];
    for (const job of await store.imports.list(streetId, LISTED * 4)) {
      if (jobs.length < LISTED && (await isVisible(store, job, device))) jobs.push(job);
    }
    const stateOf = await importStates(store, this.#running, streetId);
    const within = new Set((await store.places.within(place.path)).map(({ id }) => id));
    const sizes = (await store.rosters.sizes(streetId)).filter(({ compoundId }) =>
      within.has(compoundId),
    );
    return {
      imports: await Promise.all(jobs.map(stateOf)),
      rosters: sizes.map(({ compoundId, ...size }) => ({ placeId: compoundId, ...size })),
    };
  }

  /** Files that nobody decides about go, from now on until it is closed. */
  open(): Promise<void> {
    return this.#undecided.sweep();
  }

  /** What runs is broken off; a file can then be read again, and nothing is half taken in. */
  async close(): Promise<void> {
    await this.#undecided.stop();
    await this.#running.stopAll();
  }

  async #jobOf(device: PlacedDevice, importId: string): Promise<ImportJob> {
    const { store } = this.#deps;
    const find = () => store.imports.find(device.streetId, importId);
    let job = await find();
    if (!job || !(await isVisible(store, job, device))) throw new Refusal('not-found');
    if (this.#running.hasEndedSince(job)) job = await find();
    if (!job) throw new Refusal('not-found');
    return job;
  }

  /** What came of it, when that is soon known; else how far it is. */
  async #answered(
    device: PlacedDevice,
    importId: string,
    failures: readonly Refusal[],
  ): Promise<ImportState> {
    await Promise.race([this.#running.ended(importId), patience()]);
    for (const failure of failures) throw failure;
    return this.state(device, importId);
  }

  /** How many of these were begun at desks of the place. */
  async #countOf(jobs: readonly ImportJob[], placeId: string): Promise<number> {
    let count = 0;
    for (const { deviceId } of jobs) {
      const starter = await this.#deps.store.devices.find(deviceId);
      if (starter?.placeId === placeId) count += 1;
    }
    return count;
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

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#reading.then(work);
    this.#reading = result.catch(() => undefined);
    return result;
  }
}

const whyNotApplied = ({ details }: Refusal): ImportRefusal =>
  IMPORT_REFUSALS.find((one) => one === details.why) ?? 'not-applied';

const patience = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
