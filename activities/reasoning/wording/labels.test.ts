import { describe, expect, it } from 'vitest';
import { fieldWords, metricLabel, momentLabel } from './labels.ts';

describe('words for people', () => {
  it.each([
    ['cpc', 'CPC'],
    ['roas', 'ROAS'],
    ['conversion_rate', 'Conversion rate'],
    ['spend', 'Spend'],
    ['', ''],
  ])('%s is called %s', (metric, label) => {
    expect(metricLabel(metric)).toBe(label);
  });

  it.each([
    ['2026-11-17T23:59:59.000Z', '2026-11-17'],
    ['2026-11-17T00:00:00.000Z', '2026-11-17'],
    ['2011-07-13T16:00:01.000Z', '2011-07-13 16:00 UTC'],
    ['2026-11-17', '2026-11-17'],
  ])('%s reads %s', (at, label) => {
    expect(momentLabel(at)).toBe(label);
  });

  it.each([
    ['bid_amount_minor', 'bid'],
    ['bid_amount', 'bid'],
    ['creative_id', 'creative'],
    ['currency', 'currency'],
    ['pacing_mode', 'pacing mode'],
  ])('the field %s is called %s', (field, words) => expect(fieldWords(field)).toBe(words));
});
