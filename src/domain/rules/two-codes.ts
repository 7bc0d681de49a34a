import type { JudgedSubject, Situation } from '../judge.ts';
import type { Policy } from '../policy.ts';
import { isOneOfTwoCodes } from '../shown.ts';
import { dayPlus, type StreetCalendar } from '../street-calendar.ts';
import { type Finding, finding } from './finding.ts';

/** Health code and travel card: seen, of today, and of a good colour. */
export function codeFindings(
  subject: JudgedSubject,
  { shown }: Situation,
  policy: Policy,
  { today }: StreetCalendar,
): Finding[] {
  const findings: Finding[] = [];
  for (const one of shown) {
    if (one.kind === 'health-code' && one.colour !== 'green') {
      const verdict = one.colour === 'red' ? 'stop' : 'check';
      findings.push(finding(verdict, { code: 'health-code', colour: one.colour }));
    }
    if (one.kind === 'travel-card' && one.isStarred) {
      findings.push(finding('check', { code: 'travel-card-starred' }));
    }
  }
  const isAsked =
    policy.codesRequired === 'everybody' ||
    (policy.codesRequired === 'visitors' && subject.onRoster === 'none');
  if (!isAsked) return findings;
  const codes = shown.filter(isOneOfTwoCodes);
  if (new Set(codes.map(({ kind }) => kind)).size < 2) {
    findings.push(finding('check', { code: 'codes-missing' }, 'codes'));
  }
  const oldestAllowed = dayPlus(today, -policy.codesMaxAgeDays);
  const oldest = codes.map(({ shownOn }) => shownOn).sort()[0];
  if (oldest !== undefined && oldest < oldestAllowed) {
    findings.push(finding('check', { code: 'codes-old', shownOn: oldest }, 'codes'));
  }
  return findings;
}
