import { useRef, useState } from 'preact/hooks';
import type { NotSaved } from '../../actions/shift-session.ts';
import type { Notice } from './gate-notice.tsx';
import type { View } from './view.ts';

export type GateView = ReturnType<typeof useGateView>;

/** Which screen is up, what the gate says on it, and the one way to save: what was not saved is a screen as well. */
export function useGateView(first: View) {
  const [view, setView] = useState(first);
  const [notice, setNotice] = useState<Notice | null>(null);
  // A second tap or code while one is being saved must not be a second record.
  const isBusy = useRef(false);

  const show = (next: View) => {
    setNotice(null);
    setView(next);
  };
  const toGate = () => show({ kind: 'gate' });
  const tell = (next: Notice) => {
    setNotice(next);
    setView({ kind: 'gate' });
  };

  /** Runs one action at a time; what was not saved is said so, with a way to try again. */
  async function save<Done extends { readonly kind: string }>(
    action: () => Promise<Done | NotSaved>,
    then: (done: Done) => void,
  ): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      const result = await action();
      if (isNotSaved(result)) {
        const again = () => save(action, then);
        show({ kind: 'not-saved', why: result.why, again, triedAt: Date.now() });
      } else then(result);
    } finally {
      isBusy.current = false;
    }
  }

  return { view, notice, isBusy, show, toGate, tell, dropNotice: () => setNotice(null), save };
}

function isNotSaved(result: { readonly kind: string }): result is NotSaved {
  return result.kind === 'not-saved';
}
