import { beforeAll, describe, expect, it } from 'vitest';
import { type Scored, score, summarise } from './score.ts';
import { simulateChanges } from './simulated-changes.ts';

/**
 * A small version of `node tests/outcomes/report.ts`, with the same chance each time. Changes of one life share its noise, so
 * the bounds leave room: 85 to 95 % is what the report shows over more than 200 changes.
 */
const lives = [...Array(24).keys()].map((life) => 1000 + life);
let scored: readonly Scored[];
beforeAll(() => {
  scored = [...simulateChanges(lives, 3)].map(score);
});

describe('changes whose true effect is known', () => {
  it('are all measured, without a lean to one side', () => {
    const { n, unmeasured, bias, rmse } = summarise(scored);
    expect([n, unmeasured]).toEqual([72, 0]);
    expect(Math.abs(bias)).toBeLessThan(2);
    expect(rmse).toBeLessThan(9);
  });

  it('lie within the 90 % interval about as often as it says', () => {
    const { coverage } = summarise(scored);
    expect(coverage).toBeGreaterThanOrEqual(0.8);
    expect(coverage).toBeLessThanOrEqual(1);
  });

  it('that brought nothing are seldom called an effect', () => {
    const { none, false_alarms } = summarise(scored);
    expect(none).toBeGreaterThan(20);
    expect(false_alarms / none).toBeLessThanOrEqual(0.1);
  });

  it('that brought much are found, and never with the wrong sign', () => {
    const large = scored.filter((one) => Math.abs(one.truth_pct) >= 20);
    const found = large.filter((one) => one.verdict === (one.truth_pct > 0 ? 'positive' : 'negative'));
    const wrong = scored.filter(
      (one) => Math.abs(one.truth_pct) > 5 && one.verdict === (one.truth_pct > 0 ? 'negative' : 'positive'),
    );
    expect(found.length / large.length).toBeGreaterThan(0.6);
    expect(wrong).toEqual([]);
  });

  it('are compared with others where all ride the same waves, and with themselves otherwise', () => {
    const chosen = (surroundings: string) =>
      scored.filter((one) => one.surroundings === surroundings).map((one) => one.effect.evidence?.chosen);
    expect(chosen('shared_waves')).toContain('synthetic_control');
    expect(chosen('market')).not.toContain('synthetic_control');
    expect(chosen('market')).toContain('own_history');
  });
});
