import {
  type GateCardAnswer,
  type PassPage,
  type PassQuery,
  type PassReplaced,
  parseGateCardAnswer,
  parsePassPage,
  parsePassReplaced,
} from '../protocol/passes.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface PassCalls {
  readonly readGateCard: (gateId: string, signal?: AbortSignal) => Promise<Answer<GateCardAnswer>>;
  /** The card under its next epoch; the old one falls out at the phones' next pull. */
  readonly replaceGateCard: (gateId: string) => Promise<Answer<GateCardAnswer>>;
  readonly readPasses: (query: PassQuery, signal?: AbortSignal) => Promise<Answer<PassPage>>;
  readonly replacePass: (passNumber: number) => Promise<Answer<PassReplaced>>;
}

const cardPath = (gateId: string): string => `/api/gates/${encodeURIComponent(gateId)}/card`;

export const passCalls = (caller: DeskCaller): PassCalls => ({
  readGateCard: (gateId, signal) => caller.get(cardPath(gateId), parseGateCardAnswer, signal),
  replaceGateCard: (gateId) => caller.post(`${cardPath(gateId)}/replace`, {}, parseGateCardAnswer),
  readPasses: (query, signal) => caller.post('/api/passes', query, parsePassPage, signal),
  replacePass: (passNumber) =>
    caller.post('/api/passes/replace', { passNumber }, parsePassReplaced),
});
