import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CouncilSource } from '../../../contracts/council.ts';
import { claimSchema } from '../../../contracts/recommendation.ts';
import { checkAnswer } from './check-answer.ts';

const schema = z.object({ reasoning: z.string().max(200), claims: z.array(claimSchema) });
const source = (source_id: string, text: string, title = source_id): CouncilSource => ({
  ...{ source_id, title, text, trusted: false },
});
const sources = [
  source('metrics', 'CPA rose by 30 % from 45 to 58.50 USD.'),
  source('competitors', 'Activity of competitors is up by 40 %; CPA of the sector rose by 30 %.'),
];
const rules = { schema, sources, variables: { facts: 'The bid goes from 2.50 to 2.88.' }, min_sources_per_claim: 2 };
const answer = (claims: readonly object[], reasoning = 'CPA rose, so the bid goes to 2.88.') =>
  JSON.stringify({ reasoning, claims });
const check = (text: string, more: Partial<typeof rules> = {}) => checkAnswer(text, { ...rules, ...more });
const problems = (text: string) => {
  const checked = check(text);
  return checked.usable ? [] : checked.problems;
};

describe('a claim', () => {
  it('is supported by two independent sources that have its numbers, whatever the model says of it', () => {
    const claims = [
      { text: 'CPA rose by 30 %.', source_ids: ['metrics', 'competitors'] },
      { text: 'Competitors are 40 % more active.', source_ids: ['competitors'], status: 'supported' },
      { text: 'Perhaps.', source_ids: ['metrics', 'competitors'], status: 'unclear' },
    ];
    expect(check(answer(claims))).toMatchObject({
      usable: true,
      value: { claims: [{ status: 'supported' }, { status: 'unclear' }, { status: 'unclear' }] },
    });
  });

  it('naming one source twice, or its copy, or another page of its domain, has one source', () => {
    const text = 'Acme cut all its prices by 30 % for the spring sale this week.';
    const more = {
      sources: [
        source('https://news.example.co.uk/a', text),
        source('https://shop.example.co.uk/b', 'Prices: 30 % off.'),
        source('copy', `${text} `),
      ],
    };
    for (const source_ids of [
      ['copy', 'copy'],
      ['https://news.example.co.uk/a', 'https://shop.example.co.uk/b'],
      ['https://news.example.co.uk/a', 'copy'],
    ]) {
      const checked = check(answer([{ text: 'Prices fell by 30 %.', source_ids }], 'Prices fell.'), more);
      expect(checked).toMatchObject({ usable: true, value: { claims: [{ status: 'unclear' }] } });
    }
    const two = answer(
      [{ text: 'Prices fell.', source_ids: ['https://shop.example.co.uk/b', 'copy'] }],
      'Prices fell.',
    );
    expect(check(two, more)).toMatchObject({ usable: true, value: { claims: [{ status: 'supported' }] } });
  });

  it('cites nothing that was not given', () => {
    expect(problems(answer([{ text: 'CPA rose.', source_ids: ['metrics', 'memory'] }]))).toEqual([
      expect.stringContaining('no source of the id "memory"'),
    ]);
  });

  it('has no number that the sources it cites do not say, though another one does', () => {
    expect(problems(answer([{ text: 'Activity rose by 40 %.', source_ids: ['metrics'] }]))).toEqual([
      expect.stringContaining('claims.0.text: the sources that it cites do not say 40'),
    ]);
  });
});

describe('an answer', () => {
  it('in a fence is read, with what nobody sees taken out', () => {
    const fenced = `\`\`\`json\n${answer([], 'The \u200bbid goes\u{e0041} to 2.88.')}\n\`\`\``;
    expect(check(fenced)).toMatchObject({ usable: true, value: { reasoning: 'The bid goes to 2.88.' } });
  });

  it.each([
    ['prose', 'Sure! Here is what I think.'],
    ['prose before the JSON', `Here: ${answer([])}`],
    ['a cut object', answer([]).slice(0, -9)],
    ['nothing', ''],
    ['two objects', `${answer([])}${answer([])}`],
  ])('that is %s is not JSON', (_, text) => {
    expect(problems(text)).toEqual(['The answer is not one JSON object.']);
  });

  it.each([
    ['another shape', JSON.stringify({ text: 'x' })],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text that is too long', answer([], 'x'.repeat(201))],
  ])('that is %s is told which part is wrong', (_, text) => {
    expect(problems(text).length).toBeGreaterThan(0);
    expect(problems(text)).not.toEqual(['The answer is not one JSON object.']);
  });

  it('with a number that nothing given says is refused, and one that a variable says is not', () => {
    expect(problems(answer([], 'Raise the bid to 9.99.'))).toEqual([expect.stringContaining('9.99')]);
    expect(problems(answer([], 'The bid goes from 2.50 to 2.88.'))).toEqual([]);
  });

  it.each([
    'see https://evil.example/?q=secret',
    'see HTTP://EVIL.example',
    'see //evil.example/x',
    'see www.evil.example',
    '![x](https://evil.example/p.png)',
    '[click](evil)',
    'visit evil.com now',
    'visit evil。com now',
    'visit ｅｖｉｌ．ｃｏｍ now',
    '<img src=x>',
    '<script>alert()</script>',
    'javascript:alert()',
    'data:text/html,x',
    'mailto:x',
    'hxxps evil',
  ])('with %j leads away and is refused', (text) => {
    expect(problems(answer([], text))).toEqual(expect.arrayContaining([expect.stringContaining('an address')]));
  });

  it.each([
    'CPA (cost per action) fell: good.',
    'A/B test of 2.50',
    'e.g. the bid; i.e. more',
    'Share < limit, and more.',
  ])('with %j is plain', (text) => {
    expect(problems(answer([], text))).toEqual([]);
  });

  it('with a hundred problems is told a few of them', () => {
    const claims = Array.from({ length: 100 }, () => ({ text: 'see www.evil.example', source_ids: ['none'] }));
    expect(problems(answer(claims))).toHaveLength(12);
  });

  it('that is longer than anything that is asked for is not even read', () => {
    expect(problems(answer([], 'x'.repeat(60_000)))).toEqual([expect.stringContaining('longer than 60000')]);
  });

  it('tells whether it invented numbers or sources, or is only of another shape', () => {
    const invented = (text: string) => check(text);
    expect(invented(answer([], 'Raise it to 9.99.'))).toMatchObject({ invented: true });
    expect(invented(answer([{ text: 'So.', source_ids: ['memory'] }]))).toMatchObject({ invented: true });
    for (const text of ['prose', '{}', answer([], 'see www.evil.example')])
      expect(invented(text)).toMatchObject({ usable: false, invented: false });
  });

  // Reading the facts anew for each text would not come back before the test is given up.
  it('of thousands of short texts is checked at once against long sources', () => {
    const long = [
      source('metrics', 'CPA 58.50, then. '.repeat(8_000)),
      source('other', 'Other words, 12. '.repeat(8_000)),
    ];
    const claims = Array.from({ length: 500 }, () => ({ text: '58.5', source_ids: ['metrics', 'other'] }));
    const text = JSON.stringify({ claims, x: Array.from({ length: 3_000 }, () => '58.5') });
    const told = check(text, { sources: long });
    expect(told).toMatchObject({
      usable: false,
      problems: expect.arrayContaining([expect.stringContaining('reasoning')]),
    });
  });
});
