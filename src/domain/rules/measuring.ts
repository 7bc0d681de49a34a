import type { Situation } from '../judge.ts';
import type { Policy } from '../policy.ts';
import { type Finding, finding } from './finding.ts';

/** The lines of this reading: of the instrument that took it, else of the measuring site. */
export function thresholdsOf(
  { reading, shown }: Pick<Situation, 'reading' | 'shown'>,
  policy: Policy,
): {
  readonly feverTenths: number;
  readonly lowTenths: number;
  readonly instrumentId: number | null;
} {
  const told = shown.find((one) => one.kind === 'instrument');
  const instrument = policy.instruments.find(({ id }) => id === told?.instrumentId);
  // What was told for an earlier reading is still among what was shown: another site is another instrument.
  if (instrument && (!reading || instrument.site === reading.site)) {
    return {
      feverTenths: instrument.feverThresholdTenths,
      lowTenths: instrument.lowThresholdTenths,
      instrumentId: instrument.id,
    };
  }
  const site = reading?.site ?? policy.firstSite;
  return {
    feverTenths: policy.feverThresholdTenths[site],
    lowTenths: policy.lowThresholdTenths,
    instrumentId: null,
  };
}

export function measuringFindings(situation: Situation, policy: Policy): Finding[] {
  const { reading, feverBefore } = situation;
  if (!reading) return [];
  const { temperatureTenths } = reading;
  const { feverTenths, lowTenths, instrumentId } = thresholdsOf(situation, policy);
  // Without the names of instruments nobody can tell; the screens ask for the other site then.
  const isSame =
    feverBefore !== null && instrumentId !== null && instrumentId === feverBefore.instrumentId;
  const findings: Finding[] = [];
  if (temperatureTenths >= feverTenths) {
    const data = { temperatureTenths, thresholdTenths: feverTenths };
    findings.push(
      feverBefore && !isSame
        ? finding('stop', { code: 'fever-again', ...data })
        : finding('check', { code: 'fever-first', ...data }),
    );
  } else if (temperatureTenths < lowTenths) {
    const data = { temperatureTenths, thresholdTenths: lowTenths };
    findings.push(finding('check', { code: 'reading-low', ...data }));
  }
  if (isSame) findings.push(finding('check', { code: 'same-instrument' }));
  return findings;
}
