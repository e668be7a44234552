import { describe, expect, it } from 'vitest';
import { quantile, readFindings, summary, tableOf } from './report.ts';
import type { Findings, Round } from './rounds.ts';

const round = (seconds: number, more: Partial<Round> = {}): Round => ({
  ...{ scenario: 'kill -9 of the writer', platform: 'meta_ads', told: { said: 'applied', code: null }, seconds },
  ...more,
});
const findings: Findings = {
  rounds: [
    ...[1, 2, 3, 40].map((seconds) => round(seconds)),
    round(1, { scenario: 'answer lost: black_hole', told: { said: 'needs_human', code: 'PLATFORM_VERIFY_FAILED' } }),
    round(1, { scenario: 'answer lost: black_hole', told: null }),
  ],
  violations: [],
};

describe('the report', () => {
  it('has one row for each scenario and platform, with how rounds ended and how long they took', () => {
    const [, , lost, killed, ...more] = tableOf(findings).split('\n');
    expect(killed).toMatch(/kill -9 of the writer +meta_ads +4 +4 +0 +0 +0 +2\.00 +40\.00 +40\.00/);
    expect(lost).toMatch(/answer lost: black_hole +meta_ads +2 +0 +0 +1 +1 /);
    expect(more).toEqual([]);
  });

  it('reads back what scenario files hand in', () => {
    expect(readFindings(`${JSON.stringify(findings)}\n${JSON.stringify(findings)}\n`).rounds).toHaveLength(12);
  });

  it('says OK only when nothing was broken and every scenario went through', () => {
    const broken: Findings = { ...findings, violations: [{ law: 'I2', what: 'double', text: 'twice' }] };
    expect(summary(findings, 0)).toMatch(/kill -9 rounds 4, lost answers 2, double 0.*\nOK$/);
    expect(summary(findings, 1)).toMatch(/BROKEN: a scenario failed$/);
    expect(summary(broken, 0)).toMatch(/double 1.*\nI2 twice\nBROKEN: 1 violations$/);
  });

  it('takes quantiles by the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_none, index) => index + 1);
    expect([quantile(hundred, 0.5), quantile(hundred, 0.95), quantile([], 0.5)]).toEqual(['50.00', '95.00', '-']);
  });
});
