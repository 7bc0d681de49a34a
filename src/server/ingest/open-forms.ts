import type { Bytes } from '../../encoding/bytes.ts';
import { formIn } from '../ledger/ledger-facts.ts';
import type { OpenedForm } from '../visitor-form/open-form.ts';
import type { NumberedRecord } from './project-records.ts';

export type FormOpener = (code: Bytes) => Promise<OpenedForm | null>;

/** The visitors' forms among the records, by the record's number; those that say nothing readable are left out. */
export async function openForms(
  records: readonly NumberedRecord[],
  open: FormOpener,
): Promise<Map<number, OpenedForm>> {
  const forms = new Map<number, OpenedForm>();
  for (const { number, record } of records) {
    const form = record.kind === 'entry' || record.kind === 'correction' ? formIn(record) : null;
    const opened = form && (await open(form.code));
    if (opened) forms.set(number, opened);
  }
  return forms;
}
