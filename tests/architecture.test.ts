import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

/** Who may import whom inside src/; a room may always import itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  encoding: [],
  handbook: [],
  words: [],
  scanning: [],
  shell: [],
  sealing: ['encoding'],
  protocol: ['domain', 'encoding'],
  roster: ['domain'],
  devices: ['domain'],
  ui: ['domain', 'handbook', 'words'],
  storage: ['domain', 'encoding', 'protocol', 'sealing'],
  'api-client': ['encoding', 'protocol', 'sealing'],
  sync: ['api-client', 'domain', 'encoding', 'protocol', 'sealing', 'storage'],
  actions: ['api-client', 'domain', 'encoding', 'protocol', 'roster', 'sealing', 'storage', 'sync'],
  'desk-client': ['api-client', 'domain', 'encoding', 'protocol', 'storage'],
  screens: [
    'actions',
    'desk-client',
    'devices',
    'domain',
    'encoding',
    'handbook',
    'protocol',
    'roster',
    'scanning',
    'storage',
    'sync',
    'ui',
    'words',
  ],
  visit: ['devices', 'domain', 'encoding', 'protocol', 'sealing', 'words'],
  server: ['domain', 'encoding', 'protocol', 'roster', 'sealing', 'words'],
};

/** Each package has one door: the rooms that may open it. */
const DOORS: Record<string, readonly string[]> = {
  '@fastify/static': ['server'],
  '@valibot/to-json-schema': ['server'],
  '@hpke/core': ['sealing'],
  '@lingui/core': ['words'],
  '@lingui/message-utils': ['words'],
  '@zxing/library': ['scanning'],
  cborg: ['encoding', 'roster'],
  dexie: ['storage'],
  fastify: ['server'],
  hucre: ['server'],
  'idb-keyval': ['storage'],
  pg: ['server'],
  'pinyin-pro': ['server'],
  preact: ['main.tsx', 'screens', 'ui'],
  'qrcode-generator': ['screens', 'server'],
  valibot: ['protocol', 'server'],
  vite: ['words'],
  'workbox-window': ['shell'],
  'zxing-wasm': ['scanning'],
};

const FILES = filesBelow('src');
const IMPORT =
  /(?:^|\s)(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|(?:^|[\s(])import\s*\(?\s*['"]([^'"]+)['"]|new URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g;

test('every room imports only the rooms it may', () => {
  const wrong: string[] = [];
  for (const { file, target } of imports()) {
    if (target === null) continue;
    const from = roomOf(file);
    const to = roomOf(target);
    if (from === to || from === 'main.tsx') continue;
    if (!MAY_IMPORT[from]?.includes(to)) wrong.push(`${file} → ${target}`);
  }
  expect(wrong).toEqual([]);
});

test('every package is imported only through its door', () => {
  const wrong: string[] = [];
  for (const { file, target, specifier } of imports()) {
    if (target !== null || specifier.startsWith('node:')) continue;
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    if (!DOORS[name]?.includes(roomOf(file))) wrong.push(`${file} → ${specifier}`);
  }
  expect(wrong).toEqual([]);
});

test('only the server and build plugins import Node', () => {
  const wrong = imports()
    .filter(({ specifier }) => specifier.startsWith('node:'))
    .filter(
      ({ file }) => roomOf(file) !== 'server' && !/compile-catalogues|server-words/.test(file),
    )
    .map(({ file, specifier }) => `${file} → ${specifier}`);
  expect(wrong).toEqual([]);
});

test('no imports go round in a circle', () => {
  const edges = new Map<string, string[]>();
  for (const { file, target, typeOnly } of imports()) {
    if (target !== null && !typeOnly) edges.set(file, [...(edges.get(file) ?? []), target]);
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  expect(circles).toEqual([]);
});

test('the rules take time and randomness as arguments', () => {
  const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\./;
  const wrong = FILES.filter((file) =>
    ['domain', 'handbook', 'roster'].includes(roomOf(file)),
  ).filter((file) => impure.test(readFileSync(file, 'utf8')));
  expect(wrong).toEqual([]);
});

test('files are named in kebab-case and no file is a drawer for everything', () => {
  const wrong = FILES.filter(
    (file) =>
      !/^[a-z0-9.-]+(\.[a-z]+)+$|^tsconfig\.json$|^(zh-CN|zh-TW|en)\.(json|md)$/.test(
        file.split('/').at(-1) ?? '',
      ) || /\/(utils?|helpers?|misc|common|index)\b/.test(file),
  );
  expect(wrong).toEqual([]);
});

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Null for packages. */
  readonly target: string | null;
  readonly typeOnly: boolean;
}

function imports(): Import[] {
  return FILES.filter((file) => /\.tsx?$/.test(file)).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap((match) => {
      const specifier = match[1] ?? match[2] ?? match[3];
      if (specifier === undefined) return [];
      const target = specifier.startsWith('.')
        ? normalize(join(dirname(file), specifier.replace(/\?.*$/, '')))
        : null;
      return [{ file, specifier, target, typeOnly: /^\s*(import|export)\s+type\s/.test(match[0]) }];
    }),
  );
}

function roomOf(file: string): string {
  return relative('src', file).split('/')[0] ?? '';
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
