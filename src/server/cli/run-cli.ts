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
  verify: async () => (await import('./verify-command.ts')).verifyCommand,
  purge: async () => (await import('./purge-command.ts')).purgeCommand,
  'rotate-keys': async () => (await import('./rotate-keys-command.ts')).rotateKeysCommand,
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
  verify         check every chain, every signature and every row of the ledger
  purge          destroy what is older than the street keeps it
  rotate-keys    begin to sign with new keys
  backup-keys    all keys and cards in one file under a passphrase
  restore-keys   bring them back into an empty folder for keys
  new-keys       begin anew when the keys are lost without a backup

  kadian <command> --help     how it is used
  --json                      one JSON object a line; of a failure, on stderr
  --progress                  how far it has come, on stderr, also where that is no terminal

Settings as for the server: DATA_DIR or DATABASE_URL, KEYS_DIR, PUBLIC_URL, PORT, TIME_ZONE.
Exit codes: 0 done; 1 failed, and of verify that something is wrong; 2 wrong use or settings, nothing was done.`;

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
    return saidFailure(error, name, rest.includes('--json'));
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
  const { json, progress } = given.values;
  const shell = openShell(environment, { json: json === true, progress: progress === true });
  await command.run(given, shell);
}

const COMMON_OPTIONS = {
  json: { type: 'boolean' },
  progress: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parse({ options }: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, ...COMMON_OPTIONS },
      allowPositionals: true,
    }) as {
      values: Record<string, string | boolean | undefined>;
      positionals: string[];
    };
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : '');
  }
}

function saidFailure(error: unknown, name: string, json: boolean): number {
  const isWrongUse = error instanceof WrongUse;
  const exitCode = isWrongUse || error instanceof StartProblem ? 2 : 1;
  const isExpected = exitCode === 2 || error instanceof CannotDo || error instanceof BackupProblem;
  if (!isExpected || !(error instanceof Error)) {
    console.error(error);
    return exitCode;
  }
  const { message } = error;
  if (json) console.error(JSON.stringify({ error: message, exitCode }));
  else if (isWrongUse) console.error(`${message}\n\nkadian ${name} --help tells how it is used.`);
  else console.error(message);
  return exitCode;
}
