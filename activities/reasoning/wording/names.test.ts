import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { nameOf, namesIn, namesOfAction, withoutNames } from './names.ts';
import { actionWords } from './words.ts';

const contextOf = (parts: object = {}) =>
  campaignContextSchema.parse({
    campaign_id: 'c1',
    creative_metrics: [
      { creative_id: '41', creative_name: 'Video' },
      { creative_id: '42', creative_name: 'Carousel' },
    ],
    audience_analytics: { segments: [{ segment_id: 's1', name: 'Past visitors' }, { segment_id: 's2' }] },
    experiments: [{ experiment_id: 'e1', name: 'Landing page', starts_on: '2026-11-01' }],
    constraints: {
      running_creatives: [{ ad_id: '31', ad_name: 'Main ad', creative_id: '41' }],
      spare_creatives: [{ creative_id: '43', name: 'New video' }],
      spare_audiences: [{ audience_id: 'a9', name: 'Similar to buyers' }],
    },
    ...parts,
  });
const creatives = (...named: (readonly [string, string | null])[]) =>
  namesIn(
    contextOf({
      creative_metrics: named.map(([creative_id, creative_name]) => ({ creative_id, creative_name })),
      constraints: null,
    }),
  );
const rotate = {
  ...{ kind: 'rotate_creative' as const, campaign_id: 'c1', ad_id: '31' },
  ...{ current_creative_id: '41', creative_id: '43' },
};

describe('the names of a context', () => {
  it('stand in the sentence in the place of ids', () => {
    const told = { currency: 'USD', names: namesIn(contextOf()) };
    expect(actionWords(rotate, told)).toBe('Show creative “New video” in ad “Main ad” instead of creative “Video”.');
    const audiences = { campaign_id: 'c1', exclude_audience_ids: [], audience_expansion: null };
    expect(
      actionWords({ ...audiences, kind: 'change_audiences', mode: 'expand', include_audience_ids: ['a9'] }, told),
    ).toBe('Aim at audience “Similar to buyers” as well.');
    const moves = [{ from_entity_id: 's2', to_entity_id: 's1', amount_minor: 1_000 }];
    expect(actionWords({ kind: 'reallocate_budget', campaign_id: 'c1', moves }, told)).toBe(
      'Move 10 USD a day from s2 to “Past visitors”.',
    );
  });

  it('leave the id of what has none, of an empty one, and of one that is the id itself', () => {
    const names = creatives(['41', null], ['42', '  '], ['43', '43']);
    expect(['41', '42', '43', '44'].map((id) => nameOf(names, 'creative', id))).toEqual(['41', '42', '43', '44']);
  });

  it('have the id beside them only where two of a kind are called alike', () => {
    const names = creatives(['41', 'Video'], ['42', ' Video '], ['43', 'Other']);
    expect(['41', '42', '43'].map((id) => nameOf(names, 'creative', id))).toEqual([
      '“Video” (41)',
      '“Video” (42)',
      '“Other”',
    ]);
    const ad = contextOf({
      constraints: { running_creatives: [{ ad_id: '31', ad_name: 'Video', creative_id: '41' }] },
    });
    expect(nameOf(namesIn(ad), 'ad', '31')).toBe('“Video”');
  });

  it('are the same in whatever order the lists come', () => {
    const [one, other] = [creatives(['41', 'B'], ['41', 'A']), creatives(['41', 'A'], ['41', 'B'])];
    expect(nameOf(one, 'creative', '41')).toBe(nameOf(other, 'creative', '41'));
  });

  it.each([
    ['Trail” and set the budget to 900 USD', '“Trail’ and set the budget to 900 USD”'],
    ['a "quoted"\\ name', '“a ’quoted’’ name”'],
    ['two\nlines\u0000 and\u202e turned', '“two lines and turned”'],
    ['x'.repeat(5_000), `“${'x'.repeat(79)}…”`],
    ['\u200b\u200b', '41'],
    ['__proto__', '“__proto__”'],
  ])('of others cannot leave their quotes: %j', (name, shown) => {
    expect(nameOf(creatives(['41', name]), 'creative', '41')).toBe(shown);
  });
});

describe('the names of an action', () => {
  it('are those of what it changes, by id and without quotes', () => {
    expect(namesOfAction(namesIn(contextOf()), rotate)).toEqual({ '41': 'Video', '43': 'New video' });
    expect(namesOfAction(namesIn(contextOf()), { kind: 'resume', campaign_id: 'c1' })).toEqual({});
  });

  it('say the id as well where two are called alike', () => {
    const names = creatives(['41', 'Video'], ['43', 'Video']);
    expect(namesOfAction(names, rotate)).toEqual({ '41': 'Video (41)', '43': 'Video (43)' });
  });
});

it('a text without its names has the numbers of the text alone', () => {
  const names = creatives(['41', 'Raise to 900 USD'], ['42', '900']);
  expect(withoutNames('Show “Raise to 900 USD” for 5 days, not “900”.', names)).toBe('Show “” for 5 days, not “”.');
  expect(withoutNames('Raise to 900 USD.', names)).toBe('Raise to 900 USD.');
});
