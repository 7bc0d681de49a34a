import { createStore, get, update } from 'idb-keyval';
import type { Direction } from '../domain/entry.ts';
import { answersInTime } from './storage-state.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

export interface Settings {
  /** Null: the browser's choice. */
  readonly locale: string | null;
  readonly theme: ThemeChoice;
  readonly sound: boolean;
  readonly vibration: boolean;
  /** Where the gate's switch was left; null: it was never touched. */
  readonly lastDirection: Direction | null;
  /** Of the camera that focuses, so that it opens without a search; null: none was chosen yet. */
  readonly cameraDeviceId: string | null;
}

export const DEFAULT_SETTINGS: Settings = {
  locale: null,
  theme: 'system',
  sound: true,
  vibration: true,
  lastDirection: null,
  cameraDeviceId: null,
};

const store = createStore('kadian-settings', 'settings');

export async function readSettings(): Promise<Settings> {
  const kept = await answersInTime(get<Partial<Settings>>('settings', store));
  return { ...DEFAULT_SETTINGS, ...kept };
}

export async function changeSettings(change: Partial<Settings>): Promise<Settings> {
  let changed = DEFAULT_SETTINGS;
  await update<Partial<Settings>>(
    'settings',
    (before) => {
      changed = { ...DEFAULT_SETTINGS, ...before, ...change };
      return changed;
    },
    store,
  );
  return changed;
}
