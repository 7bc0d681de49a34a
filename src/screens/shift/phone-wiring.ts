import type { Settings } from '../../storage/settings.ts';

/** What the sync loop tells; pending counts records that no receipt covers yet. Times are epoch ms. */
export interface SyncView {
  readonly pending: number;
  readonly state: 'idle' | 'sending' | 'waiting' | 'offline';
  readonly lastReceiptAt: number | null;
  readonly lastPullAt: number | null;
  /** A problem code, or null. */
  readonly problem: string | null;
}

/** What the phone's screens get from the wiring in main. */
export interface PhoneWiring {
  readonly streetName: string;
  readonly placeName: string;
  readonly appVersion: string;
  readonly sync: SyncView;
  readonly syncNow: () => void;
  readonly settings: Settings;
  /** Keeps the choice and shows it: words, theme. */
  readonly onSettings: (change: Partial<Settings>) => void;
}
