import { expect, it } from 'vitest';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { detailsOf } from './recommendation-details.ts';
import { recommendationViewSchema } from './recommendation-view.ts';

const bare = { recommended_workflow: 'Bid Adjustment', specific_action: 'Raise the bid to $2.88' };

it('of an early recommendation says what there is and leaves the rest out', () => {
  const details = detailsOf(recommendationViewSchema.parse(bare));
  expect(details).toMatchObject({ ...bare, action: null, hypotheses: [], validation: null, confidence_record: null });
});

it('one part that cannot be read hides no other', () => {
  const hypotheses = [{ cause: 'auction_pressure', probability: 0.8, signs_present: 3, signs_known: 3, signs_all: 4 }];
  const broken = {
    ...bare,
    hypotheses,
    critique: 'none',
    action: { kind: 'dance' },
    confidence_record: { of: 'many' },
  };
  const details = detailsOf(recommendationViewSchema.parse(broken));
  expect(details).toMatchObject({ hypotheses, critique: null, action: null, confidence_record: null });
});

it('keeps every field of the contract', () => {
  const whole = recommendationSchema.parse({
    ...{ ...bare, action: { kind: 'none', recheck_after_hours: 24 }, reasoning: '', signal_analysis: '' },
    ...{ root_cause: 'no_change', evidence: [], series: [], expected_impact: '', expected_effect: null },
    ...{ cost_of_doing_nothing: '', risk_level: 'low', risk_factors: [], alternative_actions: [], success_metrics: [] },
    ...{ confidence: 0.7, confidence_reasoning: '', model_version: 'm', prompt_version: null, degraded: false },
    ...{ missing_sources: [], dissent: ['no'], degraded_reason: 'LLM_DEADLINE' },
  });
  expect(detailsOf(recommendationViewSchema.parse(whole))).toEqual(whole);
});
