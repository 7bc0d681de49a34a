import type { PoliciesAnswer, PolicyMade } from '../../../protocol/policies.ts';
import { formatDateTime, formatDateWithYear, formatTime, say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import css from './policy-views.module.css';
import { rulesOf } from './rule-draft.ts';
import { RuleReading } from './rule-reading.tsx';

interface PolicyViewsProps {
  answer: PoliciesAnswer;
  now: number;
  zone: string;
  nameOf: (placeId: string) => string;
  /** Null: this device makes no rules. */
  onStartFrom: ((made: PolicyMade) => void) | null;
}

/** In force, waiting, earlier: each whole, and what changes against the one before it. */
export function PolicyViews({ answer, now, zone, nameOf, onStartFrom }: PolicyViewsProps) {
  const { policies, inForce } = answer;
  const current = policies.find(({ policy }) => policy.version === inForce);
  if (!current) return null;
  const waiting = policies.filter(({ policy }) => policy.effectiveFrom > now);
  const earlier = policies.filter((made) => made !== current && !waiting.includes(made));
  const from = (made: PolicyMade) =>
    onStartFrom && (
      <p class={css.act}>
        <DeskButton isStill onClick={() => onStartFrom(made)}>
          {say('rules.start-from', { version: made.policy.version })}
        </DeskButton>
      </p>
    );
  return (
    <>
      {waiting.map((made) => (
        <section key={made.policy.version} class={css.waiting}>
          <h2 tabIndex={-1}>
            {say('rules.waiting', {
              name: policyName(made),
              time: formatDateTime(made.policy.effectiveFrom, zone),
            })}
          </h2>
          <p class={css.about}>{madeWords(made, zone)}</p>
          <details>
            <summary>{say('rules.waiting-changes')}</summary>
            <RuleReading rules={rulesOf(made)} against={rulesOf(current)} nameOf={nameOf} />
          </details>
        </section>
      ))}
      <section class={css.current}>
        <h2 tabIndex={-1}>{policyName(current)}</h2>
        <p class={css.about}>
          {current.madeAt === null
            ? say('rules.usual-about')
            : `${say('rules.since', {
                time: `${formatDateWithYear(current.policy.effectiveFrom, zone)} ${formatTime(current.policy.effectiveFrom, zone)}`,
              })}${say('list.comma')}${madeWords(current, zone)}`}
        </p>
        <RuleReading rules={rulesOf(current)} nameOf={nameOf} />
        {from(current)}
      </section>
      {earlier.length > 0 && (
        <section class={css.earlier}>
          <h2 tabIndex={-1}>{say('rules.earlier')}</h2>
          {earlier.map((made) => (
            <details key={made.policy.version}>
              <summary>
                <b>{policyName(made)}</b>
                <span class={css.about}>
                  {made.madeAt === null
                    ? say('rules.usual-about')
                    : say('rules.held', {
                        time: formatDateTime(made.policy.effectiveFrom, zone),
                        who: made.madeBy,
                      })}
                </span>
              </summary>
              <RuleReading rules={rulesOf(made)} nameOf={nameOf} />
              {from(made)}
            </details>
          ))}
        </section>
      )}
    </>
  );
}

const policyName = ({ policy: { version, title } }: PolicyMade): string =>
  title === '' ? say('rules.version', { version }) : say('rules.version-named', { version, title });

const madeWords = ({ madeAt, madeBy }: PolicyMade, zone: string): string =>
  madeAt === null ? '' : say('rules.made-by', { who: madeBy, time: formatDateTime(madeAt, zone) });
