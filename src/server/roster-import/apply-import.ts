import { createHash } from 'node:crypto';
import type { ImportApply } from '../../protocol/imports.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { MAX_PASS_NUMBER } from '../revocation-bitmap.ts';
import { Refusal } from '../routes/refusal.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { ImportJob } from '../store/imports.ts';
import type { Store, StoreParts } from '../store/store.ts';
import { issueCard } from '../street/issue-card.ts';
import { type AppliedDetail, withDetail } from './import-detail.ts';
import { KeptRoster, keptRead } from './import-file.ts';
import { importScopeOf, openPlaceFor, requireScope } from './import-scope.ts';
import { unpackChanges } from './packed-change.ts';
import { planPlaces } from './places-plan.ts';
import type { PlaceRow } from './read-row.ts';
import { buildImport, type PlaceToAdd, placesToAdd } from './roster-change.ts';
import { planRoster } from './roster-plan.ts';

interface ApplyDeps {
  readonly store: Store;
  readonly keys: KeyStore;
  readonly now: number;
  /** Of the person who applies. */
  readonly device: PlacedDevice;
  readonly onProgress: (done: number, of: number, isWriting?: boolean) => void;
}

/** Somebody else's change came between: the plan is made anew. */
export const MAX_ATTEMPTS = 3;

/** What is worked out on one and the same basis is the same. */
export async function basisOf(store: StoreParts, streetId: string): Promise<string> {
  const basis = [
    await store.rosters.latest(streetId),
    await store.rosters.nextNumbers(streetId),
    await store.places.within(`${streetId}/`),
  ];
  return createHash('sha256').update(JSON.stringify(basis)).digest('hex');
}

const refused = (why: 'preview-old' | 'not-ready' | 'too-many-rows'): Refusal =>
  new Refusal('import-refused', { why });

/** All of it or nothing, over all compounds. @throws Refusal; then nothing has changed. */
export async function applyRoster(
  job: ImportJob,
  { previewId, addPlaces, withoutWrongRows }: ImportApply,
  deps: ApplyDeps,
): Promise<AppliedDetail> {
  const { store, now, device, onProgress } = deps;
  const { streetId, importId } = job;
  await requireApplying(store, job);
  const file = await KeptRoster.open(store.imports, importId);
  const { people } = file;
  // Planning, building and writing take about as long as each other.
  const of = Math.max(1, people * 3);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const basis = await basisOf(store, streetId);
    const importPlace = await openPlaceFor(store, device, job.placeId);
    const options = {
      importPlace,
      scopePath: await importScopeOf(store, job, importPlace),
      onProgress: (done: number) => onProgress(done, of),
    };
    let plan = await planRoster(store, file, { ...options, addPlaces: true });
    if (plan.preview.previewId !== previewId) throw refused('preview-old');
    if (!withoutWrongRows && plan.preview.wrongRows > 0) throw refused('not-ready');
    if (!addPlaces && plan.newPlaces.length > 0) {
      plan = await planRoster(store, file, { ...options, addPlaces: false });
    }
    await requireScope(store, device, plan.leaving.keys());
    let built = people;
    const { places, changes, next } = await buildImport(store, plan, {
      streetId,
      importId,
      now,
      onPeople: (count) => {
        built += count;
        onProgress(built, of);
      },
    });
    if (next.passNumber > MAX_PASS_NUMBER + 1) throw refused('too-many-rows');
    const rows = changes.reduce((sum, change) => sum + change.rows, 0);
    const { added, changed, movedOut, unchanged } = plan.preview;
    const applied: AppliedDetail = {
      appliedAt: now,
      ...{ added, changed, movedOut, unchanged },
      places: places.length,
      touched: changes.flatMap(({ generations }) =>
        generations.map(({ compoundId, generation }) => ({ compoundId, generation })),
      ),
    };
    const isDone = await store.transaction(async (inside) => {
      let written = 0;
      await requireApplying(inside, job);
      if ((await basisOf(inside, streetId)) !== basis) return false;
      await addAll(inside, places, now);
      await inside.rosters.writeAll(streetId, unpackChanges(changes), (count) => {
        written += count;
        onProgress(2 * people + Math.floor((written / rows) * people), of, true);
      });
      await finish(inside, job, applied);
      return true;
    });
    if (isDone) return applied;
  }
  throw refused('preview-old');
}

/** What is missing is added, with cards for the gates; nothing else changes. @throws Refusal */
export async function applyPlaces(
  job: ImportJob,
  { previewId, addPlaces, withoutWrongRows }: ImportApply,
  { store, keys, now, device }: ApplyDeps,
): Promise<AppliedDetail> {
  await requireApplying(store, job);
  const file = await keptRead<PlaceRow>(store.imports, job.importId);
  return store.transaction(async (inside) => {
    await requireApplying(inside, job);
    const importPlace = await openPlaceFor(inside, device, job.placeId);
    const plan = await planPlaces(inside, file, importPlace);
    if (plan.preview.previewId !== previewId) throw refused('preview-old');
    if (!addPlaces || (!withoutWrongRows && plan.preview.wrongRows > 0)) throw refused('not-ready');
    const places = placesToAdd(plan.newPlaces, job.streetId);
    await addAll(inside, places, now);
    for (const { id, planned } of places) {
      if (planned.kind === 'gate') await issueCard(inside, keys, id);
    }
    const none = { added: 0, changed: 0, movedOut: 0, unchanged: 0 };
    const applied = { appliedAt: now, ...none, places: places.length, touched: [] };
    await finish(inside, job, applied);
    return applied;
  });
}

/** Somebody may have discarded it meanwhile. */
async function requireApplying(
  inside: StoreParts,
  { streetId, importId }: ImportJob,
): Promise<void> {
  const job = await inside.imports.find(streetId, importId);
  if (job?.phase !== 'applying') throw refused('not-ready');
}

async function addAll(
  inside: StoreParts,
  places: readonly PlaceToAdd[],
  madeAt: number,
): Promise<void> {
  for (const { id, parentId, planned } of places) {
    const { kind, name } = planned;
    await inside.places.add({ id, parentId, kind, name, madeAt });
  }
}

async function finish(inside: StoreParts, job: ImportJob, applied: AppliedDetail): Promise<void> {
  await inside.imports.save(withDetail(job, { phase: 'applied', ...applied }));
  await inside.imports.removeParts(job.importId, 0);
}
