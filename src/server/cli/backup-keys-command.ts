import { resolve } from 'node:path';
import { backUpKeys } from '../backup/back-up-keys.ts';
import { refuseExisting } from '../backup/new-file.ts';
import { type Command, requiredText } from './command.ts';
import { askNewPassphrase } from './passphrase.ts';

export const backupKeysCommand: Command = {
  help: `kadian backup-keys --to FILE

All keys and gate cards of KEYS_DIR in one file, encrypted under a passphrase of at least 12 characters: asked for here, or
taken from KADIAN_PASSPHRASE. Keep file and passphrase apart from each other and from the data. Make it anew every
month, and whenever a gate was added or a card replaced.

  kadian backup-keys --to /media/stick/kadian-keys-2022-04.bin`,
  options: { to: { type: 'string' } },
  async run(given, shell) {
    const file = resolve(requiredText(given, 'to', 'the name of a file that does not exist yet'));
    await refuseExisting(file);
    const passphrase = await askNewPassphrase(shell.environment);
    const made = await backUpKeys(shell.settings.keysDir, file, passphrase);
    shell.print(`${file}: ${made.files} files of keys and cards.`, { file, ...made });
  },
};
