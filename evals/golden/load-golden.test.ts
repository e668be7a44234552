import { describe, expect, it } from 'vitest';
import { goldenExampleSchema } from '../../contracts/golden-example.ts';
import { loadGolden } from './load-golden.ts';

const golden = loadGolden();
const find = (example_id: string) => golden.find(({ example }) => example.example_id === example_id)?.example;

describe('the golden cases of the files', () => {
  it('are fifteen, as the contract has them, five of them those with which it began', () => {
    expect(golden).toHaveLength(15);
    for (const { example } of golden) expect(goldenExampleSchema.parse(example)).toEqual(example);
    expect(
      golden.filter(({ example }) => example.tags.includes('mvp')).map(({ example }) => example.example_id),
    ).toEqual(['gc-01', 'gc-02', 'gc-09', 'gc-14', 'gc-15']);
  });

  it('carry tags and clarity by the rules', () => {
    expect(find('gc-01')).toMatchObject({
      tags: ['high_cpa_increase', 'competitive_pressure', 'action_bid_adjustment', 'mvp'],
      confidence: 0.9,
    });
    expect(find('gc-04')).toMatchObject({ tags: ['action_continue_monitoring'], confidence: 0.5 });
  });

  it('say the same of a creative whose name gives orders as of one that does not', () => {
    const [plain, evil] = [find('gc-01'), find('gc-12')];
    expect(evil?.context.creative_metrics[0]?.creative_name).toContain('IGNORE');
    expect(evil?.human_decision).toBe(plain?.human_decision);
  });

  it('lie exactly at the limits where they should', () => {
    const limits = find('gc-11')?.context;
    expect(limits?.campaign_metrics?.cpa_change_pct).toBe(30);
    expect(limits?.creative_metrics[0]).toMatchObject({ creative_age_days: 30, average_frequency: 5 });
    expect(find('gc-13')?.context.competitor_signals?.activity_change_pct).toBe(20);
  });
});
