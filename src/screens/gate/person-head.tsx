import type { ComponentChildren } from 'preact';
import { marksOf } from '../../actions/marks-of.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Shown, Subject } from '../../domain/entry.ts';
import { marked } from '../../domain/rules/marked.ts';
import { type QuietAct, Who } from '../../ui/who.tsx';
import { say } from '../../words/i18n.ts';
import { describeSubject } from './describe-subject.ts';
import { householdLine } from './household-line.ts';

interface PersonHeadProps {
  readonly session: ShiftSession;
  readonly subject: Subject;
  /** A plate among it may be one that the desk has marked. */
  readonly shown?: readonly Shown[];
  readonly nameless?: 'no-card' | 'not-on-roster' | null;
  readonly hasHint?: boolean;
  /** Instead of the household: what was measured before. */
  readonly before?: ComponentChildren;
  readonly act?: QuietAct;
}

/** Who stands there, as large as the room number, with what the desk says about them. */
export function PersonHead(props: PersonHeadProps) {
  const { session, subject, shown = [], nameless, hasHint, before, act } = props;
  const { colourMeanings } = session.policy;
  const who = describeSubject(subject, session.roster);
  const room = who.room ?? (subject.kind === 'visitor' ? say('subject.visitor') : who.detail);
  const why = nameless ?? (subject.kind === 'visitor' || who.name ? null : namelessReason(session));
  const line = before
    ? before
    : why
      ? say(`subject.${why}`)
      : (householdLine(session, who.household) ?? who.detail);
  const marks = marksOf(session, subject, shown);
  const colour = marked(marks).colour ?? who.colour;
  const meaning = colour && colourMeanings[colour];
  const notes = marks.map(({ note }) => note).filter(Boolean);
  return (
    <Who
      room={room}
      name={who.name ?? undefined}
      hue={colour ?? undefined}
      hueShape={meaning?.shape}
      hasHint={hasHint ?? false}
      act={act}
    >
      {line}
      {colour && colour !== 'green' && meaning?.meaning && (
        <>
          <br />
          {say('hue.meaning', { colour: say(`hue.${colour}`), meaning: meaning.meaning })}
        </>
      )}
      {notes.map((note, index) => (
        <b key={index}>
          <br />
          {note}
        </b>
      ))}
    </Who>
  );
}

const namelessReason = (session: ShiftSession) => (session.named ? 'not-on-roster' : 'no-card');
