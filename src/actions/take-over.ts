import { takeWriterLock } from '../storage/writer-lock.ts';

/** Makes this tab the one that may write. The other tab's session ends with `other-tab`; unlock afterwards. */
export async function takeOver(): Promise<void> {
  const lock = await takeWriterLock({ steal: true });
  lock?.release();
}
