import { describe, expect, it } from 'vitest';
import { callCost, projectMonth, usualProjection } from './model-cost.ts';

describe('the cost of a call', () => {
  it.each([
    ['gpt-4o', 0.00165],
    ['gpt-4o-mini', 0.00033],
    ['claude-3-5-sonnet', 0.00165],
  ])('of 5,000 tokens in and 1,500 out with %s is $%d', (model, cost) => {
    expect(callCost(model, 5_000, 1_500)).toEqual({ cost_usd: expect.closeTo(cost, 12), known: true });
  });

  it.each(['something-new', 'constructor', '__proto__', ''])(
    'of %j is the usual one, and said to be a guess',
    (model) => {
      expect(callCost(model, 1_000, 1_000)).toEqual({ ...callCost('gpt-4o', 1_000, 1_000), known: false });
    },
  );

  it('goes by what the tenant entered before any default', () => {
    const entered = new Map([['gpt-4o', { input_usd: 1, output_usd: 2 }]]);
    expect(callCost('gpt-4o', 1e6, 1e6, entered)).toEqual({ cost_usd: 3, known: true });
  });
});

describe('the projection of a month', () => {
  it('is the product of its own factors', () => {
    const { components, total_usd, recommendations } = projectMonth(usualProjection);
    expect(recommendations).toBe(400);
    expect(components).toEqual({
      context_collection: expect.closeTo(0.3, 9),
      signal_analysis: expect.closeTo(0.42, 9),
      recommendation: expect.closeTo(0.36, 9),
      critique: expect.closeTo(0.09, 9),
      judge: expect.closeTo(0.075, 9),
      infrastructure: 200,
    });
    expect(total_usd).toBeCloseTo(201.245, 9);
  });

  it('costs the infrastructure alone without campaigns', () => {
    expect(projectMonth({ ...usualProjection, campaigns: 0 }).total_usd).toBe(200);
  });
});
