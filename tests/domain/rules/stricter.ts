import fc from 'fast-check';
import { MEASURING_SITES, type Verdict } from '../../../src/domain/entry.ts';
import { CODES_REQUIRED, type Policy } from '../../../src/domain/policy.ts';
import { HOUSEHOLD_COLOURS } from '../../../src/domain/reason.ts';

/** Makes the same rules a little stricter; `pick` (0 to 1) says how much, or which. */
type Stricter = (policy: Policy, pick: number) => Policy;

const VERDICTS: readonly Verdict[] = ['pass', 'check', 'stop'];
const more = (verdict: Verdict): Verdict => VERDICTS[VERDICTS.indexOf(verdict) + 1] ?? 'stop';
const down = (value: number, pick: number, min: number): number =>
  Math.max(min, value - 1 - Math.floor(pick * 10));
const one = <T>(list: readonly T[], pick: number): T | undefined =>
  list[Math.floor(pick * list.length)];
const without = <T>(list: readonly T[], pick: number): T[] =>
  list.filter((item) => item !== one(list, pick));

const withQuota =
  (
    change: (quota: NonNullable<Policy['quota']>, pick: number) => Partial<typeof quota>,
  ): Stricter =>
  (policy, pick) =>
    policy.quota === null
      ? policy
      : { ...policy, quota: { ...policy.quota, ...change(policy.quota, pick) } };

const withVehicles =
  (change: (vehicles: Policy['vehicles'], pick: number) => Partial<Policy['vehicles']>): Stricter =>
  (policy, pick) => ({
    ...policy,
    vehicles: { ...policy.vehicles, ...change(policy.vehicles, pick) },
  });

const withDocuments =
  (
    change: (document: Policy['documents'][number], pick: number) => Partial<typeof document>,
  ): Stricter =>
  (policy, pick) => ({
    ...policy,
    documents: policy.documents.map((document) => ({ ...document, ...change(document, pick) })),
  });

