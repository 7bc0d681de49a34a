import { resolve } from 'node:path';
import { restoreKeys } from '../backup/restore-keys.ts';
import { type Command, requiredText } from './command.ts';
import { askPassphrase } from './passphrase.ts';

export const restoreKeysCommand: Command = {
  help: `kadian restore-keys --from FILE

Brings the keys back into KEYS_DIR, which must be empty. The passphrase is asked for here, or taken from KADIAN_PASSPHRASE.

  KEYS_DIR=/var/lib/kadian/keys kadian restore-keys --from /media/stick/kadian-keys-2022-04.bin`,
  options: { from: { type: 'string' } },
  async run(given, shell) {
    const file = resolve(requiredText(given, 'from', 'a file made by `kadian backup-keys`'));
    const passphrase = await askPassphrase(shell.environment);
    const { keysDir } = shell.settings;
    const { files } = await restoreKeys(file, keysDir, passphrase, Date.now());
    shell.print(`${keysDir}: ${files} files of keys and cards.`, { files });
  },
};
