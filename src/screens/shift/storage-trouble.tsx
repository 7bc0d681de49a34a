import { useEffect, useState } from 'preact/hooks';
import { type StorageState, storageState, watchStorageState } from '../../storage/storage-state.ts';
import { say } from '../../words/i18n.ts';
import { TroubleScreen } from './trouble-screen.tsx';

export function useStorageState(): StorageState {
  const [state, setState] = useState(storageState);
  useEffect(() => watchStorageState(setState), []);
  return state;
}

/** Nothing can be opened or saved: said before anybody scans in vain. It goes away by itself when it is over. */
export function StorageTrouble({ state }: { state: Exclude<StorageState, 'answers'> }) {
  const isSilent = state === 'silent';
  return (
    <TroubleScreen
      title={say(isSilent ? 'trouble.storage-silent' : 'trouble.other-version')}
      safe={say(isSilent ? 'trouble.storage-silent-safe' : 'trouble.other-tab-safe')}
      remedy={say(isSilent ? 'trouble.storage-silent-remedy' : 'trouble.other-version-remedy')}
      act={say('trouble.reload')}
      onAct={() => location.reload()}
    />
  );
}
