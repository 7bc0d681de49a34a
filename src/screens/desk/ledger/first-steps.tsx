import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../words/i18n.ts';
import type { Section } from '../app/use-section.ts';
import buttons from '../parts/controls.module.css';
import { EmptyNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import css from './first-steps.module.css';

interface FirstStepsProps {
  client: DeskClient;
  places: readonly Place[];
  /** Changes as the server tells of them. */
  changes: number;
}

interface Step {
  readonly name: 'places' | 'roster' | 'passes' | 'phones';
  readonly section: Section;
  /** Null: nobody can know. */
  readonly isDone: boolean | null;
}

/** In place of the first day's entries: what a street needs before there can be any, and how far it is. */
export function FirstSteps({ client, places, changes }: FirstStepsProps) {
  const { value: imports } = useAnswer('imports', client.readImports, changes);
  const { value: devices } = useAnswer('devices', client.readDevices, changes);
  if (!imports || !devices) return null;
  const hasGates = places.some(({ kind, closedAt }) => kind === 'gate' && closedAt === null);
  const hasRoster = imports.rosters.some(({ residents }) => residents > 0);
  const hasPhones = devices.devices.some(
    ({ role, checkCode, revokedAt }) => role === 'gate' && checkCode === null && revokedAt === null,
  );
  const steps: readonly Step[] = [
    { name: 'places', section: 'places', isDone: hasGates },
    { name: 'roster', section: 'roster', isDone: hasRoster },
    { name: 'passes', section: 'passes', isDone: null },
    { name: 'phones', section: 'phones', isDone: hasPhones },
  ];
  if (steps.every(({ isDone }) => isDone !== false)) {
    return <EmptyNote>{say('ledger.empty-day')}</EmptyNote>;
  }
  const next = steps.find(({ isDone }) => isDone === false);
  return (
    <section class={css.steps} aria-labelledby="first-steps">
      <h2 id="first-steps">{say('first-steps.title')}</h2>
      <ol>
        {steps.map((step, index) => (
          <li key={step.name} aria-current={step === next ? 'step' : undefined}>
            <span class={css.mark}>
              {step.isDone ? <Icon name="check" size="small" /> : index + 1}
            </span>
            <div class={css.words}>
              <h3>
                {say(`first-steps.${step.name}`)}
                {step.isDone && <span class={css.done}>{say('first-steps.done')}</span>}
              </h3>
              <p>{say(`first-steps.${step.name}-how`)}</p>
            </div>
            <a
              class={`${buttons.button} ${step === next ? buttons.main : buttons.still}`}
              href={`#${step.section}`}
            >
              {say('desk.go-to', { section: say(`desk.section-${step.section}`) })}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
