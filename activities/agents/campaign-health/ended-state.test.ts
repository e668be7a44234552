import { describe, expect, it } from 'vitest';
import { springSale } from '../../../tests/reasoning/spring-sale.ts';
import { reason, validate } from '../../reasoning/index.ts';
import { endedState } from './ended-state.ts';

const context = springSale();
const { recommendation: made } = reason(context);
const recommendation = { ...made, validation: validate(context, made) };
/** Requirement 2.3, without the messages, which stand in the stream of the execution. */
const named = [
  ...['campaign_id', 'campaign_metrics', 'creative_metrics', 'competitor_signals', 'audience_analytics'],
  ...['historical_patterns', 'signal_analysis', 'root_cause_hypothesis', 'confidence_score', 'recommended_workflow'],
  ...['reasoning', 'expected_impact', 'risk_level', 'alternatives', 'validation_passed', 'critique_feedback'],
  'iteration_count',
];

describe('the state in which a run ended', () => {
  it('has every field by its name, with what the run came to', () => {
    const state = endedState({ campaign_id: 'spring-sale', context, recommendation });
    expect(Object.keys(state)).toEqual(expect.arrayContaining(named));
    expect(state).toMatchObject({
      ...{ campaign_id: 'spring-sale', root_cause_hypothesis: 'auction_pressure', validation_passed: true },
      ...{ recommended_workflow: 'Bid Adjustment', reasoning: made.reasoning, expected_impact: made.expected_impact },
      ...{ confidence_score: made.confidence, risk_level: made.risk_level, critique_feedback: null },
      competitor_signals: { activity_change_pct: 40 },
    });
  });

  it('of a run that failed has every field too, and says nothing that it did not come to', () => {
    const { campaign_id, ...rest } = endedState({ campaign_id: 'c1', context: null, recommendation: null });
    expect([campaign_id, ...Object.keys(rest)]).toEqual(expect.arrayContaining([...named, 'c1'].slice(1)));
    const said = Object.values(rest).filter((value) => value !== null && !(Array.isArray(value) && value.length === 0));
    expect(said).toEqual([0, false]);
  });

  it('cuts what is large, and has the criticism as one text', () => {
    const { campaign_metrics } = context;
    const day = (index: number) => ({
      ...{ dt: `2026-02-${String(index + 1).padStart(2, '0')}`, spend: index },
      ...{ impressions: 1_000, clicks: 10, conversions: 1 },
    });
    const days = Array.from({ length: 28 }, (_, index) => day(index));
    const wide = springSale(JSON.parse(JSON.stringify({ campaign_metrics: { ...campaign_metrics, days } })));
    const issue = { check: 'second_voice', passed: false, issue: 'Why so much?', suggestion: '', by: 'model' } as const;
    const issues = [
      { ...issue, severity: 'major' as const },
      { ...issue, severity: 'minor' as const, suggestion: 'Say when.' },
    ];
    const critique = { satisfactory: false, strengths: [], by: ['rules'], issues };
    const state = endedState({ campaign_id: 'c1', context: wide, recommendation: { ...recommendation, critique } });
    expect(state.campaign_metrics).toMatchObject({ cpa: 58.5, days: { omitted_characters: expect.any(Number) } });
    expect(state.critique_feedback).toBe('major: Why so much?\nminor: Why so much? Say when.');
    expect(JSON.stringify(state).length).toBeLessThan(20_000);
  });
});
