import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CampaignContext, campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { generateCases } from '../../evals/generated/generate-cases.ts';
import { groundsOf } from './diagnosis/analyse.ts';
import { reason } from './reason.ts';

const folder = join(import.meta.dirname, '../../evals/golden/contexts');
const golden = (id: string): CampaignContext =>
  campaignContextSchema.parse(JSON.parse(readFileSync(join(folder, `gc-${id}.json`), 'utf8')));
const ids = [...Array(15).keys()].map((index) => String(index + 1).padStart(2, '0'));
const answer = (id: string) => reason(golden(id)).recommendation;
/** How urgent a recommendation is: what waiting costs a day, times how sure it is. */
const urgency = (id: string) => (answer(id).daily_cost_of_waiting_minor ?? 0) * answer(id).confidence;

describe('the confidence of a rule', () => {
  it.each(ids)(
    'GC-%s: is at most the share of the rule’s signs that are there, where no counts stand behind it',
    (id) => {
      const { facts, score } = groundsOf(golden(id));
      if (score === null || facts.clean.days.length > 0) return;
      const there = score.signs.filter((sign) => sign.present === true).reduce((sum, sign) => sum + sign.weight, 0);
      expect(answer(id).confidence).toBeLessThanOrEqual(there + 1e-6);
      expect(answer(id).raw_confidence ?? 1).toBeLessThanOrEqual(there + 1e-6);
    },
  );

  it('of most golden cases is bound by it, so that the law says something', () => {
    const bound = ids.filter((id) => groundsOf(golden(id)).score !== null);
    expect(bound.length).toBeGreaterThanOrEqual(8);
  });
});

describe('GC-10, the worked case without competitors', () => {
  const made = answer('10');
  it('names the missing source, in the list and in the words', () => {
    expect(made.missing_sources).toContain('competitor_signals');
    expect(made.confidence_reasoning).toContain('Missing: competitor signals');
  });
  it('raises no bid with more than 0.6, and is far less sure than with them', () => {
    expect(made.confidence).toBeLessThan(0.6);
    expect(made.confidence).toBeLessThan(answer('01').confidence - 0.2);
  });
  it('says what would turn it', () => {
    expect(made.alternative_actions.every((each) => each.would_flip_if !== '')).toBe(true);
  });
});

describe('urgency', () => {
  it('GC-06: conversions that stopped come before everything else that waits', () => {
    const others = ids.filter((id) => id !== '06').map(urgency);
    expect(urgency('06')).toBeGreaterThan(Math.max(...others));
    expect(answer('06').cost_of_doing_nothing).toContain('without a measured conversion');
  });
  it.each(['04', '11', '13'])('GC-%s: nothing waits where nothing is known to be lost', (id) =>
    expect(urgency(id)).toBe(0),
  );
});

describe('GC-11: exactly at the limits', () => {
  it('is significant, not critical, and no sign of fatigue', () => {
    const { signal_analysis, root_cause } = answer('11');
    expect(signal_analysis).toContain('significant (over 10 %): CPA +30 %');
    expect(signal_analysis).not.toContain('critical');
    expect(root_cause).not.toBe('creative_fatigue');
  });
});

describe('why by so much', () => {
  it('GC-01: fifteen percent is worth more than ten and than twenty, and each says by how much', () => {
    const { step_values, action } = answer('01');
    expect(action).toMatchObject({ kind: 'set_bid', bid_amount_minor: 288, change_pct: 15 });
    const worth = (pct: number) =>
      step_values?.steps.find((step) => step.change_pct === pct)?.value.expected_minor ?? 0;
    expect(worth(15)).toBeGreaterThan(worth(10));
    expect(worth(15)).toBeGreaterThan(worth(20));
    expect(worth(10)).toBeGreaterThan(worth(5));
  });

  it('the chosen step of generated campaigns is the best of those that are allowed', () => {
    const kinds = ['auction_pressure', 'competitor_promotion', 'budget_limited'] as const;
    const cases = generateCases({ seed: 'of-the-tests', count: 90, kinds });
    const weighed = cases.flatMap(({ case_id, context }) => {
      const { step_values } = reason(context).recommendation;
      return step_values === null ? [] : [{ case_id, context, step_values }];
    });
    expect(weighed.length).toBeGreaterThanOrEqual(8);
    for (const { case_id, context, step_values } of weighed) {
      const chosen = step_values.steps.find((step) => step.chosen);
      expect(chosen?.stopped_by, case_id).toBeNull();
      // A thousandth of the spend of two weeks is no difference; a minor unit on top is rounding.
      const spend = (context.campaign_metrics?.spend ?? 0) * 2 * (context.currency === 'JPY' ? 1 : 100);
      const allowed = step_values.steps.filter((step) => step.stopped_by === null && step.change_pct >= 5);
      for (const step of allowed)
        expect(step.value.expected_minor, `${case_id} ${step.change_pct}`).toBeLessThanOrEqual(
          (chosen?.value.expected_minor ?? 0) + spend * 0.001 + 2,
        );
    }
  });
});

describe('the words of every golden case', () => {
  const all = [...Array(25).keys()].map((index) => String(index + 1).padStart(2, '0'));
  const told = all.map((id) => {
    const made = answer(id);
    return [
      ...[made.specific_action, made.reasoning, made.signal_analysis, made.expected_impact, made.confidence_reasoning],
      ...[made.cost_of_doing_nothing, ...made.risk_factors, ...made.success_metrics, made.step_values?.basis ?? ''],
      ...made.evidence.map((each) => each.statement),
      ...made.alternative_actions.flatMap((each) => [each.why_not_recommended, each.would_flip_if]),
    ].join('\n');
  });

  it('are those of people: no name of the machine, no id, no term of statistics', () => {
    const terms = /\w_\w|robust|deviation|variance|z-score|baseline|median|posterior|\bmean\b|null|undefined|NaN/gi;
    expect(told.flatMap((text) => text.match(terms) ?? [])).toEqual([]);
  });

  it('say each observation once', () => {
    const twice = all.filter((id) => {
      const statements = answer(id).evidence.map((each) => each.statement);
      return new Set(statements).size < statements.length;
    });
    expect(twice).toEqual([]);
  });
});
