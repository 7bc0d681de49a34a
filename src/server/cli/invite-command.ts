import { ROLES } from '../../domain/role.ts';
import { MAX_INVITED_PHONES } from '../../protocol/invitations.ts';
import { INVITATION_MINUTES, invite } from '../street/invite.ts';
import { publicUrlAdvice, publicUrlRefusal } from '../street/public-url.ts';
import { terminalQr } from '../terminal-qr.ts';
import {
  CannotDo,
  type Command,
  type Given,
  oneOf,
  optionalText,
  requiredText,
  WrongUse,
  wholeNumber,
} from './command.ts';
import { printable, type Shell } from './shell.ts';

const LONGEST_HOURS = 24;
const DAY_MINUTES = LONGEST_HOURS * 60;

export const inviteCommand: Command = {
  help: `kadian invite --role ROLE --place ID [--minutes N]
kadian invite --shift --place ID --phones N --hours N

Prints an invitation: a QR code and a link. \`kadian places\` lists the places.

  --role ROLE     ${ROLES.join(', ')}
  --place ID      where: it sees this place and all below it
  --minutes N     for one phone, for so long (1 to ${DAY_MINUTES}; usually ${INVITATION_MINUTES})

  --shift         for the gate phones of a shift: each waits until a desk has approved it
  --phones N      how many (1 to ${MAX_INVITED_PHONES})
  --hours N       until the shift's end (1 to ${LONGEST_HOURS})

Refused while phones could not use PUBLIC_URL; it says why and what to do.

  kadian invite --role desk --place street
  kadian invite --shift --place c1 --phones 12 --hours 8`,
  options: {
    role: { type: 'string' },
    place: { type: 'string' },
    minutes: { type: 'string' },
    shift: { type: 'boolean' },
    phones: { type: 'string' },
    hours: { type: 'string' },
  },
  async run(given, shell) {
    const offer = given.values.shift === true ? shiftOffer(given) : singleOffer(given);
    const { publicUrl } = shell.settings;
    await shell.withPremises(async (premises) => {
      const refusal = await publicUrlRefusal(publicUrl, premises.keys.rootHash);
      if (refusal) throw new CannotDo(publicUrlAdvice(refusal, publicUrl));
      const place = await premises.store.places.find(offer.placeId);
      if (!place) {
        throw new CannotDo(`There is no place ${offer.placeId}; \`kadian places\` lists them.`);
      }
      if (place.closedAt !== null) throw new CannotDo(`${printable(place.name)} is closed.`);
      const made = await invite(offer, publicUrl, premises, Date.now());
      if (!made) throw new CannotDo(`There is no place ${offer.placeId}.`);
      const about = aboutOf(offer, printable(made.placeName), made.expiresAt, shell);
      const picture = terminalQr(made.link, process.stdout.isTTY);
      shell.print(`${about}\n\n${picture}\n\n${made.link}`, made);
    });
  },
};

function singleOffer(given: Given) {
  for (const option of ['phones', 'hours']) {
    if (optionalText(given, option) !== null) throw new WrongUse(`--${option} goes with --shift.`);
  }
  const role = oneOf(given, 'role', ROLES);
  const placeId = requiredText(given, 'place', 'the id of a place');
  const minutes = wholeNumber(given, 'minutes', [1, DAY_MINUTES], INVITATION_MINUTES);
  return { kind: 'single', role, placeId, minutes, mode: 'ask', uses: 1 } as const;
}

function shiftOffer(given: Given) {
  const { role = 'gate' } = given.values;
  if (role !== 'gate') throw new WrongUse('A shift’s invitation is for the role gate only.');
  if (optionalText(given, 'minutes') !== null) throw new WrongUse('--shift takes --hours.');
  const placeId = requiredText(given, 'place', 'the id of a place');
  const uses = wholeNumber(given, 'phones', [1, MAX_INVITED_PHONES]);
  const minutes = wholeNumber(given, 'hours', [1, LONGEST_HOURS]) * 60;
  return { kind: 'shift', role, placeId, minutes, mode: 'ask', uses } as const;
}

type Offer = ReturnType<typeof singleOffer> | ReturnType<typeof shiftOffer>;

const aboutOf = (offer: Offer, placeName: string, expiresAt: number, shell: Shell): string =>
  offer.kind === 'single'
    ? `Join as ${offer.role} at ${placeName}, within ${offer.minutes} minutes:`
    : `Up to ${offer.uses} phones join at ${placeName} until ${shell.moment(expiresAt)}; the desk approves each:`;
