// A real server on SQLite, in a process of its own, with a small street in it. Settings come by environment; the
// clock comes from the parent, and what the journey needs to know goes there.
import { randomInt } from 'node:crypto';
import type { RosterSourceHousehold, RosterSourceResident } from '../../src/roster/roster-file.ts';
import { cardText } from '../../src/sealing/gate-card.ts';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { signPass } from '../../src/sealing/pass.ts';
import { madeUpName } from '../../src/server/demo/names.ts';
import { seededRandom } from '../../src/server/demo/seeded-random.ts';
import { initialsOf } from '../../src/server/roster/initials.ts';
import { readSettings } from '../../src/server/settings.ts';
import { startServer } from '../../src/server/start-server.ts';
import { invite } from '../../src/server/street/invite.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import {
  CAST_NAMES,
  type CastName,
  type Resident,
  type SetClock,
  type StreetFacts,
} from './street-facts.ts';

const DAY_MS = 86_400_000;
/** Below the street that a new server makes for itself. */
const PLACES = [
  { id: 'wutong', parentId: 'street', kind: 'community', name: '梧桐里社区' },
  { id: 'wutongli', parentId: 'wutong', kind: 'compound', name: '梧桐里小区' },
  { id: 'north', parentId: 'wutongli', kind: 'gate', name: '北门' },
  { id: 'jinxiu', parentId: 'wutong', kind: 'compound', name: '锦绣苑' },
  { id: 'east', parentId: 'jinxiu', kind: 'gate', name: '锦绣苑东门' },
] as const;
const EXTRAS = 18;

let clock = Number(process.env.STREET_CLOCK);
process.on('message', (message: SetClock) => {
  clock = message.clock;
});

const settings = readSettings(process.env);
const server = await startServer(settings, { clock: () => clock });
const { store, keys } = server;
process.on('disconnect', () => void server.stop().then(() => process.exit(0)));
const url = `http://localhost:${server.port}`;

const planted: string[] = [];
const letters = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ');
const digits = Array.from('0123456789');
const tail = (signs: readonly string[], length = 8): string => {
  const made = Array.from({ length }, () => signs[randomInt(signs.length)]).join('');
  planted.push(made);
  return made;
};

/** The cast first, with random tails planted in name, room and phone; then as many others of no interest. */
function peopleOf(compoundId: string, first: number, isCast: boolean) {
  const random = seededRandom(first);
  const households: RosterSourceHousehold[] = [];
  const residents: RosterSourceResident[] = [];
  for (let index = 0; index < CAST_NAMES.length + EXTRAS; index++) {
    const part = CAST_NAMES[index];
    const isPlanted = part !== undefined && (isCast || index === 0);
    const unit = String((index % 3) + 1);
    const room =
      isPlanted && part !== 'byRoom' ? tail(letters) : `${(index % 9) + 1}0${(index % 4) + 1}`;
    const building = String(first + index);
    const label = `${building}-${unit}-${room}`;
    const colour = part === 'red' && isCast ? 'red' : 'green';
    const id = first + index;
    households.push({ id, building, unit, room, label, colour, passNumber: null });
    const name = isPlanted && part !== 'byInitials' ? `林${tail(letters)}` : madeUpName(random);
    residents.push({
      rosterNumber: first + index,
      householdId: first + index,
      name,
      initials: initialsOf(name),
      phoneTail: isPlanted ? tail(digits, 11) : String(1000 + index),
      relation: '户主',
      passNumber: first * 1000 + index,
    });
  }
  return { compoundId, households, residents };
}

for (const place of PLACES) await store.places.add(place);
const people = peopleOf('wutongli', 100, true);
const others = peopleOf('jinxiu', 500, false);
for (const roster of [people, others]) await replaceRoster(store, roster, clock);
const gateCard = await issueCard(store, keys, 'north');
const otherGateCard = await issueCard(store, keys, 'east');

/** What a gate is told beside its roster: about somebody who never comes, and whom to call. */
await store.marks.set({
  streetId: 'street',
  mark: {
    id: 'a'.repeat(32),
    subject: { kind: 'resident', rosterNumber: people.residents.at(-1)?.rosterNumber ?? 0 },
    colour: null,
    isolatedUntil: '2022-04-09',
    voidUntil: null,
    isDenied: false,
    documentIds: [],
    note: tail(letters),
  },
  changedAt: clock,
  changedBy: '值班台',
  changedWithin: 'street/',
});
await store.contacts.set({
  streetId: 'street',
  id: 'b'.repeat(32),
  placeId: 'wutongli',
  name: `周${tail(letters)}`,
  duty: '社区医生',
  phone: `139${tail(digits)}`,
});

const times = { validFrom: clock - DAY_MS, validUntil: clock + 30 * DAY_MS };
const passOf = (passNumber: number, change: Partial<typeof times> = {}) =>
  signPass(
    { passNumber, kind: 'resident', ...times, ...change },
    keys.pass.key,
    Number(keys.pass.keyId),
  );
async function residentOf(roster: typeof people, index: number): Promise<Resident> {
  const resident = roster.residents[index];
  const room = roster.households[index]?.label;
  if (!resident || room === undefined || resident.passNumber === null) throw new Error('nobody');
  const { name, phoneTail, initials } = resident;
  return { name, room, phoneTail, initials, passText: await passOf(resident.passNumber) };
}
const cast = {} as Record<CastName, Resident>;
for (const [index, part] of CAST_NAMES.entries()) cast[part] = await residentOf(people, index);
const numberOf = (part: CastName): number =>
  people.residents[CAST_NAMES.indexOf(part)]?.passNumber ?? 0;
await store.rosters.revokePass('street', numberOf('revoked'), clock);

const stranger = await generateSigningKeyPair(false);
const someone = { passNumber: numberOf('known'), kind: 'resident', ...times } as const;
const otherCompound = await residentOf(others, 0);
const passes = {
  expired: await passOf(numberOf('expired'), { validUntil: clock - DAY_MS / 2 }),
  forged: await signPass(someone, stranger.privateKey, Number(keys.pass.keyId)),
  foreign: await signPass(someone, stranger.privateKey, 77),
};

const linkFor = async (role: 'gate' | 'desk', placeId: string): Promise<string> => {
  const offer = { role, placeId, minutes: 10, mode: 'ask', uses: 1 } as const;
  const made = await invite(offer, url, server, clock);
  if (!made) throw new Error(`no place ${placeId}`);
  return made.link;
};
const facts: StreetFacts = {
  url,
  gateName: '北门',
  compoundName: '梧桐里小区',
  gateCard: cardText(gateCard.secret),
  otherGateCard: cardText(otherGateCard.secret),
  phoneInvitation: await linkFor('gate', 'wutongli'),
  secondPhoneInvitation: await linkFor('gate', 'wutongli'),
  deskInvitation: await linkFor('desk', 'street'),
  cast,
  passes,
  otherCompound,
  planted,
};
process.send?.(facts);
