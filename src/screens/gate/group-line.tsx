import { groupOf } from '../../actions/begin-group.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { say } from '../../words/i18n.ts';
import { describeSubject } from './describe-subject.ts';
import css from './group-line.module.css';
import type { GroupProgress } from './group-progress.ts';
import { degrees } from './reason-words.ts';
import { SubjectName } from './subject-name.tsx';

/** How far they have come, and what came of the one before. */
export function GroupLine({
  session,
  progress,
}: {
  session: ShiftSession;
  progress: GroupProgress;
}) {
  const done = groupOf(session, progress.group);
  const last = done.at(-1);
  return (
    <p class={css.line}>
      <b>
        {say('group.progress', {
          nth: done.length + 1,
          people: Math.max(progress.people, done.length + 1),
        })}
      </b>
      {last && (
        <span class={css.last} role="status">
          <VerdictMark verdict={last.facts.verdict} shows="figure" />
          <SubjectName who={describeSubject(last.facts.subject, session.roster)} />
          {last.facts.reading && degrees(last.facts.reading.temperatureTenths)}
        </span>
      )}
    </p>
  );
}
