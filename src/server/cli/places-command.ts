import { PLACE_KINDS } from '../../domain/place.ts';
import { PLACE_NAME_LENGTH, type PlaceRefusal } from '../../protocol/places.ts';
import { changePlace } from '../street/change-place.ts';
import { CannotDo, type Command, type Given, oneOf, requiredText, WrongUse } from './command.ts';
import { operatorOf } from './operator.ts';
import { printable, type Shell } from './shell.ts';

const KINDS = PLACE_KINDS.filter((kind) => kind !== 'street');

export const placesCommand: Command = {
  help: `kadian places
kadian places add --under ID --kind KIND --name NAME

Lists the places with their ids, or adds one; a gate gets its first card with it.

  --under ID      the place above it
  --kind KIND     ${KINDS.join(', ')}
  --name NAME     as people call it

  kadian places add --under street --kind community --name 梧桐社区`,
  options: { under: { type: 'string' }, kind: { type: 'string' }, name: { type: 'string' } },
  words: 1,
  async run(given, shell) {
    const [what] = given.positionals;
    if (what === 'add') return add(given, shell);
    if (what !== undefined) throw new WrongUse(`What is "${what}"?`);
    if (Object.keys(given.values).some((option) => ['under', 'kind', 'name'].includes(option))) {
      throw new WrongUse('--under, --kind and --name go with `places add`.');
    }
    await shell.withPremises(async ({ store }) => {
      for (const { id, parentId, kind, name, path, closedAt } of await store.places.all()) {
        const depth = path.split('/').length - 2;
        const closed = closedAt === null ? '' : `, closed ${shell.moment(closedAt)}`;
        const line = `${'  '.repeat(depth)}${id}  ${printable(name)}  (${kind}${closed})`;
        shell.print(line, { id, parentId, kind, name, closedAt });
      }
    });
  },
};

async function add(given: Given, shell: Shell): Promise<void> {
  const parentId = requiredText(given, 'under', 'the id of the place above it');
  const kind = oneOf(given, 'kind', KINDS);
  const name = requiredText(given, 'name', 'its name').trim();
  if (name === '' || name.length > PLACE_NAME_LENGTH) {
    throw new WrongUse(`--name must have 1 to ${PLACE_NAME_LENGTH} characters.`);
  }
  await shell.withPremises(async ({ store, keys }) => {
    const operator = await operatorOf(store);
    const change = { kind: 'add', parentId, placeKind: kind, name } as const;
    const done = await changePlace(change, operator, { store, keys, now: Date.now() });
    if (!done.ok) throw new CannotDo(sentenceOf(done.why, parentId));
    for (const { id, name, kind } of done.places) {
      shell.print(`${id}  ${printable(name)}  (${kind})`, { id, parentId, kind, name });
    }
  });
}

function sentenceOf(why: PlaceRefusal | 'not-found', parentId: string): string {
  switch (why) {
    case 'not-found':
      return `There is no place ${parentId}; \`kadian places\` lists them.`;
    case 'kind-under-parent':
      return 'A place of this kind cannot stand under that one.';
    case 'name-taken':
      return 'There is a place of this name already.';
    case 'place-closed':
    case 'parent-closed':
      return 'The place above it is closed.';
    default:
      return `It was refused: ${why}.`;
  }
}
