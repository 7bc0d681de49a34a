import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { phoneCrypto } from './phone-crypto.ts';
import { type PlantName, plantInto } from './plants.ts';

export type PhoneCode = typeof import('./phone-entry.ts');

/** What a phone's code finds around itself; each life of a phone has its own. */
export interface PhoneGlobals {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
  readonly fetch: typeof fetch;
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly navigator: { readonly language: string; readonly locks: unknown };
  readonly location: { readonly origin: string };
  readonly performance: { readonly now: () => number };
  readonly setTimeout: (run: () => void, ms?: number) => number;
  readonly clearTimeout: (handle: number) => void;
}

/** Other names that the code could reach beyond its phone by. */
const HIDDEN = ['window', 'document', 'BroadcastChannel', 'process', 'require'] as const;
const OWN = [
  'indexedDB',
  'IDBKeyRange',
  'fetch',
  'localStorage',
  'navigator',
  'location',
  'performance',
  'setTimeout',
  'clearTimeout',
] as const satisfies readonly (keyof PhoneGlobals)[];

const HIDDEN_THINGS = Object.fromEntries(HIDDEN.map((name) => [name, undefined]));

/** A timer of sixty seconds would outlive the whole run. */
const AbortSignalWithoutTimers = { timeout: () => new AbortController().signal };

/** Bundles the product's code once; each call of the result starts it anew, with module state of its own. */
export async function loadPhoneCode(
  plant: PlantName | null,
): Promise<(globals: PhoneGlobals) => PhoneCode> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./phone-entry.ts', import.meta.url)),
    platform: 'browser',
    external: ['crypto'],
    // Within a transaction Dexie puts another Promise into the global object, where the name must find it.
    transform: { define: { __APP_VERSION__: '"chaos"', Promise: 'globalThis.Promise' } },
    plugins: [{ name: 'plants', transform: (code, file) => plantInto(plant, 'phone', file, code) }],
    onLog: () => undefined,
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'phoneCode', sourcemap: false });
  await bundle.close();
  const [chunk] = output;
  const start = new Function(
    ...OWN,
    ...HIDDEN,
    'crypto',
    'globalThis',
    'self',
    'AbortSignal',
    `${chunk.code}\nreturn phoneCode;`,
  );
  return (globals) => {
    // Its own, as Dexie changes the statics of the one that it finds, too.
    class PhonePromise<T> extends Promise<T> {}
    const own = { ...HIDDEN_THINGS, ...globals, crypto: phoneCrypto, Promise: PhonePromise };
    const around = Object.create(globalThis, Object.getOwnPropertyDescriptors(own));
    return start(
      ...OWN.map((name) => globals[name]),
      ...HIDDEN.map(() => undefined),
      phoneCrypto,
      around,
      around,
      AbortSignalWithoutTimers,
    );
  };
}
