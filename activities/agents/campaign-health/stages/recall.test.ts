import { describe, expect, it } from 'vitest';
import type { KnowledgePort, KnowledgeSource } from '../../../../contracts/knowledge.ts';
import { springSale } from '../../../../tests/reasoning/spring-sale.ts';
import { reason } from '../../../reasoning/index.ts';
import { questionOf, recallOf } from './recall.ts';

const context = springSale();
const { recommendation } = reason(context);
const passage = (source_id: string, more: Partial<KnowledgeSource> = {}): KnowledgeSource => ({
  ...{ source_id, title: 'Bidding policy', text: 'Bids rise by 20 % a day at most.', score: 0.8, kind: 'policy_note' },
  ...{ trusted: false, ...more },
});

/** A knowledge base that says the same to everything, and remembers what it was asked. */
function baseSaying(answer: (kinds: readonly string[]) => Promise<readonly KnowledgeSource[]>) {
  const asked: Parameters<KnowledgePort['retrieve']>[0][] = [];
  const warnings: string[] = [];
  const base: KnowledgePort = {
    retrieve: (request) => {
      asked.push(request);
      return answer(request.kinds);
    },
  };
  const log = { info: () => undefined, warn: (_: object, message: string) => void warnings.push(message) };
  return { base, asked, warnings, log };
}

describe('what is asked of the documents', () => {
  it('is the cause, the action, the platform and the campaign, in words', () => {
    const about = {
      ...context,
      constraints: context.constraints && { ...context.constraints, platform: 'google_ads' },
    };
    expect(questionOf(about, recommendation)).toBe(
      `auction pressure. Bid Adjustment. google ads. Spring Sale 2026. ${recommendation.specific_action}`,
    );
  });

  it('is no longer than a question may be, and needs no campaign name', () => {
    const long = { ...recommendation, specific_action: 'x'.repeat(5_000) };
    expect(questionOf(context, long)).toHaveLength(1_000);
    expect(questionOf({ ...context, campaign_metrics: null, constraints: null }, recommendation)).not.toContain('null');
  });

  it('goes to the tenant of the case alone: rules on one shelf, what came of advice on another', async () => {
    const { base, asked, log } = baseSaying(async () => []);
    await recallOf(base, 'tenant-1', log)(context, recommendation);
    const query = questionOf(context, recommendation);
    expect(asked).toEqual([
      { tenant_id: 'tenant-1', query, kinds: ['brand_guideline', 'policy_note', 'product_fact'], limit: 3 },
      { tenant_id: 'tenant-1', query, kinds: ['recommendation_outcome'], limit: 3 },
    ]);
  });
});

describe('what the documents say', () => {
  it('is handed on as data of both shelves, cut to what a prompt can hold', async () => {
    const { base, log } = baseSaying(async (kinds) =>
      kinds.includes('recommendation_outcome')
        ? [passage('b#0', { kind: 'recommendation_outcome', text: 'y'.repeat(9_000) })]
        : [passage('a#1')],
    );
    const found = await recallOf(base, 't', log)(context, recommendation);
    expect(found.map((source) => [source.source_id, source.text.length, source.trusted])).toEqual([
      ['a#1', 32, false],
      ['b#0', 1_500, false],
    ]);
  });

  it.each([
    [0.29, 0],
    [0.3, 1],
    [1, 1],
  ])('that fits as well as %d: %d passages of it', async (score, count) => {
    const { base, log } = baseSaying(async (kinds) => (kinds.length === 1 ? [] : [passage('a#0', { score })]));
    expect(await recallOf(base, 't', log)(context, recommendation)).toHaveLength(count);
  });
});

describe('without documents', () => {
  it('nothing happens when there is no knowledge base, or it is empty', async () => {
    const { base, warnings, log } = baseSaying(async () => []);
    expect(await recallOf(null, 't', log)(context, recommendation)).toEqual([]);
    expect(await recallOf(base, 't', log)(context, recommendation)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('one that fails is told to the log and stops nobody', async () => {
    const { base, warnings, log } = baseSaying(async () => Promise.reject(new Error('the disk is gone')));
    expect(await recallOf(base, 't', log)(context, recommendation)).toEqual([]);
    expect(warnings).toEqual(['the knowledge base failed; the models are asked without it']);
  });

  it('one that never answers is not waited for', async () => {
    const { base, warnings, log } = baseSaying(() => new Promise(() => undefined));
    expect(await recallOf(base, 't', log, 5)(context, recommendation)).toEqual([]);
    expect(warnings).toEqual(['the knowledge base took too long; the models are asked without it']);
  });
});
