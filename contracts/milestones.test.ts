import { describe, expect, it } from 'vitest';
import { judgeMilestones, type MilestoneFacts, milestonesSchema } from './milestones.ts';

const nothing: MilestoneFacts = {
  ...{ collectors: 0, collectors_healthy: 0, recommendations: 0, golden_examples: 0, golden_agreement: null },
  ...{ latency_p95_seconds: null, explained: null, evaluated_days_ago: null, back_office: false },
  ...{ people_who_decided: 0, acceptance_rate: null, positive_impact_rate: null, agreement_rate: null },
  ...{ llm_cost_usd_30_days: 0, weeks_with_improvements: 0, outcomes_tracked: 0, scenarios_earned: 0 },
};
const everything: MilestoneFacts = {
  ...{ collectors: 7, collectors_healthy: 7, recommendations: 120, golden_examples: 25, golden_agreement: 0.9 },
  ...{ latency_p95_seconds: 4, explained: 1, evaluated_days_ago: 1, back_office: true, people_who_decided: 3 },
  ...{ acceptance_rate: 0.8, positive_impact_rate: 0.9, agreement_rate: 0.8, llm_cost_usd_30_days: 40 },
  ...{ weeks_with_improvements: 4, outcomes_tracked: 100, scenarios_earned: 1 },
};
const itemOf = (facts: Partial<MilestoneFacts>, id: string) =>
  judgeMilestones({ ...everything, ...facts })
    .phases.flatMap((phase) => phase.items)
    .find((item) => item.id === id);

describe('the milestones', () => {
  it('are five phases, none of them reached in the beginning, all once everything holds', () => {
    expect(judgeMilestones(nothing).phases.map((phase) => phase.reached)).toEqual([false, false, false, false, false]);
    const { phases } = milestonesSchema.parse(judgeMilestones(everything));
    expect(phases.map((phase) => [phase.months, phase.reached])).toEqual([
      ['1–2', true],
      ['3–4', true],
      ['5–6', true],
      ['7–8', true],
      ['9+', true],
    ]);
  });

  it.each<[string, Partial<MilestoneFacts>, boolean]>([
    ['collectors', { collectors_healthy: 6 }, false],
    ['collectors', { collectors: 0, collectors_healthy: 0 }, false],
    ['first_recommendation', { recommendations: 1 }, true],
    ['golden_5', { golden_examples: 4 }, false],
    ['golden_5', { golden_examples: 5 }, true],
    ['golden_agreement', { golden_agreement: 0.5 }, false],
    ['golden_agreement', { golden_agreement: 0.51 }, true],
    ['golden_agreement_70', { golden_agreement: 0.7 }, false],
    ['golden_agreement_70', { golden_agreement: 0.71 }, true],
    ['latency', { latency_p95_seconds: 30 }, false],
    ['latency', { latency_p95_seconds: 29.9 }, true],
    ['explained', { explained: 0.99 }, false],
    ['automatic', { evaluated_days_ago: 8 }, false],
    ['automatic', { evaluated_days_ago: 7.9 }, true],
    ['back_office', { back_office: false }, false],
    ['people', { people_who_decided: 1 }, false],
    ['recommendations_20', { recommendations: 19 }, false],
    ['acceptance_60', { acceptance_rate: 0.6 }, false],
    ['acceptance_70', { acceptance_rate: 0.7 }, false],
    ['acceptance_70', { acceptance_rate: 0.71 }, true],
    ['impact_80', { positive_impact_rate: 0.8 }, false],
    ['cost', { llm_cost_usd_30_days: 500 }, false],
    ['cost', { llm_cost_usd_30_days: 0 }, true],
    ['iterations', { weeks_with_improvements: 3 }, false],
    ['autonomy', { scenarios_earned: 0 }, false],
    ['outcomes_100', { outcomes_tracked: 99 }, false],
    ['agreement_75', { agreement_rate: 0.75 }, false],
  ])('%s with %j is met: %s', (id, facts, met) => {
    expect(itemOf(facts, id)?.met).toBe(met);
  });

  it('what was never counted is not met, and what only people can say is judged by nobody', () => {
    for (const id of ['golden_agreement', 'latency', 'acceptance_60', 'impact_80', 'agreement_75']) {
      const item = judgeMilestones(nothing)
        .phases.flatMap((phase) => phase.items)
        .find((each) => each.id === id);
      expect([id, item?.value, item?.met]).toEqual([id, null, false]);
    }
    const said = judgeMilestones(everything).phases.flatMap((phase) => phase.items.filter((item) => item.met === null));
    expect(said.map((item) => item.unit)).toEqual(['said_by_people', 'said_by_people']);
  });

  it('have no id twice', () => {
    const ids = judgeMilestones(nothing).phases.flatMap((phase) => phase.items.map((item) => item.id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
