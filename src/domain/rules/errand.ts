import { halfWidth } from '../half-width.ts';
import type { JudgedSubject, Situation } from '../judge.ts';
import type { Policy } from '../policy.ts';
import { type Finding, finding } from './finding.ts';

const plain = (plate: string): string =>
  halfWidth(plate)
    .replace(/[\s·•.‧・-]/g, '')
    .toUpperCase();

/** What somebody comes or goes for, in what, to whom and with what. */
export function errandFindings(
  subject: JudgedSubject,
  situation: Situation,
  policy: Policy,
): Finding[] {
  return [
    ...purposeFindings(situation, policy),
    ...vehicleFindings(situation, policy),
    ...(subject.onRoster === 'none' ? visitorFindings(situation, policy) : []),
    ...goodsFindings(situation, policy),
  ];
}

function purposeFindings({ direction, shown }: Situation, { purposes }: Policy): Finding[] {
  const { isAsked, allowed } = purposes[direction];
  const purpose = shown.find((one) => one.kind === 'purpose')?.purpose;
  if (purpose === undefined) {
    return isAsked || allowed !== null
      ? [finding('check', { code: 'purpose-missing' }, 'purpose')]
      : [];
  }
  return allowed === null || allowed.includes(purpose)
    ? []
    : [finding('stop', { code: 'purpose-not-allowed', purpose }, 'purpose')];
}

function vehicleFindings({ shown, measuredTogether }: Situation, { vehicles }: Policy): Finding[] {
  const vehicle = shown.find((one) => one.kind === 'vehicle');
  if (!vehicle) {
    return vehicles.isAsked ? [finding('check', { code: 'vehicle-missing' }, 'vehicle')] : [];
  }
  const findings: Finding[] = [];
  const { plate, people } = vehicle;
  const { localPrefixes, notLocal, everyoneMeasured } = vehicles;
  const isLocal =
    localPrefixes.length === 0 ||
    localPrefixes.some((prefix) => plain(plate).startsWith(plain(prefix)));
  if (!isLocal && notLocal !== 'pass') {
    findings.push(finding(notLocal, { code: 'not-local', plate }, 'vehicle'));
  }
  if (everyoneMeasured && measuredTogether < people) {
    const measured = measuredTogether;
    findings.push(finding('check', { code: 'vehicle-not-measured', people, measured }));
  }
  return findings;
}

function visitorFindings({ direction, shown }: Situation, policy: Policy): Finding[] {
  if (direction === 'out') return [];
  if (policy.visitors === 'stop') return [finding('stop', { code: 'visitors-closed' }, 'visitors')];
  const findings: Finding[] = [];
  if (policy.visitors === 'check') {
    findings.push(finding('check', { code: 'visitors-closed' }, 'visitors'));
  }
  const host = shown.find((one) => one.kind === 'host');
  if (policy.hostConfirmation && !host?.isConfirmed) {
    // Not asked yet is one thing, a household that knows nothing of them another.
    findings.push(finding(host ? 'stop' : 'check', { code: 'host-unconfirmed' }, 'visitors'));
  }
  return findings;
}

function goodsFindings({ direction, shown }: Situation, { goodsSlip }: Policy): Finding[] {
  const goods = shown.find((one) => one.kind === 'goods');
  return goodsSlip && direction === 'out' && goods && !goods.hasSlip
    ? [finding('check', { code: 'slip-missing' })]
    : [];
}
