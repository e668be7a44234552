import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CopyRules } from '../../../../contracts/ad-copy.ts';
import { type CopyCandidate, type CopyLaw, judgeVariants } from './check-copy.ts';
import { bare, likeness } from './likeness.ts';
import { claimsIn } from './unprovable.ts';

const google: CopyRules = {
  headline: { most_characters: 30, shown_characters: null },
  body: { most_characters: 90, shown_characters: null },
  ...{ held_by: 'creative', wide_characters_count_twice: true, emoji: false, pages: [] },
  exclamation_marks: { headline: 0, body: 1 },
};
const meta: CopyRules = {
  headline: { most_characters: 255, shown_characters: 40 },
  body: { most_characters: 2_200, shown_characters: 125 },
  ...{ held_by: 'creative', wide_characters_count_twice: false, emoji: true, pages: [] },
  exclamation_marks: { headline: 1, body: 1 },
};
const tiktok: CopyRules = { ...google, headline: null, held_by: 'ad' };
const law: CopyLaw = {
  rules: google,
  sources: [
    { source_id: 'ad:1', text: 'Dry feet all day\nBoots for wet trails, free returns within 30 days.', proof: false },
    { source_id: 'facts#1', text: 'GORE seams are guaranteed for 2 years. Tested on 1,000 km.', proof: true },
  ],
  existing: ['Dry feet all day Boots for wet trails, free returns within 30 days.'],
  competitors: ['peak shop', 'rival'],
  by: 'model',
};
const variant = (more: Partial<CopyCandidate> = {}): CopyCandidate => ({
  ...{ headline: 'Rain stays outside', body: 'Sealed seams for long walks.', why: 'Another thought.' },
  ...{ source_ids: ['ad:1'], objections: [], ...more },
});
const judged = (more: Partial<CopyCandidate>, other: Partial<CopyLaw> = {}) =>
  judgeVariants([variant(more)], { ...law, ...other });
const checksOf = (more: Partial<CopyCandidate>, other: Partial<CopyLaw> = {}) => {
  const { kept, dropped } = judged(more, other);
  return [...kept, ...dropped].flatMap((each) => each.findings.map(({ check, field }) => `${field}:${check}`));
};

