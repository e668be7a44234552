import { assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayedFields, replaySchema } from '../../contracts/reasoning/replay.ts';
import { type Recommendation, recommendationSchema } from '../../contracts/recommendation.ts';
import { springSale } from '../../tests/reasoning/spring-sale.ts';
import { validate } from './critique/validate.ts';
import { reason } from './reason.ts';
import { replay } from './replay.ts';

const context = springSale();
const { recommendation } = reason(context);
const made: Recommendation = { ...recommendation, validation: validate(context, recommendation) };
const differing = (changed: Partial<Recommendation>) =>
  replaySchema
    .parse(replay(context, { ...made, ...changed }))
    .fields.filter(({ same }) => !same)
    .map(({ field, recommended, now }) => [field, recommended, now]);

describe('a recommendation that is reasoned about again', () => {
  it('is the same in every field while the rules are the same, also as it comes back from where it is stored', () => {
    const stored = recommendationSchema.parse(JSON.parse(JSON.stringify(made)));
    const answer = replaySchema.parse(replay(springSale(JSON.parse(JSON.stringify(context))), stored));
    expect(answer.outcome).toBe('same');
    expect(answer.fields.map(({ field }) => field)).toEqual([...replayedFields]);
    expect(answer.rules_version).toEqual({ recommended: made.model_version, now: made.model_version });
    expect(answer.objections).toBe(0);
  });

  it('gives the same answer however often it is asked, and changes nothing that it was given', () => {
    const before = JSON.stringify([context, made]);
    assert(
      property(constantFrom(null, [{ raw: 0, calibrated: 0.5 }]), (calibration) => {
        expect(replay(context, made, calibration)).toEqual(replay(context, made, calibration));
      }),
      { numRuns: 4 },
    );
    expect(JSON.stringify([context, made])).toBe(before);
  });

  const { basis: _basis, ...effect } = made.expected_effect ?? { basis: '' };
  it.each<[string, Partial<Recommendation>, unknown, unknown]>([
    ['root_cause', { root_cause: 'creative_fatigue' }, 'creative_fatigue', 'auction_pressure'],
    ['recommended_workflow', { recommended_workflow: 'Campaign Pause' }, 'Campaign Pause', 'Bid Adjustment'],
    ['rules_confidence', { confidence: 0.5 }, 0.5, made.confidence],
    ['raw_confidence', { raw_confidence: 0.1 }, 0.1, made.raw_confidence],
    ['risk_level', { risk_level: 'high' }, 'high', made.risk_level],
    ['expected_effect', { expected_effect: null }, null, effect],
    ['alternatives', { alternative_actions: [] }, [], expect.any(Array)],
    ['abstention', { abstention: { reason: 'no_change', wait_days: 3 } }, { reason: 'no_change', wait_days: 3 }, null],
  ])('tells that %s is another one now', (field, changed, recommended, now) => {
    expect(differing(changed)).toEqual([[field, recommended, now]]);
  });

  it('finds nothing different in other words for the same decision', () => {
    const alternative_actions = made.alternative_actions.map((each) => ({ ...each, would_flip_if: 'said otherwise' }));
    const expected_effect = made.expected_effect === null ? null : { ...made.expected_effect, basis: 'said otherwise' };
    expect(differing({ alternative_actions, expected_effect })).toEqual([]);
    const other = made.expected_effect === null ? null : { ...made.expected_effect, high_pct: 1 };
    expect(differing({ expected_effect: other })).toMatchObject([['expected_effect', { high_pct: 1 }, effect]]);
  });

  it('tells each amount and each probability', () => {
    if (made.action.kind !== 'set_bid') throw new Error('The worked case raises a bid.');
    const other = { ...made.action, bid_amount_minor: 275 };
    expect(differing({ action: other })).toEqual([['action', other, made.action]]);
    const [first, ...rest] = made.hypotheses;
    if (first === undefined) throw new Error('No cause was weighed.');
    const [[field, recommended] = []] = differing({ hypotheses: [{ ...first, probability: 0.123 }, ...rest] });
    expect(field).toBe('hypotheses');
    expect(recommended).toMatchObject({ [first.cause]: 0.123 });
  });

  it('tells a guardrail that fails only on one side, and leaves the one of the confidence to the confidence', () => {
    const failing = (check: string) => {
      const checks = made.validation?.checks.map((each) => (each.check === check ? { ...each, passed: false } : each));
      return differing({ validation: { passed: false, checks: checks ?? [] } });
    };
    expect(failing('VAL-3 within_limits')).toMatchObject([['guardrails', ['VAL-3 within_limits'], []]]);
    expect(failing('VAL-2 confidence')).toEqual([]);
  });

  it('says the version of the rules on both sides, without the model that worded it', () => {
    const answer = replay(context, { ...made, model_version: 'rules-2+some-model' });
    expect(answer).toMatchObject({
      outcome: 'same',
      rules_version: { recommended: 'rules-2', now: made.model_version },
    });
  });

  it('shows a changed calibration in the shown confidence alone', () => {
    const answer = replay(context, made, [{ raw: 0, calibrated: 0.55 }]);
    expect(answer.fields.filter(({ same }) => !same).map(({ field }) => field)).toContain('rules_confidence');
    expect(answer.fields.find(({ field }) => field === 'raw_confidence')?.same).toBe(true);
  });
});

describe('what models had said', () => {
  const issue = { check: 'second_voice', passed: false, issue: 'Why?', suggestion: '', by: 'model' } as const;
  const critique = { satisfactory: false, strengths: [], by: ['rules', 'a-model'] };
  const objected = {
    ...{ confidence: 0.6, dissent: ['I disagree.'] },
    critique: { ...critique, issues: [{ ...issue, severity: 'major' as const }] },
  };

  it('is no part of the rules: the confidence before it is compared', () => {
    const answer = replay(context, { ...made, ...objected, rules_confidence: made.confidence });
    expect([answer.outcome, answer.objections]).toEqual(['same', 2]);
  });

  it('leaves the confidence out where the one before it was not kept, and nothing else', () => {
    const { outcome, fields } = replay(context, { ...made, ...objected });
    expect(outcome).toBe('same');
    expect(fields.map(({ field }) => field)).toEqual(replayedFields.filter((field) => field !== 'rules_confidence'));
  });

  it('that took nothing off leaves the confidence as it was', () => {
    const minor = { ...critique, issues: [{ ...issue, severity: 'minor' as const }] };
    expect(replay(context, { ...made, critique: minor })).toMatchObject({ outcome: 'same', objections: 1 });
  });
});

it('a recommendation that was never checked is compared in all but the guardrails', () => {
  const { outcome, fields } = replay(context, { ...made, validation: null });
  expect(outcome).toBe('same');
  expect(fields.map(({ field }) => field)).toEqual(replayedFields.filter((field) => field !== 'guardrails'));
});
