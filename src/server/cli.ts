#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ROLES } from '../domain/role.ts';
import { readSettings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { openPremises, type Premises } from './start-server.ts';
import { INVITATION_MINUTES, invite } from './street/invite.ts';
import { terminalQr } from './terminal-qr.ts';

const HELP = `kadian <command> [options]        also while the server runs

  invite --role ROLE --place ID   print an invitation: ${ROLES.join(', ')}
         [--minutes ${INVITATION_MINUTES}]            for so long (1 to 1440)
  places                          list the places with their ids

  --json    one JSON object a line     --help    this text

Settings as for the server: DATA_DIR, KEYS_DIR, PUBLIC_URL, PORT.
Exit codes: 0 done, 1 failed, 2 wrong use.`;

/** Wrong use of the command: said with the help, exit code 2. */
class WrongUse extends Error {}

const OPTIONS = {
  role: { type: 'string' },
  place: { type: 'string' },
  minutes: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

interface Wanted {
  readonly role?: string | undefined;
  readonly place?: string | undefined;
  readonly minutes?: string | undefined;
  readonly json?: boolean | undefined;
}

async function printInvitation(
  wanted: Wanted,
  premises: Premises,
  publicUrl: string,
): Promise<void> {
  const role = ROLES.find((one) => one === wanted.role);
  if (!role) throw new WrongUse(`--role must be one of ${ROLES.join(', ')}.`);
  if (!wanted.place) throw new WrongUse('--place must be the id of a place; `places` lists them.');
  const minutes = Number(wanted.minutes ?? INVITATION_MINUTES);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1440) {
    throw new WrongUse('--minutes must be a whole number from 1 to 1440.');
  }
  const offer = { role, placeId: wanted.place, minutes, mode: 'ask', uses: 1 } as const;
  const made = await invite(offer, publicUrl, premises, Date.now());
  if (!made) throw new Error(`There is no place ${wanted.place}; \`places\` lists them.`);
  if (wanted.json) {
    console.log(JSON.stringify(made));
    return;
  }
  console.log(`Join as ${role} at ${made.placeName}, within ${minutes} minutes:\n`);
  console.log(`${terminalQr(made.link, process.stdout.isTTY)}\n\n${made.link}`);
}

async function printPlaces(wanted: Wanted, { store }: Premises): Promise<void> {
  for (const place of await store.places.all()) {
    const depth = place.path.split('/').length - 2;
    const { id, parentId, kind, name } = place;
    console.log(
      wanted.json
        ? JSON.stringify({ id, parentId, kind, name })
        : `${'  '.repeat(depth)}${id}  ${name}  (${kind})`,
    );
  }
}

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args);
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) {
    console.log(HELP);
    if (!values.help) process.exitCode = 2;
    return;
  }
  if (rest.length > 0) throw new WrongUse(`What is "${rest[0]}"?`);
  if (command !== 'invite' && command !== 'places') throw new WrongUse(`There is no "${command}".`);
  const settings = readSettings(process.env);
  const premises = await openPremises(settings);
  try {
    if (command === 'invite') await printInvitation(values, premises, settings.publicUrl);
    else await printPlaces(values, premises);
  } finally {
    await premises.store.close();
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : '');
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const wrong = error instanceof WrongUse || error instanceof StartProblem;
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof WrongUse) console.error(`\n${HELP}`);
  process.exitCode = wrong ? 2 : 1;
}