describe('a variant that a model wrote', () => {
  it('that says something else within the limits is kept, with why and what it rests on', () => {
    expect(judged({})).toEqual({ kept: [{ ...variant(), findings: [] }], dropped: [] });
  });

  it.each<[string, Partial<CopyCandidate>, string]>([
    ['with a headline of 31 characters', { headline: 'x'.repeat(31) }, 'headline:too_long'],
    ['with 16 Japanese signs, which count twice', { headline: '登'.repeat(16) }, 'headline:too_long'],
    ['with a text of 91 characters', { body: 'ab '.repeat(30).trimEnd().padEnd(91, 'c') }, 'body:too_long'],
    ['without a headline', { headline: ' ' }, 'headline:empty'],
    ['without a text', { body: '' }, 'body:empty'],
    ['that names nothing it rests on', { source_ids: [] }, 'body:no_source'],
    ['that names a source that there is not', { source_ids: ['x'] }, 'body:no_source'],
    ['that calls itself the best', { headline: 'The best boots in town' }, 'headline:superlative'],
    ['that is number one', { body: 'Your #1 shop for walks.' }, 'body:superlative'],
    ['that is the cheapest in German', { body: 'Unschlagbar günstig wandern.' }, 'body:superlative'],
    ['that guarantees', { headline: 'Guaranteed dry feet' }, 'headline:guarantee'],
    ['that is without any risk', { body: 'Try it risk-free on any trail.' }, 'body:guarantee'],
    ['with a price from nowhere', { headline: 'Boots from €79' }, 'headline:number_without_source'],
    ['with a discount from nowhere', { body: 'Now 20 % off for long walks.' }, 'body:number_without_source'],
    [
      'with a number of a source it does not cite',
      { body: 'Tested on 1,000 km of trails.' },
      'body:number_without_source',
    ],
    ['that shouts', { headline: 'WATERPROOF boots' }, 'headline:all_caps'],
    ['with an exclamation mark in the headline', { headline: 'Rain stays outside!' }, 'headline:punctuation'],
    ['with two exclamation marks', { body: 'Walk on! In any rain!' }, 'body:punctuation'],
    ['with repeated signs', { body: 'Wet feet?? Not here.' }, 'body:punctuation'],
    ['with dotted letters', { body: 'B.O.O.T.S. for walks.' }, 'body:punctuation'],
    ['with a picture', { headline: 'Rain stays outside 🥾' }, 'headline:emoji'],
    ['with an address', { body: 'See shop.example for more.' }, 'body:link'],
    ['with a whole address', { body: 'Go to https://evil.example/x now' }, 'body:link'],
    ['with a mention', { body: 'As worn by @walker every day' }, 'body:mention'],
    ['with a hashtag', { body: 'Long walks #boots' }, 'body:mention'],
    ['with a telephone number', { body: 'Call +49 30 1234567 today' }, 'body:mention'],
    ['that names a competitor', { body: 'Better seams than Peak Shop has.' }, 'body:competitor_named'],
    [
      'that is in use already',
      { headline: 'DRY feet – all day', body: law.existing[0]?.slice(17) ?? '' },
      'body:duplicate',
    ],
    [
      'that is nearly in use already',
      { headline: 'Dry feet all day', body: 'Boots for wet trails, free returns in 30 days.' },
      'body:near_duplicate',
    ],
  ])('%s is dropped, and the reason is said', (_, more, finding) => {
    expect(checksOf(more)).toContain(finding);
    expect(judged(more).kept).toEqual([]);
    for (const each of judged(more).dropped[0]?.findings ?? []) expect(each.explanation).toMatch(/.{10}/);
  });

  it.each<[string, Partial<CopyCandidate>]>([
    ['a claim that a cited fact of the team makes', { headline: 'Seams guaranteed', source_ids: ['facts#1'] }],
    ['a number of a source that it cites', { body: 'Tested on 1,000 km of trails.', source_ids: ['facts#1'] }],
    ['a number of the ad in use', { body: 'Send them back within 30 days.' }],
    ['a name in capitals that stands so in a source', { body: 'GORE seams for long walks.' }],
    ['a name of which a competitor’s is a part', { body: 'No rivalry with the weather.' }],
    ['an abbreviation of three letters', { body: 'Made in the USA for long walks.' }],
    ['best before, which is no claim', { body: 'Wax is best before winter comes.' }],
    ['one exclamation mark in the text', { body: 'Walk on in any rain!' }],
  ])('%s is no reason to drop it', (_, more) => {
    expect(checksOf(more)).toEqual([]);
  });

  it('a claim that only the ad in use makes proves nothing', () => {
    const sources = [{ source_id: 'ad:1', text: 'Guaranteed dry feet', proof: false }];
    expect(checksOf({ headline: 'Guaranteed to be dry' }, { sources })).toContain('headline:guarantee');
  });

  it('the second of two that say the same is dropped, whichever it is', () => {
    const { kept, dropped } = judgeVariants([variant(), variant({ body: 'Sealed seams – for long walks' })], law);
    expect([kept.length, dropped.length]).toEqual([1, 1]);
    expect(dropped[0]?.findings.map((each) => each.check)).toEqual(['duplicate']);
  });

  it('longer than what is shown is told and kept; what has no headline needs none', () => {
    const { kept } = judged({ headline: 'Rain stays outside of these boots all day long' }, { rules: meta });
    expect(kept[0]?.findings).toMatchObject([{ check: 'folded', field: 'headline', blocks: false }]);
    expect(checksOf({ headline: '' }, { rules: tiktok })).toEqual([]);
  });
});

describe('a variant that a person wrote', () => {
  it('may claim what the person answers for: it is told beside it', () => {
    const { kept } = judged({ body: 'The best boots from €79!', source_ids: [] }, { by: 'person' });
    expect(kept[0]?.findings.map((each) => [each.check, each.blocks])).toEqual([
      ['superlative', false],
      ['number_without_source', false],
    ]);
  });

  it.each<[string, Partial<CopyCandidate>]>([
    ['too long', { headline: 'x'.repeat(31) }],
    ['empty', { body: '' }],
    ['with an address in it', { body: 'See www.shop.example' }],
    ['in use already', { headline: 'Dry feet all day', body: law.existing[0]?.slice(17) ?? '' }],
  ])('that is %s is not asked about', (_, more) => {
    expect(judged({ ...more, source_ids: [] }, { by: 'person' }).kept).toEqual([]);
  });
});

describe('how alike two texts are', () => {
  it('is the same both ways, 1 for the same words, and never outside of 0 to 1', () => {
    assert(
      property(string({ maxLength: 60 }), string({ maxLength: 60 }), (one, other) => {
        const found = likeness(one, other);
        expect(found).toBe(likeness(other, one));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
        expect(likeness(one, one)).toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  it('looks through signs and capitals, and tells other thoughts apart', () => {
    expect(bare('  DRY—Feet! ')).toBe('dry feet');
    expect(likeness('Rain stays outside', 'Light as a feather')).toBeLessThan(0.4);
  });

  it('claims are found in any case, and plain words are none', () => {
    expect(claimsIn('THE BEST, proven').map((each) => each.check)).toEqual(['superlative', 'guarantee']);
    expect(claimsIn('A better walk in approved boots')).toEqual([]);
  });
});
