import { POLICY_TEMPLATES, templateRules } from '../../../domain/policy-templates.ts';
import type { PolicyMade } from '../../../protocol/policies.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { policyOf, rulesOf } from './rule-draft.ts';
import type { Rules } from './rule-sentences.ts';
import css from './rule-start.module.css';

interface RuleStartProps {
  inForce: PolicyMade;
  onStart: (from: Rules) => void;
}

/** What new rules begin from: those in force, or one of the usual regimes. */
export function RuleStart({ inForce, onStart }: RuleStartProps) {
  return (
    <section class={css.start}>
      <h2 tabIndex={-1}>{say('rules.start')}</h2>
      <p class={css.about}>{say('rules.start-about')}</p>
      <ul class={css.list}>
        <li>
          <DeskButton isMain onClick={() => onStart(rulesOf(inForce))}>
            {say('rules.start-current')}
          </DeskButton>
          <span>{say('rules.start-current-about')}</span>
        </li>
        {POLICY_TEMPLATES.map((name) => (
          <li key={name}>
            <DeskButton
              isStill
              onClick={() =>
                onStart({
                  ...templateRules(name, policyOf(inForce)),
                  title: say(`rules.template-${name}`),
                })
              }
            >
              {say(`rules.template-${name}`)}
            </DeskButton>
            <span>{say(`rules.about-${name}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
