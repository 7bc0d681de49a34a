import type { ComponentChildren } from 'preact';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Subject } from '../../domain/entry.ts';
import { type QuietAct, Who } from '../../ui/who.tsx';
import { say } from '../../words/i18n.ts';
import { describeSubject } from './describe-subject.ts';
import { householdLine } from './household-line.ts';

interface PersonHeadProps {
  readonly session: ShiftSession;
  readonly subject: Subject;
  readonly nameless?: 'no-card' | 'not-on-roster' | null;
  readonly hasHint?: boolean;
  /** Instead of the household: what was measured before. */
  readonly before?: ComponentChildren;
  readonly act?: QuietAct;
}

/** Who stands there, as large as the room number. */
export function PersonHead({ session, subject, nameless, hasHint, before, act }: PersonHeadProps) {
  const who = describeSubject(subject, session.roster);
  const room = who.room ?? (subject.kind === 'visitor' ? say('subject.visitor') : who.detail);
  const why = nameless ?? (subject.kind === 'visitor' || who.name ? null : namelessReason(session));
  const line = before
    ? before
    : why
      ? say(`subject.${why}`)
      : (householdLine(session, who.household) ?? who.detail);
  return (
    <Who
      room={room}
      name={who.name ?? undefined}
      hue={who.colour ?? undefined}
      hasHint={hasHint ?? false}
      act={act}
    >
      {line}
    </Who>
  );
}

const namelessReason = (session: ShiftSession) => (session.named ? 'not-on-roster' : 'no-card');
