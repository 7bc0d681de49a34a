#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ROLES } from '../domain/role.ts';
import { streetClock, streetDay } from '../domain/street-time.ts';
import { readSettings, type Settings } from './settings.ts';
import { StartProblem } from './start-problem.ts';
import { openPremises, type Premises } from './start-server.ts';
import { INVITATION_MINUTES, invite } from './street/invite.ts';
import { terminalQr } from './terminal-qr.ts';

const HELP = `kadian <command> [options]        also while the server runs

  invite --role ROLE --place ID   print an invitation: ${ROLES.join(', ')}
         [--minutes ${INVITATION_MINUTES}]            for so long (1 to 1440)
  places                          list the places with their ids
  devices                         list the phones and desks: id, name, role, place, last sync
  accesses                        list what each device was shown, hour by hour: exports,
                                  gate cards, passes, histories
  revoke --device ID              shut out a lost phone, at once and for good;
                                  what it still sends is kept apart
         --pass NUMBER            or revoke a pass: phones know at their next pull

  --json    one JSON object a line     --help    this text

Settings as for the server: DATA_DIR, KEYS_DIR, PUBLIC_URL, PORT.
Exit codes: 0 done, 1 failed, 2 wrong use.`;

/** Wrong use of the command: said with the help, exit code 2. */
class WrongUse extends Error {}

const OPTIONS = {
  role: { type: 'string' },
  place: { type: 'string' },
  minutes: { type: 'string' },
  device: { type: 'string' },
  pass: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

interface Wanted {
  readonly role?: string | undefined;
  readonly place?: string | undefined;
  readonly minutes?: string | undefined;
  readonly device?: string | undefined;
  readonly pass?: string | undefined;
  readonly json?: boolean | undefined;
}

type Command = (wanted: Wanted, premises: Premises, settings: Settings) => Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = {
  invite: printInvitation,
  places: printPlaces,
  devices: printDevices,
  accesses: printAccesses,
  revoke,
};

async function printInvitation(
  wanted: Wanted,
  premises: Premises,
  { publicUrl }: Settings,
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

/** Names are typed on phones: none of them may steer this terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

async function printDevices(
  wanted: Wanted,
  { store }: Premises,
  { timeZone }: Settings,
): Promise<void> {
  const moment = (at: number) => `${streetDay(at, timeZone)} ${streetClock(at, timeZone)}`;
  for (const device of await store.devices.all()) {
    const { deviceId: id, name, role, place, enrolledAt, lastSyncAt, revokedAt } = device;
    if (wanted.json) {
      const { id: placeId, name: placeName } = place;
      const times = { enrolledAt, lastSyncAt, revokedAt };
      console.log(JSON.stringify({ id, name, role, placeId, placeName, ...times }));
    } else {
      const sync = lastSyncAt === null ? 'no records yet' : `last sync ${moment(lastSyncAt)}`;
      const end = revokedAt === null ? '' : `  revoked ${moment(revokedAt)}`;
      console.log(`${id}  ${printable(name)}  ${role} at ${place.name}  ${sync}${end}`);
    }
  }
}

async function printAccesses(
  wanted: Wanted,
  { store }: Premises,
  { timeZone }: Settings,
): Promise<void> {
  const devices = new Map((await store.devices.all()).map((one) => [one.deviceId, one]));
  for (const place of await store.places.all()) {
    if (place.parentId !== null) continue;
    for await (const { at, deviceId, what, scopeId, count } of store.accesses.all(place.id)) {
      const device = devices.get(deviceId);
      if (wanted.json) {
        console.log(JSON.stringify({ at, deviceId, what, scopeId, count }));
        continue;
      }
      const moment = `${streetDay(at, timeZone)} ${streetClock(at, timeZone)}`;
      const whose = `${printable(device?.name ?? '')}  ${device?.role ?? ''}`;
      console.log(`${moment}  ${deviceId}  ${whose}  ${what} ${scopeId}  ${count}`);
    }
  }
}

async function revoke(wanted: Wanted, { store }: Premises): Promise<void> {
  const { device: deviceId, pass } = wanted;
  if ((deviceId === undefined) === (pass === undefined)) {
    throw new WrongUse('revoke takes --device or --pass.');
  }
  const now = Date.now();
  if (deviceId !== undefined) {
    if (!(await store.devices.revoke(deviceId, now))) {
      throw new Error(`There is no device ${deviceId}; \`devices\` lists them.`);
    }
    console.log(wanted.json ? JSON.stringify({ deviceId }) : `The device ${deviceId} is revoked.`);
    return;
  }
  const passNumber = Number(pass);
  if (!/^\d{1,10}$/.test(pass ?? '')) throw new WrongUse('--pass must be the number of a pass.');
  const [street] = await store.places.all();
  if (!street || !(await store.rosters.revokePass(street.id, passNumber, now))) {
    throw new Error(`There is no pass ${passNumber}.`);
  }
  console.log(wanted.json ? JSON.stringify({ passNumber }) : `The pass ${passNumber} is revoked.`);
}

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (values.help || name === undefined) {
    console.log(HELP);
    if (!values.help) process.exitCode = 2;
    return;
  }
  if (rest.length > 0) throw new WrongUse(`What is "${rest[0]}"?`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new WrongUse(`There is no "${name}".`);
  const settings = readSettings(process.env);
  const premises = await openPremises(settings);
  try {
    await command(values, premises, settings);
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
