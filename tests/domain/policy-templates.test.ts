import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { POLICY_TEMPLATES, templateRules } from '../../src/domain/policy-templates.ts';
import { parsePolicyMade, parsePolicyMake } from '../../src/protocol/policies.ts';

test('every regime can be made as it stands', () => {
  for (const name of POLICY_TEMPLATES) {
    const policy = templateRules(name, DEFAULT_POLICY);
    expect(parsePolicyMake({ basedOn: 1, effectiveFrom: null, policy }), name).toMatchObject({
      ok: true,
      value: { policy },
    });
  }
});

test('how a street measures stays with it when it changes its regime', () => {
  const mine = { ...DEFAULT_POLICY, lowThresholdTenths: 345, visitorCodeDays: 3 };
  for (const name of POLICY_TEMPLATES) {
    expect(templateRules(name, mine), name).toMatchObject({
      lowThresholdTenths: 345,
      visitorCodeDays: 3,
    });
  }
});

test('rules in a zone that nobody knows are no rules', () => {
  const made = (timeZone: string) =>
    parsePolicyMade({ policy: { ...DEFAULT_POLICY, timeZone }, madeAt: null, madeBy: '' }).ok;
  expect([made('Asia/Shanghai'), made('Mars/Base')]).toEqual([true, false]);
});
