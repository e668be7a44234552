import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { campaignFeatures } from '../../contracts/campaign-features.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import { type ActionStep, approvalPolicySchema, type Plan } from '../../contracts/plan/index.ts';
import { worstCase } from '../../playbooks/bound/index.ts';
import { judge } from '../../playbooks/triggers/judge.ts';
import { compileShippedPlaybooks } from '../../start/compile-playbooks.ts';

const shipped = compileShippedPlaybooks();
const planOf = (slug: string): Plan => {
  const found = shipped.find((each) => each.slug === slug);
  if (found === undefined) throw new Error(`${slug} does not ship`);
  return found.plan;
};
const writesOf = (plan: Plan) =>
  everyStep(plan.steps).filter((step): step is ActionStep => step.kind === 'action' && step.effect === 'write');
const marketing = ['audience-expansion', 'bid-adjustment', 'budget-pacing', 'creative-rotation', 'pause-wasted-spend'];

it('every playbook that ships has a test beside it', () => {
  const files = readdirSync('playbooks');
  expect(files).toEqual(expect.arrayContaining(shipped.map(({ slug }) => `${slug}.test.yaml`)));
});

describe.each(marketing)('the playbook %s', (slug) => {
  const plan = planOf(slug);

  it('asks people before each change, shows them why, and takes silence for a no', () => {
    expect(writesOf(plan).length).toBeGreaterThan(0);
    for (const { approval } of writesOf(plan)) {
      const policy = approvalPolicySchema.parse(approval);
      expect(policy).toMatchObject({ on_timeout: 'reject', quorum: 1 });
      expect(policy.evidence).not.toBeNull();
      expect(policy.title).not.toBeNull();
      const longer = (policy.escalation ?? []).reduce((sum, level) => sum + level.after_seconds, 0);
      expect(longer).toBeGreaterThan(0);
      expect(longer).toBeLessThan(policy.timeout_seconds);
      expect(plan.timeout_seconds).toBeGreaterThan(policy.timeout_seconds);
    }
    expect(plan.guardrails.autonomy).toBe('propose');
    expect(plan.guardrails.max_changes_per_day).not.toBeNull();
  });

  it('starts by a clock with a place, for campaigns that run, and only where something calls for it', () => {
    expect(plan.schedule?.timezone).toBe('Europe/Berlin');
    expect(plan.concurrency.limit).toBe(1);
    const nothing = Object.fromEntries(campaignFeatures.map(({ name }) => [name, null]));
    const entity = { type: 'campaign', id: 'c', name: 'Sale' };
    const asked = { entity, event: null, now: '2026-03-01T09:00:00.000Z' };
    for (const context of [nothing, { ...nothing, status: 'paused' }, { ...nothing, ...quiet }])
      expect(judge(plan, { ...asked, context }).verdict).not.toBe('fires');
    expect(judge(plan, { ...asked, context: { ...nothing, ...quiet, ...calls[slug] } }).verdict).toBe('fires');
    const paused = { ...nothing, ...quiet, ...calls[slug], status: 'paused' };
    expect(judge(plan, { ...asked, context: paused }).verdict).not.toBe('fires');
  });
});

/** A campaign of which there is nothing to say. */
const quiet = {
  ...{ status: 'active', days_with_data: 28, spend: 900, conversions: 30, budget_utilization: 0.9 },
  ...{ cpa_change_pct: 1, cpm_change_pct: 1, ctr_change_pct: 1, conversion_rate_change_pct: 1 },
  ...{ frequency: 2, frequency_change_pct: 1 },
};
const calls: Readonly<Record<string, object>> = {
  'audience-expansion': { audience_saturation_pct: 70, frequency_change_pct: 20 },
  'bid-adjustment': { cpm_change_pct: 12 },
  'budget-pacing': { budget_utilization: 1 },
  'creative-rotation': { ctr_change_pct: -12, frequency_change_pct: 25 },
  'pause-wasted-spend': { conversions: 0, conversion_rate_change_pct: -100, cpa_change_pct: null },
};

it.each([
  ['bid-adjustment', 0],
  ['creative-rotation', 0],
  ['budget-pacing', 25],
  ['pause-wasted-spend', 200],
])('the most that %s moves in one execution is %s %% of the daily budget', (slug, amount) => {
  const bound = worstCase(planOf(slug), { actions: actionCatalog });
  expect(bound).toMatchObject({ kind: 'bounded', amount });
});
