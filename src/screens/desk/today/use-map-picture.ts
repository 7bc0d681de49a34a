import { useEffect, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { StreetMap } from '../../../protocol/today.ts';

/** The address of the street's picture in this browser; null: there is none, or it has not come. */
export function useMapPicture(
  client: DeskClient,
  picture: StreetMap['picture'],
): { url: string | null; isAway: boolean } {
  const [shown, setShown] = useState<{ url: string; of: number } | null>(null);
  const [isAway, setAway] = useState(false);
  const changedAt = picture?.changedAt ?? null;
  useEffect(() => {
    setAway(false);
    if (changedAt === null) return;
    const leaving = new AbortController();
    let url: string | null = null;
    client.readMapPicture(leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      if (answer.kind === 'failed') return setAway(true);
      url = URL.createObjectURL(answer.value);
      setShown({ url, of: changedAt });
    });
    return () => {
      leaving.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [client, changedAt]);
  return { url: shown && shown.of === changedAt ? shown.url : null, isAway };
}
