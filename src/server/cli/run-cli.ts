import { parseArgs } from 'node:util';
import { BackupProblem } from '../backup/backup-problem.ts';
import { StartProblem } from '../start-problem.ts';
import { CannotDo, type Command, WrongUse } from './command.ts';
import { openShell } from './shell.ts';

/** Loaded when asked for: a command needs only what it uses. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  invite: async () => (await import('./invite-command.ts')).inviteCommand,
  places: async () => (await import('./places-command.ts')).placesCommand,
  devices: async () => (await import('./devices-command.ts')).devicesCommand,
  accesses: async () => (await import('./accesses-command.ts')).accessesCommand,
  revoke: async () => (await import('./revoke-command.ts')).revokeCommand,
  import: async () => (await import('./import-command.ts')).importCommand,
  export: async () => (await import('./export-command.ts')).exportCommand,
  backup: async () => (await import('./backup-command.ts')).backupCommand,
  restore: async () => (await import('./restore-command.ts')).restoreCommand,
  'backup-keys': async () => (await import('./backup-keys-command.ts')).backupKeysCommand,
  'restore-keys': async () => (await import('./restore-keys-command.ts')).restoreKeysCommand,
  'new-keys': async () => (await import('./new-keys-command.ts')).newKeysCommand,
};

const HELP = `kadian <command> [options]        also while the server runs

  invite         print an invitation for one phone, or for a shift's phones
  places         list the places with their ids, or add one
  devices        list the phones and desks
  accesses       list what each device was shown
  revoke         shut out a lost phone, or revoke a pass
  import         read a roster or a list of places from a spreadsheet
  export         write a ledger into a spreadsheet
  backup         copy the database into one file
  restore        bring such a file back into an empty data folder
  backup-keys    all keys and cards in one file under a passphrase
  restore-keys   bring them back into an empty folder for keys
  new-keys       begin anew when the keys are lost without a backup

  kadian <command> --help     how it is used
  --json                      one JSON object a line

Settings as for the server: DATA_DIR, KEYS_DIR, PUBLIC_URL, PORT, TIME_ZONE.
Exit codes: 0 done, 1 failed, 2 wrong use.`;

/** @returns the exit code. */
export async function runCli(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '' || name === '--help' || name === '-h') {
    console.log(HELP);
    return name === '' ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    console.error(`There is no "${name}".\n\n${HELP}`);
    return 2;
  }
  try {
    await runCommand(await load(), rest, environment);
    return 0;
  } catch (error) {
    return saidFailure(error, name);
  }
}

async function runCommand(
  command: Command,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const given = parse(command, args);
  if (given.values.help === true) {
    console.log(command.help);
    return;
  }
  const surplus = given.positionals[command.words ?? 0];
  if (surplus !== undefined) throw new WrongUse(`What is "${surplus}"?`);
  await command.run(given, openShell(environment, given.values.json === true));
}

function parse({ options }: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    }) as {
      values: Record<string, string | boolean | undefined>;
      positionals: string[];
    };
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : '');
  }
}

function saidFailure(error: unknown, name: string): number {
  if (error instanceof WrongUse) {
    console.error(`${error.message}\n\nkadian ${name} --help tells how it is used.`);
    return 2;
  }
  if (error instanceof StartProblem) {
    console.error(error.message);
    return 2;
  }
  const isExpected = error instanceof CannotDo || error instanceof BackupProblem;
  console.error(isExpected ? error.message : error);
  return 1;
}
