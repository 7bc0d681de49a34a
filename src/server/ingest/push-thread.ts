import { parentPort, workerData } from 'node:worker_threads';
import type { Bytes } from '../../encoding/bytes.ts';
import { takeBatch } from '../store/custody.ts';
import { SharedCommits } from '../store/shared-commits.ts';
import { openSqlite } from '../store/sqlite-database.ts';
import type { OpenedForm } from '../visitor-form/open-form.ts';
import { pushTaker } from './opened-push.ts';
import type { FromPushThread, ToPushThread } from './push-worker.ts';

const database = openSqlite(String(workerData));
const commits = new SharedCommits(database, takeBatch);

const tell = (news: FromPushThread): void => parentPort?.postMessage(news);

/** Visitors' forms are opened where the keys are. */
const forms = new Map<number, PromiseWithResolvers<OpenedForm | null>>();
let lastForm = 0;
function openForm(code: Bytes): Promise<OpenedForm | null> {
  const opened = Promise.withResolvers<OpenedForm | null>();
  lastForm += 1;
  forms.set(lastForm, opened);
  tell({ kind: 'form', id: lastForm, code });
  return opened.promise;
}

const take = pushTaker({ take: (batch) => commits.add(batch) }, openForm);

parentPort?.on('message', async (asked: ToPushThread) => {
  switch (asked.kind) {
    case 'push': {
      const { id, push } = asked;
      return take(push).then(
        (value) => tell({ kind: 'taken', id, outcome: { ok: true, value } }),
        (error) => tell({ kind: 'taken', id, outcome: { ok: false, error } }),
      );
    }
    case 'form': {
      const { id, outcome } = asked;
      const form = forms.get(id);
      forms.delete(id);
      return outcome.ok ? form?.resolve(outcome.value) : form?.reject(outcome.error);
    }
    case 'end':
      await database.close();
      return parentPort?.close();
    default:
      throw new Error(`unknown message ${(asked satisfies never as ToPushThread).kind}`);
  }
});
