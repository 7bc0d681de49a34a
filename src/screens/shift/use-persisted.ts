import { useEffect, useState } from 'preact/hooks';
import { readGate } from '../../actions/phone-situation.ts';

/** Whether the browser promised to keep this phone's records; null while it is asked, or when it cannot say. */
export function usePersisted(): boolean | null {
  const [isPersisted, setPersisted] = useState<boolean | null>(null);
  useEffect(() => {
    let isGone = false;
    readGate().then(
      ({ persisted }) => !isGone && setPersisted(persisted),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return isPersisted;
}
