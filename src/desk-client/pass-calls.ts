import {
  type GateCardAnswer,
  type PassPage,
  type PassQuery,
  type PassReplace,
  type PassReplaced,
  parseGateCardAnswer,
  parsePassPage,
  parsePassReplaced,
} from '../protocol/passes.ts';
import { type PosterAddress, parsePosterAddress } from '../protocol/poster.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface PassCalls {
  readonly readGateCard: (gateId: string, signal?: AbortSignal) => Promise<Answer<GateCardAnswer>>;
  /** The card under its next epoch; the old one falls out at the phones' next pull. */
  readonly replaceGateCard: (gateId: string) => Promise<Answer<GateCardAnswer>>;
  readonly readPasses: (query: PassQuery, signal?: AbortSignal) => Promise<Answer<PassPage>>;
  /** Where a poster leads to, before its gate's id. */
  readonly readPosterAddress: (signal?: AbortSignal) => Promise<Answer<PosterAddress>>;
  readonly replacePass: (lost: PassReplace) => Promise<Answer<PassReplaced>>;
}

const cardPath = (gateId: string): string => `/api/gates/${encodeURIComponent(gateId)}/card`;

export const passCalls = (caller: DeskCaller): PassCalls => ({
  readGateCard: (gateId, signal) => caller.get(cardPath(gateId), parseGateCardAnswer, signal),
  replaceGateCard: (gateId) => caller.post(`${cardPath(gateId)}/replace`, {}, parseGateCardAnswer),
  readPasses: (query, signal) => caller.post('/api/passes', query, parsePassPage, signal),
  readPosterAddress: (signal) => caller.get('/api/poster-address', parsePosterAddress, signal),
  replacePass: (lost) => caller.post('/api/passes/replace', lost, parsePassReplaced),
});
