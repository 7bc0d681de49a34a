import { parseRetentionAnswer, type RetentionAnswer } from '../protocol/retention.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface RetentionCalls {
  readonly readRetention: (signal?: AbortSignal) => Promise<Answer<RetentionAnswer>>;
}

export const retentionCalls = (caller: DeskCaller): RetentionCalls => ({
  readRetention: (signal) => caller.get('/api/retention', parseRetentionAnswer, signal),
});
