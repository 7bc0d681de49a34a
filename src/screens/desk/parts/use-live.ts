import { useEffect, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';

export interface Live {
  readonly phase: 'connecting' | 'live' | 'away' | 'revoked';
  /** When the server was last heard; epoch milliseconds of this device. */
  readonly heardAt: number | null;
  /** Counts what the server announced; each step asks the screens to fetch again. */
  readonly changes: number;
}

/** At a street's rush hour logs arrive every few milliseconds; the eye needs no more than this. */
const GATHER_MS = 700;

export function useLive(client: DeskClient): Live {
  const [live, setLive] = useState<Live>({ phase: 'connecting', heardAt: null, changes: 0 });
  useEffect(() => {
    const leaving = new AbortController();
    let gathering: ReturnType<typeof setTimeout> | null = null;
    const announce = () => {
      gathering = null;
      setLive((was) => ({ ...was, changes: was.changes + 1 }));
    };
    client.followChanges(
      {
        onHeard: () => setLive((was) => ({ ...was, phase: 'live', heardAt: Date.now() })),
        onChange: () => {
          gathering ??= setTimeout(announce, GATHER_MS);
        },
        onLost: (why) =>
          setLive((was) => ({ ...was, phase: why === 'revoked' ? 'revoked' : 'away' })),
      },
      leaving.signal,
    );
    return () => {
      leaving.abort();
      if (gathering !== null) clearTimeout(gathering);
    };
  }, [client]);
  return live;
}
