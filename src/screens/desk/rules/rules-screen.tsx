import { useMemo, useRef, useState } from 'preact/hooks';
import { may } from '../../../domain/role.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import css from './policy-views.module.css';
import { PolicyViews } from './policy-views.tsx';
import { rulesOf } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import type { Rules } from './rule-sentences.ts';
import { RuleStart } from './rule-start.tsx';

type View = { kind: 'reading' } | { kind: 'starting' } | { kind: 'editing'; from: Rules };

/** The street's rules: what holds, what comes, what held; and, for who may, new ones. */
export function RulesScreen({ client, live, identity, places, zone }: SectionProps) {
  const { value, failure, askAgain } = useAnswer('policies', client.readPolicies);
  const [view, setView] = useState<View>({ kind: 'reading' });
  const [done, setDone] = useState('');
  const nameOf = useMemo(() => {
    const names = new Map(places.map(({ id, name }) => [id, name]));
    return (placeId: string) => names.get(placeId) ?? say('rules.other-place');
  }, [places]);
  const page = useRef<HTMLDivElement>(null);
  const go = (next: View) => {
    setDone('');
    setView(next);
    scrollTo(0, 0);
    requestAnimationFrame(() => page.current?.querySelector<HTMLElement>('h2')?.focus());
  };
  const inForce = value?.policies.find(({ policy }) => policy.version === value.inForce) ?? null;
  const isReading = view.kind === 'reading';
  return (
    <Page
      title={say('rules.title')}
      {...(inForce && {
        about: say('rules.about', { version: inForce.policy.version }),
      })}
      live={live}
      acts={
        value &&
        may(identity.role, 'make-policy') &&
        (isReading ? (
          <DeskButton icon="plus" onClick={() => go({ kind: 'starting' })}>
            {say('rules.make-new')}
          </DeskButton>
        ) : (
          <DeskButton icon="left" isStill onClick={() => go({ kind: 'reading' })}>
            {say('rules.leave')}
          </DeskButton>
        ))
      }
    >
      {failure && <FailureNote why={failure} onAgain={askAgain} />}
      {!value && !failure && <LoadingNote />}
      <p class={css.said} role="status">
        {isReading && done}
      </p>
      <div ref={page}>
        {value && inForce && isReading && (
          <PolicyViews
            answer={value}
            now={client.now()}
            zone={zone}
            nameOf={nameOf}
            onStartFrom={
              may(identity.role, 'make-policy')
                ? (made) => go({ kind: 'editing', from: rulesOf(made) })
                : null
            }
          />
        )}
        {inForce && view.kind === 'starting' && (
          <RuleStart inForce={inForce} onStart={(from) => go({ kind: 'editing', from })} />
        )}
        {value && inForce && view.kind === 'editing' && (
          <RuleEditor
            client={client}
            from={view.from}
            answer={value}
            places={places}
            nameOf={nameOf}
            zone={zone}
            onReadAgain={askAgain}
            onMade={({ policy }) => {
              go({ kind: 'reading' });
              setDone(
                say('rules.made', {
                  version: policy.version,
                  time: formatDateTime(policy.effectiveFrom, zone),
                }),
              );
              askAgain();
            }}
          />
        )}
      </div>
    </Page>
  );
}
