import type { FunctionComponent } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import type { PoliciesAnswer, PolicyMade } from '../../../protocol/policies.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { TextBox } from '../parts/text-box.tsx';
import { ColoursForm } from './forms/colours-form.tsx';
import { DocumentsForm } from './forms/documents-form.tsx';
import css from './forms/form.module.css';
import type { RuleFormProps } from './forms/form-props.ts';
import { HoursForm } from './forms/hours-form.tsx';
import { MeasuringForm } from './forms/measuring-form.tsx';
import { OtherForm, VehiclesForm, VisitorsForm } from './forms/other-forms.tsx';
import { CodesForm, PurposesForm } from './forms/purposes-form.tsx';
import { QuotaForm } from './forms/quota-form.tsx';
import { MakeRules } from './make-rules.tsx';
import { rulesOf, tidy } from './rule-draft.ts';
import editor from './rule-editor.module.css';
import { RulePreview } from './rule-preview.tsx';
import { ruleProblems } from './rule-problems.ts';
import { RuleReading } from './rule-reading.tsx';
import type { Rules, RuleTopic } from './rule-sentences.ts';

const FORMS: Readonly<Record<RuleTopic, FunctionComponent<RuleFormProps>>> = {
  measuring: MeasuringForm,
  quota: QuotaForm,
  hours: HoursForm,
  purposes: PurposesForm,
  colours: ColoursForm,
  codes: CodesForm,
  documents: DocumentsForm,
  visitors: VisitorsForm,
  vehicles: VehiclesForm,
  other: OtherForm,
};

interface RuleEditorProps {
  client: DeskClient;
  from: Rules;
  answer: PoliciesAnswer;
  places: readonly Place[];
  nameOf: (placeId: string) => string;
  zone: string;
  /** Somebody made others meanwhile. */
  onReadAgain: () => void;
  onMade: (made: PolicyMade) => void;
}

/** New rules: sentences that change as the forms under them do, a trial on a day that was, and the act. */
export function RuleEditor(props: RuleEditorProps) {
  const { client, from, answer, places, nameOf, zone, onReadAgain, onMade } = props;
  const [rules, setRules] = useState(from);
  const [opened, setOpened] = useState<RuleTopic | null>(null);
  const newest = answer.policies[0];
  const inForce = answer.policies.find(({ policy }) => policy.version === answer.inForce);
  const earlier = answer.policies.map(rulesOf);
  const problems = ruleProblems(rules);
  if (!newest || !inForce) return null;
  const change = (part: Partial<Rules>) => setRules((was) => ({ ...was, ...part }));
  const below = (topic: RuleTopic) => {
    const Form = FORMS[topic];
    const isOpen = opened === topic;
    return (
      <>
        {problems
          .filter((problem) => problem.topic === topic)
          .map(({ what }) => (
            <p key={what} class={editor.problem} role="alert">
              {say(`rules.problem-${what}`)}
            </p>
          ))}
        <p class={editor.open}>
          <DeskButton
            isStill
            icon={isOpen ? 'check' : 'edit'}
            isExpanded={isOpen}
            onClick={() => setOpened(isOpen ? null : topic)}
          >
            {say(isOpen ? 'rules.close-topic' : 'rules.change-topic')}
            <span class="vh">{say(`rules.topic-${topic}`)}</span>
          </DeskButton>
        </p>
        {isOpen && (
          <section class={css.form} aria-label={say(`rules.topic-${topic}`)}>
            <Form rules={rules} onChange={change} places={places} earlier={earlier} />
          </section>
        )}
      </>
    );
  };
  return (
    <>
      <section class={editor.part}>
        <h2 tabIndex={-1}>{say('rules.editing')}</h2>
        <p class={editor.about}>
          {say('rules.editing-about', { version: inForce.policy.version })}
        </p>
        <div class={editor.title}>
          <TextBox
            label={say('rules.name-them')}
            hint={say('rules.name-them-hint')}
            value={rules.title}
            maxLength={40}
            onChange={(title) => change({ title })}
          />
        </div>
        <RuleReading rules={tidy(rules)} against={rulesOf(inForce)} nameOf={nameOf} below={below} />
      </section>
      <RulePreview client={client} rules={rules} hasProblems={problems.length > 0} zone={zone} />
      <MakeRules
        client={client}
        rules={rules}
        newest={newest}
        problems={problems}
        zone={zone}
        onReadAgain={onReadAgain}
        onMade={onMade}
      />
    </>
  );
}
