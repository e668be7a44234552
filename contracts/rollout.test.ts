import { describe, expect, it } from 'vitest';
import { agentSettingsSchema, isChosen, limitedSharePct, reachOf, rolloutStageSchema } from './rollout.ts';

const facts = { tenant_id: 't', campaign_id: '1', beta_emails: ['ann@example.com'] };
const campaigns = Array.from({ length: 4_000 }, (_, index) => ({ ...facts, campaign_id: String(120_000 + index) }));

describe('how far the agent is let out', () => {
  it('is nobody in shadow, some people in the beta, everybody in full', () => {
    expect(reachOf('shadow', facts)).toEqual({ kind: 'nobody' });
    expect(reachOf('internal_beta', facts)).toEqual({ kind: 'only', emails: ['ann@example.com'] });
    expect(reachOf('internal_beta', { ...facts, beta_emails: [] })).toEqual({ kind: 'nobody' });
    expect(reachOf('full', facts)).toEqual({ kind: 'everybody' });
  });

  it('is a quarter of the campaigns in the limited stage, the same ones every time', () => {
    const chosen = campaigns.filter(isChosen);
    expect(Math.abs(chosen.length / campaigns.length - limitedSharePct / 100)).toBeLessThan(0.03);
    expect(campaigns.filter(isChosen)).toEqual(chosen);
    for (const each of campaigns.slice(0, 50))
      expect(reachOf('limited', each).kind).toBe(isChosen(each) ? 'everybody' : 'nobody');
  });

  it('chooses other campaigns for another tenant', () => {
    const same = campaigns.filter((each) => isChosen(each) === isChosen({ ...each, tenant_id: 'other' }));
    expect(same.length).toBeLessThan(campaigns.length * 0.75);
  });

  it('has four stages and sane settings', () => {
    expect(rolloutStageSchema.options).toEqual(['shadow', 'internal_beta', 'limited', 'full']);
    const shares = { manual_decision_minutes: 45, judge_share_pct: 100, notify_each: true };
    const good = { rollout_stage: 'full', beta_emails: [], ...shares };
    expect(agentSettingsSchema.safeParse({ ...good, recommendation_expires_hours: 72 }).success).toBe(true);
    expect(agentSettingsSchema.safeParse({ ...good, recommendation_expires_hours: 0 }).success).toBe(false);
  });
});
