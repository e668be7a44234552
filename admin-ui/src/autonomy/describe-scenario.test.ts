import { expect, it } from 'vitest';
import { scenarioStandingSchema } from '../../../contracts/autonomy.ts';
import { rolloutStageSchema } from '../../../contracts/rollout.ts';
import { conditionLines, endWords, scenarioStanding, scenarioTitle, stages } from './describe-scenario.ts';

const view = scenarioStandingSchema.parse({
  ...{ playbook_id: 'campaign_health_v1', workflow_type: 'Bid Adjustment', risk_level: 'low', ad_account_id: null },
  record: { decided: 24, accepted: 21, auto_approved: 3, measured: 9, improved: 9 },
  ...{ acceptance_rate: 0.875, positive_impact_rate: 1, earned: false, grant_id: null },
  unmet: [{ condition: 'outcomes', found: 9, wanted: 'at least 10' }],
});

it('names the work and whose it is', () => {
  const accounts = new Map([['a1', 'Alder US']]);
  expect(scenarioTitle(view, accounts)).toBe('Bid Adjustment at low risk, every account');
  expect(scenarioTitle({ ...view, ad_account_id: 'a1' }, accounts)).toContain('Alder US');
  expect(scenarioTitle({ ...view, ad_account_id: 'a2' }, accounts)).toContain('one account');
});

it('every condition is shown with its counts, met or not as the server says', () => {
  expect(conditionLines(view)).toEqual([
    { wanted: 'At least 20 decided in 28 days', found: '24', met: true },
    { wanted: 'Above 85 % accepted', found: '87.5 % (21 of 24)', met: true },
    { wanted: 'At least 10 outcomes in 28 days', found: '9', met: false },
    { wanted: 'Above 90 % of followed ones helped', found: '100 % (9 of 9)', met: true },
    { wanted: 'Low risk', found: 'low', met: true },
  ]);
});

it('of nothing there is no rate, and a condition that this page does not know is still shown', () => {
  const lines = conditionLines({
    ...{ ...view, acceptance_rate: null, positive_impact_rate: null },
    unmet: [{ condition: 'playbook_autonomy', found: 'propose', wanted: 'auto' }],
  });
  expect(lines[1]?.found).toBe('nothing counted yet');
  expect(lines.at(-1)).toEqual({ wanted: 'Playbook autonomy: auto', found: 'propose', met: false });
});

it('on, earned and not earned are told apart', () => {
  expect(scenarioStanding({ grant_id: 'g', earned: true }).tone).toBe('good');
  expect(scenarioStanding({ grant_id: null, earned: true }).word).toBe('Earned, not switched on');
  expect(scenarioStanding({ grant_id: null, earned: false }).word).toBe('People decide');
});

it('what the rule took away and what a person switched off is told with the reason', () => {
  expect(endWords({ ended_by_email: null, ended_reason: 'acceptance 0.8' })).toBe('Lost by rule: acceptance 0.8');
  expect(endWords({ ended_by_email: 'ana@x.example', ended_reason: null })).toBe('Switched off by ana@x.example');
});

it('every stage of the contract is explained', () => {
  expect(stages.map(({ stage }) => stage)).toEqual(rolloutStageSchema.options);
});
