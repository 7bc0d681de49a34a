import { type DayCalls, dayCalls } from './day-calls.ts';
import { deskCaller } from './desk-caller.ts';
import { type ChangesListener, followChanges } from './follow-changes.ts';
import { type ImportCalls, importCalls } from './import-calls.ts';
import { type LedgerCalls, ledgerCalls } from './ledger-calls.ts';
import { type NoticeCalls, noticeCalls } from './notice-calls.ts';
import { type PaperCalls, paperCalls } from './paper-calls.ts';
import { type PassCalls, passCalls } from './pass-calls.ts';
import { type PhoneCalls, phoneCalls } from './phone-calls.ts';
import { type PlaceCalls, placeCalls } from './place-calls.ts';
import { type RetentionCalls, retentionCalls } from './retention-calls.ts';
import { type RotaCalls, rotaCalls } from './rota-calls.ts';
import { type RuleCalls, ruleCalls } from './rule-calls.ts';
import { type DeskSigner, signedFetch } from './signed-fetch.ts';

/** What a desk asks of its server. Nothing here rejects: what went wrong is in the answer. */
export interface DeskClient
  extends PlaceCalls,
    DayCalls,
    LedgerCalls,
    PassCalls,
    PhoneCalls,
    ImportCalls,
    NoticeCalls,
    PaperCalls,
    RetentionCalls,
    RotaCalls,
    RuleCalls {
  /** Until `leaving` is aborted or the device is revoked. */
  readonly followChanges: (listener: ChangesListener, leaving: AbortSignal) => Promise<void>;
  /** Epoch milliseconds by the server's clock, as far as it is known. */
  readonly now: () => number;
}

/** `origin`: where the server is, 'https://street.example'. */
export function deskClient(signer: DeskSigner, origin: string): DeskClient {
  const signed = signedFetch(signer, origin);
  const caller = deskCaller(signed);
  return {
    ...placeCalls(caller),
    ...dayCalls(caller),
    ...ledgerCalls(caller),
    ...passCalls(caller),
    ...phoneCalls(caller),
    ...importCalls(caller),
    ...noticeCalls(caller),
    ...paperCalls(caller),
    ...retentionCalls(caller),
    ...rotaCalls(caller),
    ...ruleCalls(caller),
    followChanges: (listener, leaving) => followChanges(signed, listener, leaving),
    now: signed.now,
  };
}
