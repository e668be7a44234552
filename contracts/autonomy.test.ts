import { describe, expect, it } from 'vitest';
import { type AutonomyCase, autonomyRule, unmetByCase, unmetByRecord } from './autonomy.ts';

/** Exactly so many of a thousand. */
const record = (acceptance: number, impact: number, more = {}) => ({
  ...{ decided: 1000, accepted: acceptance * 10, auto_approved: 0, measured: 1000, improved: impact * 10 },
  ...more,
});
const good: AutonomyCase = {
  ...{ confidence: 0.86, risk_level: 'low', degraded: false, critiqued: true, satisfactory: true },
  ...{ dissented: false, validation_passed: true },
};
const named = (unmet: readonly { condition: string }[]) => unmet.map((each) => each.condition);

describe('the record that earns autonomy', () => {
  it('is more than 85 % accepted and more than 90 % better', () => {
    expect(unmetByRecord(record(86, 91))).toEqual([]);
  });

  it.each([
    ['acceptance exactly at its limit', record(85, 91), ['acceptance']],
    ['impact exactly at its limit', record(86, 90), ['positive_impact']],
    ['too few decisions', record(86, 91, { decided: 19, accepted: 19 }), ['decided']],
    ['too few outcomes', record(86, 91, { measured: 9, improved: 9 }), ['outcomes']],
    [
      'one of one, which is no 100 %',
      record(0, 0, { decided: 1, accepted: 1, measured: 1, improved: 1 }),
      ['decided', 'outcomes'],
    ],
    ['nothing', record(0, 0, { decided: 0, measured: 0 }), ['decided', 'outcomes', 'acceptance', 'positive_impact']],
  ])('is not %s', (_, found, conditions) => {
    expect(named(unmetByRecord(found))).toEqual(conditions);
  });

  it('is enough with exactly the smallest sample', () => {
    const { decided_at_least, outcomes_at_least } = autonomyRule;
    const least = {
      decided: decided_at_least,
      accepted: 18,
      measured: outcomes_at_least,
      improved: 10,
      auto_approved: 0,
    };
    expect(unmetByRecord(least)).toEqual([]);
  });

  it('does not grow by what was approved without asking', () => {
    expect(named(unmetByRecord({ ...record(86, 91), decided: 19, accepted: 19, auto_approved: 500 }))).toEqual([
      'decided',
    ]);
  });
});

describe('a recommendation that may be approved without asking', () => {
  it('is sure, of low risk, whole, criticised, without dissent and validated', () => {
    expect(unmetByCase(good)).toEqual([]);
  });

  it.each<[string, Partial<AutonomyCase>, string[]]>([
    ['exactly as sure as the limit', { confidence: 0.85 }, ['confidence']],
    ['of medium risk', { risk_level: 'medium' }, ['risk_level']],
    ['of a risk that nobody knows', { risk_level: null }, ['risk_level']],
    ['degraded', { degraded: true }, ['degraded']],
    ['uncritiqued', { critiqued: false }, ['uncritiqued']],
    ['criticised and found wanting', { satisfactory: false }, ['uncritiqued']],
    ['dissented', { dissented: true }, ['dissent']],
    ['not validated', { validation_passed: null }, ['validation']],
    ['found invalid', { validation_passed: false }, ['validation']],
  ])('is not one that is %s', (_, part, conditions) => {
    expect(named(unmetByCase({ ...good, ...part }))).toEqual(conditions);
  });
});
