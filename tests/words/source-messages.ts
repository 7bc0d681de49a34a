import { globSync, readFileSync } from 'node:fs';

const root = new URL('../../src/', import.meta.url);

export interface UsedMessages {
  /** Ids that stand in the source as they are. */
  readonly ids: ReadonlySet<string>;
  /** Beginnings of ids that are put together: `reason.${code}` → "reason." */
  readonly prefixes: ReadonlySet<string>;
}

const idShape = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/;

/** Ids anywhere in quotes count as used; only those handed straight to `say` must exist. */
export function readSource(): { quoted: UsedMessages; said: ReadonlySet<string> } {
  const ids = new Set<string>();
  const prefixes = new Set<string>();
  const said = new Set<string>();
  for (const file of globSync('**/*.{ts,tsx}', { cwd: root })) {
    const text = readFileSync(new URL(file, root), 'utf8');
    for (const [, quoted = ''] of text.matchAll(/['"]([a-z0-9.-]+)['"]/g)) {
      if (idShape.test(quoted)) ids.add(quoted);
    }
    for (const [, start = ''] of text.matchAll(/`([a-z0-9-]+\.[a-z0-9.-]*)\$\{/g))
      prefixes.add(start);
    for (const [, id = ''] of text.matchAll(/\bsay\(\s*'([^']+)'/g)) said.add(id);
  }
  return { quoted: { ids, prefixes }, said };
}