/** Every way in which a street tightens its rules, each by its name. */
export const STRICTER: Readonly<Record<string, Stricter>> = {
  'a lower line for fever': (policy, pick) => {
    const at = one(MEASURING_SITES, pick) ?? 'forehead';
    const feverThresholdTenths = {
      ...policy.feverThresholdTenths,
      [at]: down(policy.feverThresholdTenths[at], pick, 300),
    };
    return { ...policy, feverThresholdTenths };
  },
  'a lower line for an instrument': (policy, pick) => ({
    ...policy,
    instruments: policy.instruments.map((instrument) => ({
      ...instrument,
      feverThresholdTenths: down(instrument.feverThresholdTenths, pick, 300),
    })),
  }),
  'a higher line for cold readings': (policy, pick) => ({
    ...policy,
    lowThresholdTenths: Math.min(450, policy.lowThresholdTenths + 1 + Math.floor(pick * 10)),
  }),
  'masks are worn': (policy) => ({ ...policy, maskRequired: true }),
  'a colour may do less': (policy, pick) => {
    const colour = one(HOUSEHOLD_COLOURS, pick) ?? 'red';
    const now = policy.colours[colour] ?? { out: 'pass', in: 'pass' };
    return {
      ...policy,
      colours: { ...policy.colours, [colour]: { out: more(now.out), in: more(now.in) } },
    };
  },
  'codes of more people': (policy) => ({
    ...policy,
    codesRequired: CODES_REQUIRED[CODES_REQUIRED.indexOf(policy.codesRequired) + 1] ?? 'everybody',
  }),
  'newer codes': (policy, pick) => ({
    ...policy,
    codesMaxAgeDays: down(policy.codesMaxAgeDays, pick, 0),
  }),
  'nobody goes out twice': (policy) => ({ ...policy, antiPassback: true }),
  'a household rule where there was none': (policy, pick) => ({
    ...policy,
    quota: policy.quota ?? {
      persons: 1,
      periodDays: 1 + Math.floor(pick * 30),
      maxOutMinutes: 120,
      countedPurposes: [],
      overstayCostsExit: true,
      returneeVoidDays: 14,
    },
  }),
  'fewer persons': withQuota(({ persons }) => ({ persons: Math.max(0, persons - 1) })),
  'a longer period': withQuota(({ periodDays }, pick) => ({
    periodDays: Math.min(31, periodDays + 1 + Math.floor(pick * 10)),
  })),
  'less time out': withQuota(({ maxOutMinutes }, pick) => ({
    maxOutMinutes: maxOutMinutes === 0 ? 120 : Math.max(1, Math.floor(maxOutMinutes * pick)),
  })),
  'every purpose counts': withQuota(() => ({ countedPurposes: [] })),
  'overstaying costs': withQuota(() => ({ overstayCostsExit: true })),
  'a returnee keeps them in for longer': withQuota(({ returneeVoidDays }, pick) => ({
    returneeVoidDays: Math.min(31, returneeVoidDays + 1 + Math.floor(pick * 10)),
  })),
  'shorter hours': (policy, pick) => ({
    ...policy,
    hours: policy.hours.map((rule) => ({
      ...rule,
      windows: rule.windows
        .map(({ fromMinute, toMinute }) => ({
          fromMinute: fromMinute + Math.floor((pick * (toMinute - fromMinute)) / 2),
          toMinute: toMinute - Math.floor((pick * (toMinute - fromMinute)) / 3),
        }))
        .filter(({ fromMinute, toMinute }) => fromMinute < toMinute),
    })),
  }),
  'hours for all where nobody had any': (policy) => ({
    ...policy,
    hours:
      policy.hours.length > 0
        ? policy.hours
        : [
            {
              directions: ['out', 'in'],
              homes: { compoundIds: [], buildings: [], units: [], parity: 'any' },
              windows: [{ fromMinute: 480, toMinute: 720 }],
            },
          ],
  }),
  'purposes are asked': (policy) => ({
    ...policy,
    purposes: {
      out: { ...policy.purposes.out, isAsked: true },
      in: { ...policy.purposes.in, isAsked: true },
    },
  }),
  'fewer purposes': (policy, pick) => ({
    ...policy,
    purposes: {
      ...policy.purposes,
      out: {
        ...policy.purposes.out,
        allowed: without(policy.purposes.out.allowed ?? ['medical'], pick),
      },
    },
  }),
  'fewer visitors': (policy) => ({ ...policy, visitors: more(policy.visitors) }),
  'hosts are asked': (policy) => ({ ...policy, hostConfirmation: true }),
  'plates are asked': withVehicles(() => ({ isAsked: true })),
  'vehicles from elsewhere may do less': withVehicles(({ notLocal }) => ({
    notLocal: more(notLocal),
  })),
  'fewer plates are local': withVehicles(({ localPrefixes }, pick) => ({
    localPrefixes: localPrefixes.length > 1 ? without(localPrefixes, pick) : localPrefixes,
  })),
  'everyone in a vehicle is measured': withVehicles(() => ({ everyoneMeasured: true })),
  'goods need slips': (policy) => ({ ...policy, goodsSlip: true }),
  'fewer papers': (policy, pick) => ({ ...policy, documents: without(policy.documents, pick) }),
  'papers lift less': withDocuments(({ lifts }, pick) => ({ lifts: without(lifts, pick) })),
  'papers are for one direction': withDocuments(({ directions }, pick) => ({
    directions: directions.length > 1 ? without(directions, pick) : directions,
  })),
  'papers are good less often': withDocuments(({ perDay }) => ({
    perDay: perDay === 0 ? 3 : Math.max(1, perDay - 1),
  })),
};

export const stricterWays = fc.array(
  fc.record({
    way: fc.constantFrom(...Object.keys(STRICTER)),
    pick: fc.double({ min: 0, max: 0.999, noNaN: true }),
  }),
  { minLength: 1, maxLength: 3 },
);
