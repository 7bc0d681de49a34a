import { useEffect, useRef } from 'preact/hooks';
import { type Approval, askApproval } from '../../actions/ask-approval.ts';

const ASK_EVERY_MS = 2_000;

/** Asks every two seconds while `isWaiting`, and at once when the phone is looked at again. */
export function useApproval(isWaiting: boolean, onAnswer: (answer: Approval) => void): void {
  const tell = useRef(onAnswer);
  tell.current = onAnswer;
  useEffect(() => {
    if (!isWaiting) return;
    let isGone = false;
    let isAsking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      if (isAsking) return;
      clearTimeout(timer);
      isAsking = true;
      // The storage may go away for a moment; the next question finds it again.
      const answer = await askApproval(Date.now).catch(() => null);
      isAsking = false;
      if (isGone) return;
      timer = setTimeout(() => void ask(), ASK_EVERY_MS);
      if (answer) tell.current(answer);
    };
    const onVisibility = (): void => {
      if (document.visibilityState === 'visible') void ask();
    };
    document.addEventListener('visibilitychange', onVisibility);
    addEventListener('online', onVisibility);
    void ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      removeEventListener('online', onVisibility);
    };
  }, [isWaiting]);
}
