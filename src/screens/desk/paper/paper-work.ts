import { useEffect, useReducer, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { MeasuringSite } from '../../../domain/entry.ts';
import { newId } from '../parts/new-id.ts';
import { FIRST_DRAFT, type PaperDraft } from './paper-draft.ts';
import { PaperQueue } from './paper-queue.ts';

/** What is chosen once for a sheet of paper. */
export interface PaperSheetForm {
  readonly gateId: string;
  readonly day: string;
  readonly writer: string;
  readonly site: MeasuringSite;
}

export interface PaperWork {
  readonly queue: PaperQueue;
  form: PaperSheetForm | null;
  draft: PaperDraft;
  /** Another gate or writer is another sheet. */
  sheet: { readonly sheetId: string; readonly gateId: string; readonly writer: string } | null;
  lastNumber: number;
}

/** One for each desk, so that looking at another section loses nothing that was typed. */
const works = new WeakMap<DeskClient, PaperWork>();

export function paperWorkOf(client: DeskClient): PaperWork {
  const known = works.get(client);
  if (known) return known;
  const queue = new PaperQueue(client);
  const work: PaperWork = { queue, form: null, draft: FIRST_DRAFT, sheet: null, lastNumber: 0 };
  works.set(client, work);
  const stay = (event: BeforeUnloadEvent) => event.preventDefault();
  // Only while something would be lost: the question is a nuisance otherwise.
  queue.listen(() => {
    if (queue.pending > 0) addEventListener('beforeunload', stay);
    else removeEventListener('beforeunload', stay);
  });
  addEventListener('online', () => void queue.send());
  return work;
}

/** The number that the next row gets on the sheet of this gate and writer. */
export function nextOnSheet(
  work: PaperWork,
  { gateId, writer }: PaperSheetForm,
): { readonly sheetId: string; readonly number: number } {
  const known = work.sheet;
  if (!known || known.gateId !== gateId || known.writer !== writer) {
    work.sheet = { sheetId: newId(), gateId, writer };
    work.lastNumber = 0;
  }
  work.lastNumber += 1;
  return { sheetId: work.sheet?.sheetId ?? '', number: work.lastNumber };
}

/** The work of this desk; renders again whenever its queue changes. */
export function usePaperWork(client: DeskClient): PaperWork {
  const [work] = useState(() => paperWorkOf(client));
  const [, renderAgain] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => work.queue.listen(() => renderAgain()), [work]);
  return work;
}
