import type { Settings } from '../../storage/settings.ts';

/** What a person must be told about the traffic with the server. */
export type SyncTrouble =
  | 'device-revoked'
  | 'device-unknown'
  | 'untrusted-keys'
  | 'wrong-receipt'
  | 'fork'
  | 'server-failed'
  | 'too-many'
  | 'disk-full'
  | 'storage-lost';

/** What the sync loop tells; pending counts records that no receipt covers yet. Times are epoch ms. */
export interface SyncView {
  readonly pending: number;
  readonly state: 'idle' | 'sending' | 'waiting' | 'offline';
  readonly lastReceiptAt: number | null;
  readonly lastPullAt: number | null;
  readonly problem: SyncTrouble | null;
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
