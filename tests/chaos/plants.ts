/** Defects that were planted to see the harness find them: one place of the product's text, changed while it is loaded. */
export const PLANTS = [
  'acknowledge-before-commit',
  'cursor-on-timeout',
  'drop-on-4xx',
  'dedup-forgets-device',
  'saved-before-commit',
] as const;
export type PlantName = (typeof PLANTS)[number];

interface Plant {
  readonly where: 'phone' | 'server';
  /** End of the file's path. */
  readonly file: string;
  readonly replace: string;
  readonly by: string;
}

const plants: Record<PlantName, Plant> = {
  // The receipt leaves while the commit is still to come.
  'acknowledge-before-commit': {
    where: 'server',
    file: 'src/server/ingest/receive-push.ts',
    replace: 'const taken = await take({',
    by: `const later = (opened) => {
    setTimeout(() => take(opened).catch(() => {}), 1_000);
    return { unreadable: [], entries: 0 };
  };
  const taken = await later({`,
  },
  // No answer is taken for a good one.
  'cursor-on-timeout': {
    where: 'phone',
    file: 'src/sync/push-log.ts',
    replace: "if (answer.kind === 'no-network') {",
    by: `if (answer.kind === 'no-network') {
      await database.segments.update(segment.segmentId, {
        acknowledged: batch.last,
        acknowledgedHead: batch.head,
      });`,
  },
  // What was refused is let go of, so that the queue moves on.
  'drop-on-4xx': {
    where: 'phone',
    file: 'src/sync/push-log.ts',
    replace: "if (answer.kind === 'refused') return",
    by: `if (answer.kind === 'refused' && answer.status >= 400 && answer.status < 500) {
      await database.segments.update(segment.segmentId, {
        acknowledged: batch.last,
        acknowledgedHead: batch.head,
      });
      return { kind: 'smaller' };
    }
    if (answer.kind === 'refused') return`,
  },
  // Two phones that begin a segment at one gate in the same second are taken for one that sends twice.
  'dedup-forgets-device': {
    where: 'server',
    file: 'src/server/ingest/receive-push.ts',
    replace: 'const { segmentId, from } = push;',
    by: `const { segmentId, from } = push;
  const { gateId, startedAt } = origin.verified.header;
  const seen = ((globalThis as any).seenSegments ??= new Map());
  const key = gateId + ' ' + startedAt + ' ' + from;
  if ((seen.get(key) ?? segmentId) !== segmentId) {
    const have = from + push.records.length - 1;
    const segment = { ...(await emptySegment(push, origin, now)), have, head: push.head };
    return { kind: 'custody', segment, entries: 0 };
  }
  seen.set(key, segmentId);`,
  },
  // The screen says so before the disk has it.
  'saved-before-commit': {
    where: 'phone',
    file: 'src/storage/add-record.ts',
    replace: 'transaction.oncomplete = () => resolve();',
    by: 'resolve();',
  },
};

export const isOfPhone = (name: PlantName): boolean => plants[name].where === 'phone';

/** The text with the defect in it; null: this file is not the one. @throws when the file no longer has the place. */
export function plantInto(
  name: PlantName | null,
  where: Plant['where'],
  path: string,
  text: string,
): string | null {
  const plant = name && plants[name];
  if (!plant || plant.where !== where || !path.endsWith(plant.file)) return null;
  if (text.split(plant.replace).length !== 2) {
    throw new Error(`${plant.file} no longer has the one place of the plant ${name}`);
  }
  return text.replace(plant.replace, () => plant.by);
}
