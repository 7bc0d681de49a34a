import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../src/domain/judge.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { REASON_CODES } from '../../src/domain/reason.ts';
import { parsePolicyMade } from '../../src/protocol/policies.ts';
import { anyCase, anyPolicy } from './rules/any-rules.ts';
import { STRICTER, stricterWays } from './rules/stricter.ts';

const SEVERITY = { pass: 0, check: 1, stop: 2 };
const isMakeable = (policy: Policy): boolean =>
  parsePolicyMade(JSON.parse(JSON.stringify({ policy, madeAt: null, madeBy: '' }))).ok;

test('the rules that the properties are tried with are such as a desk can make', () => {
  fc.assert(fc.property(anyPolicy, isMakeable));
});

test('the judge always answers, twice the same, with words for every reason', () => {
  fc.assert(
    fc.property(anyCase, ({ subject, situation, policy }) => {
      const said = judge(subject, situation, policy);
      for (const { code } of said.reasons) expect(REASON_CODES).toContain(code);
      if (said.verdict !== 'pass') expect(said.reasons.length).toBeGreaterThan(0);
      expect(judge(subject, situation, policy)).toEqual(said);
    }),
    { numRuns: 600 },
  );
});

test('the judge changes nothing of what it is given', () => {
  const frozen = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) frozen(part);
      Object.freeze(value);
    }
    return value;
  };
  fc.assert(
    fc.property(anyCase, ({ subject, situation, policy }) => {
      judge(frozen(subject), frozen(situation), frozen(policy));
    }),
  );
});

test('a stricter policy never lets through more', () => {
  fc.assert(
    fc.property(anyCase, stricterWays, ({ subject, situation, policy }, ways) => {
      const strict = ways.reduce((now, { way, pick }) => STRICTER[way]?.(now, pick) ?? now, policy);
      expect(isMakeable(strict)).toBe(true);
      const before = judge(subject, situation, policy);
      const after = judge(subject, situation, strict);
      expect(SEVERITY[after.verdict]).toBeGreaterThanOrEqual(SEVERITY[before.verdict]);
    }),
    { numRuns: 3_000 },
  );
});

test('the order in which passings and marks were heard of does not matter', () => {
  const shuffled = fc
    .tuple(anyCase, fc.array(fc.nat(), { minLength: 24, maxLength: 24 }))
    .map(([given, keys]) => ({
      ...given,
      history: given.situation.history
        .map((passing, place) => ({ passing, key: keys[place] ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ passing }) => passing),
    }));
  fc.assert(
    fc.property(shuffled, ({ subject, situation, policy, history }) => {
      expect(judge(subject, { ...situation, history }, policy)).toEqual(
        judge(subject, situation, policy),
      );
    }),
    { numRuns: 600 },
  );
});

test('rules judge alike after they travelled to the desk as JSON and to a phone as a signed document', () => {
  const plain = (value: unknown): unknown =>
    value instanceof Map
      ? Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]))
      : Array.isArray(value)
        ? value.map(plain)
        : value;
  fc.assert(
    fc.property(anyCase, ({ subject, situation, policy }) => {
      const said = judge(subject, situation, policy);
      const json = parsePolicyMade(
        JSON.parse(JSON.stringify({ policy, madeAt: null, madeBy: '' })),
      );
      expect(json.ok && judge(subject, situation, json.value.policy as Policy)).toEqual(said);
      const cbor = plain(decode(encode(policy), { useMaps: true })) as Policy;
      expect(judge(subject, situation, cbor)).toEqual(said);
    }),
  );
});

test('nobody is judged more mildly for what their household did', () => {
  fc.assert(
    fc.property(anyCase, ({ subject, situation, policy }) => {
      const alone = { ...situation, history: [], lastPassing: null };
      expect(SEVERITY[judge(subject, alone, policy).verdict]).toBeLessThanOrEqual(
        SEVERITY[judge(subject, situation, policy).verdict],
      );
    }),
  );
});
