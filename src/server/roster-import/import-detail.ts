import type { ImportPreview, ImportRefusal } from '../../protocol/imports.ts';
import type { ImportJob } from '../store/imports.ts';

export interface ImportProgress {
  readonly rows: number;
  readonly done: number;
  readonly of: number;
}

/** Which process works on an import, and when it last said so. */
export interface Runner {
  readonly processId: string;
  /** Epoch ms. */
  readonly beatAt: number;
  readonly progress: ImportProgress;
}

export interface AppliedDetail {
  readonly appliedAt: number;
  readonly added: number;
  readonly changed: number;
  readonly movedOut: number;
  readonly unchanged: number;
  readonly places: number;
  /** The generations that it made. */
  readonly touched: readonly { readonly compoundId: string; readonly generation: number }[];
}

/** What is kept of an import in its phase. */
export type ImportDetail =
  | { readonly phase: 'receiving' }
  | { readonly phase: 'reading'; readonly runner: Runner }
  | {
      readonly phase: 'preview';
      readonly preview: ImportPreview;
      /** Why it was not taken in when the desk said so. */
      readonly notApplied?: ImportRefusal;
    }
  | { readonly phase: 'applying'; readonly runner: Runner; readonly preview: ImportPreview }
  | ({ readonly phase: 'applied' } & AppliedDetail)
  | { readonly phase: 'taking-back'; readonly runner: Runner; readonly applied: AppliedDetail }
  | { readonly phase: 'taken-back'; readonly takenBackAt: number }
  | { readonly phase: 'failed'; readonly why: ImportRefusal };

export const detailOf = (job: ImportJob): ImportDetail => JSON.parse(job.detail) as ImportDetail;

/** Neither taken in nor given up: what is kept of it may go. */
export const isUndecided = ({ phase }: ImportJob): boolean =>
  phase !== 'applied' && phase !== 'taking-back' && phase !== 'taken-back';

export const withDetail = (job: ImportJob, detail: ImportDetail): ImportJob => ({
  ...job,
  phase: detail.phase,
  detail: JSON.stringify(detail),
});
