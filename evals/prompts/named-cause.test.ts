import { describe, expect, it } from 'vitest';
import { rootCauseSchema } from '../../contracts/recommendation.ts';
import { namedCause } from './named-cause.ts';

describe('the cause that a model names', () => {
  it.each([
    ['Higher competitive pressure in the auction.', 'auction_pressure'],
    ['Competitors bid more since Monday', 'auction_pressure'],
    ['competitive pressure, not creative fatigue', 'auction_pressure'],
    ['Creative fatigue: the click rate falls at a high frequency.', 'creative_fatigue'],
    ['The creative is old and worn out.', 'creative_fatigue'],
    ['Not competition: the creative is worn.', 'creative_fatigue'],
    ['Audience saturation, as several of its signs agree.', 'audience_saturation'],
    ['The audience is exhausted.', 'audience_saturation'],
    ['A sale of competitors; several run a promotion.', 'competitor_promotion'],
    ['Poor targeting of two segments', 'poor_targeting'],
    ['Uneven segments: one is far cheaper', 'uneven_segments'],
    ['The daily budget is used up by noon.', 'budget_limited'],
    ['limited by its budget', 'budget_limited'],
    ['A fundamental issue, most likely in tracking', 'tracking_break'],
    ['The conversion tag is gone.', 'tracking_break'],
    ['Conversions are not being counted.', 'tracking_break'],
    ['Conversion lag of the newest days', 'conversion_lag'],
    ['Seasonal.', 'seasonality'],
    ['It recurs on the same weekday', 'seasonality'],
    ['An external market event.', 'external_event'],
    ['A holiday in most of the country', 'external_event'],
    ['Normal variance.', 'no_change'],
    ['Not enough data to tell.', 'insufficient_data'],
    ['insufficient_data', 'insufficient_data'],
  ] as const)('of %j is %s', (sentence, cause) => {
    expect(namedCause(sentence)).toBe(cause);
  });

  it.each(['', 'Something moved.', 'The moon', 'not creative fatigue'])('of %j is none, never a guess', (sentence) => {
    expect(namedCause(sentence)).toBeNull();
  });

  it('is the first that is named', () => {
    expect(namedCause('Creative fatigue, and some competition besides')).toBe('creative_fatigue');
    expect(namedCause('Competition, and some creative fatigue besides')).toBe('auction_pressure');
  });

  it('is known by the name of the machine for every cause', () => {
    const missed = rootCauseSchema.options.filter((cause) => namedCause(cause) !== cause);
    expect(missed).toEqual([]);
  });
});
