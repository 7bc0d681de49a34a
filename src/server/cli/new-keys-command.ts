import { toHex } from '../../encoding/bytes.ts';
import { openKeyStore } from '../keys/key-store.ts';
import { nameOfStore, openStoreOf } from '../premises.ts';
import { type Command, WrongUse } from './command.ts';

export const newKeysCommand: Command = {
  help: `kadian new-keys --yes

Only when the keys are lost and there is no backup of them: the keys in KEYS_DIR, new ones if it is empty, are those of
the database from now on. Nothing that was signed or sealed under the old ones counts any more: every phone and desk must be
invited again, every gate card and pass printed again. Stop the server before. docs/recovery.md says what comes next.

  kadian new-keys --yes`,
  options: { yes: { type: 'boolean' } },
  async run({ values }, shell) {
    if (values.yes !== true) {
      throw new WrongUse('new-keys takes --yes: everybody must be invited again afterwards.');
    }
    const { dataDir, keysDir } = shell.settings;
    const store = await openStoreOf(shell.settings);
    try {
      const { rootHash } = await openKeyStore(keysDir);
      await store.rootHash.replace(toHex(rootHash));
      shell.print(`The keys of ${nameOfStore(shell.settings)} are now those in ${keysDir}.`, {
        dataDir,
        keysDir,
      });
    } finally {
      await store.close();
    }
  },
};
