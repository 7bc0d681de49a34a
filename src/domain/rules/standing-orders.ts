import type { JudgedSubject, Situation } from '../judge.ts';
import type { Policy } from '../policy.ts';
import type { StreetCalendar } from '../street-calendar.ts';
import { type Finding, finding } from './finding.ts';
import type { Marked } from './marked.ts';

/** Colour, isolation, deny list, suspended pass: what stands about somebody, whatever they do today. */
export function standingFindings(
  subject: JudgedSubject,
  { direction }: Situation,
  policy: Policy,
  { colour: own, isolatedUntil, voidUntil, isDenied }: Marked,
  { today }: StreetCalendar,
): Finding[] {
  const findings: Finding[] = [];
  if (isDenied) findings.push(finding('stop', { code: 'denied' }));
  if (isolatedUntil !== null && isolatedUntil >= today) {
    const verdict = direction === 'out' ? 'stop' : 'check';
    findings.push(finding(verdict, { code: 'isolated', until: isolatedUntil }));
  }
  if (voidUntil !== null && voidUntil >= today && direction === 'out') {
    findings.push(finding('stop', { code: 'pass-void', until: voidUntil }, 'quota'));
  }
  const colour = own ?? subject.colour;
  if (colour !== null) {
    const verdict = policy.colours[colour]?.[direction] ?? 'pass';
    if (verdict !== 'pass') {
      findings.push(finding(verdict, { code: 'colour', colour, direction }, 'colour'));
    }
  }
  return findings;
}
