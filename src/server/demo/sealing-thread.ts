import { parentPort } from 'node:worker_threads';
import { encodePush } from '../../protocol/push.ts';
import type { SealedShift, SealingJob } from './sealing-worker.ts';
import { SyntheticPhone } from './synthetic-phone.ts';

async function seal({ standing, shifts }: SealingJob): Promise<void> {
  const { deviceId } = standing;
  const phone = new SyntheticPhone(standing);
  const tell = (sealed: SealedShift): void => parentPort?.postMessage(sealed);
  for (const shift of shifts) {
    const pushes = await phone.pushesOf(shift);
    tell({
      deviceId,
      pushes: pushes.map((push) => ({ body: encodePush(push), sentAt: push.sentAt })),
    });
  }
  tell({ deviceId, pushes: null });
}

// A rejection ends the thread, and the worker's owner is told.
parentPort?.on('message', (job: SealingJob) => void seal(job));
