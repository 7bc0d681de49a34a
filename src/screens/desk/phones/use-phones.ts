import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { ListedDevice } from '../../../protocol/devices.ts';
import type { InvitationsAnswer } from '../../../protocol/invitations.ts';

export type OpenInvitation = InvitationsAnswer['invitations'][number];

interface Known {
  readonly devices: readonly ListedDevice[] | null;
  readonly invitations: readonly OpenInvitation[] | null;
  readonly failure: DeskFailure | null;
  /** Counts what the server said. */
  readonly answers: number;
}

export interface Phones extends Known {
  readonly askAgain: () => void;
}

const ASK_AGAIN_MS = 3000;

/**
 * Devices and open invitations: asked for when `changes` counts on, and every few seconds while somebody may be joining.
 * What is known stays when the server goes away.
 */
export function usePhones(client: DeskClient, changes: number): Phones {
  const [known, setKnown] = useState<Known>({
    devices: null,
    invitations: null,
    failure: null,
    answers: 0,
  });
  const [round, setRound] = useState(0);
  const askAgain = useCallback(() => setRound((count) => count + 1), []);
  useEffect(() => {
    const leaving = new AbortController();
    Promise.all([client.readDevices(leaving.signal), client.readInvitations(leaving.signal)]).then(
      ([devices, invitations]) => {
        if (leaving.signal.aborted) return;
        setKnown((was) => {
          if (devices.kind === 'failed') return { ...was, failure: devices.why };
          if (invitations.kind === 'failed') return { ...was, failure: invitations.why };
          return {
            devices: devices.value.devices,
            invitations: invitations.value.invitations,
            failure: null,
            answers: was.answers + 1,
          };
        });
      },
    );
    return () => leaving.abort();
  }, [client, changes, round]);

  const isAwaited =
    known.failure === 'server-away' ||
    (known.invitations ?? []).length > 0 ||
    (known.devices ?? []).some(({ checkCode }) => checkCode !== null);
  useEffect(() => {
    if (!isAwaited) return;
    const timer = setTimeout(askAgain, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isAwaited, known]);
  return { ...known, askAgain };
}
