import { describe, expect, it } from 'vitest';
import { idsIn, readable } from './readable.ts';

const names = new Map([
  ['420240001023', 'Trail Boots – new video'],
  ['320240001021', 'Trail Boots – video'],
]);
const said = (text: string) => readable(text, names);

describe('a sentence of a rule, for people', () => {
  it.each([
    ['CPA -26 to -20.9 % within 3 days', 'CPA −26 to −20.9\u00a0% within 3 days'],
    ['that is 43.11 to 46.08 USD (rule of thumb)', 'that is $43.11 to $46.08 (rule of thumb)'],
    ['Raise the bid by 15 %, from 6.20 EUR to 7.13 EUR.', 'Raise the bid by 15\u00a0%, from €6.20 to €7.13.'],
    ['from 180 USD to 216 USD', 'from $180 to $216'],
    ['60000 JPY a day', '¥60,000 a day'],
    ['CPM changed by 31.42 %.', 'CPM changed by 31.4\u00a0%.'],
    ['The click-through rate is within 10 % of 1.67 %', 'The click-through rate is within 10\u00a0% of 1.67\u00a0%'],
    ['little or no change: reach -4.8 %', 'little or no change: reach −4.8\u00a0%'],
    ['The change began on 2026-11-15.', 'The change began on 15 Nov 2026.'],
  ])('%s', (text, words) => {
    expect(said(text)).toBe(words);
  });

  it('names what it knows, in quotes within a sentence and bare by itself', () => {
    expect(said('Show creative 420240001023 in ad 320240001021 instead of creative 420240001021.')).toBe(
      'Show creative “Trail Boots – new video” in ad “Trail Boots – video” instead of creative 420240001021.',
    );
    expect(said('420240001023')).toBe('Trail Boots – new video');
  });

  it('leaves the id beside a name that two share, and changes nothing in the name itself', () => {
    const told = 'Show creative “Video” (420240001023) in ad “Main” instead of creative “Video” (420240001021).';
    expect(said(told)).toBe(told);
    expect(idsIn(told)).toEqual([]);
    expect(said('CPA falls by between 16.5 % and 19.72 % within 3 days, to between 46.98 and 48.85 USD.')).toBe(
      'CPA falls by between 16.5\u00a0% and 19.7\u00a0% within 3 days, to between $46.98 and $48.85.',
    );
  });

  it.each([
    '3 of 4 signs are there; 2 unknown',
    'CPA and CPM rose in 7 days',
    'between 60-90 days, version 2.0',
    '5 KPI and 3 CPA',
    '2026-11-22T04:26:30.911Z',
    '',
  ])('leaves alone what is none of that: %s', (text) => {
    expect(said(text)).toBe(text);
  });

  it('changes nothing when it is said twice', () => {
    const once = said('CPA -26 to -20.9 % until 2026-11-15, 43.11 to 46.08 USD for 420240001023.');
    expect(said(once)).toBe(once);
  });
});

describe('the ids in a text', () => {
  it('are long runs of digits, each once, and never an amount', () => {
    expect(idsIn('ad 320240001021, creative 420240001023, again 320240001021.')).toEqual([
      '320240001021',
      '420240001023',
    ]);
    expect(idsIn('$12345678 of 12345678.50, -123456789, 99999999 %, 1234567 people')).toEqual([]);
  });
});
