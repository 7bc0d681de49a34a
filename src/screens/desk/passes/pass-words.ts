import type { IssuedPass } from '../../../protocol/passes.ts';
import { say } from '../../../words/i18n.ts';

/** Whose it is, as a screen reader says it. */
export const passLabel = ({ kind, room, maskedName }: IssuedPass): string =>
  kind === 'household'
    ? say('passes.label-household', { room })
    : `${room} ${maskedName.replaceAll('▇', say('name.hidden'))}`;
