import { describe, expect, it } from 'vitest';
import { refusedWith } from '../../testing/refused.ts';
import { openStage } from '../../testing/stage.ts';
import { createGoogle } from '../google.ts';
import { checkAuctionAccess, isAuctionColumn, rivalRowsOf } from './auction-rivals.ts';
import type { Condition } from './parse.ts';

const { books } = openStage(createGoogle(), { external_id: '9009009001' }).scene();
const until = (date: string): readonly Condition[] => [
  { field: 'segments.date', operator: '>=', values: ['2026-01-01'] },
  { field: 'segments.date', operator: '<=', values: [date] },
];

describe('insights into auctions', () => {
  it.each([
    ['segments.auction_insight_domain', true],
    ['metrics.auction_insight_search_overlap_rate', true],
    ['metrics.search_impression_share', false],
    ['campaign.id', false],
  ])('%s is one of their columns: %s', (field, expected) => expect(isAuctionColumn(field)).toBe(expected));

  it('are refused to an account that they are not open for, by the name of the first such column', () => {
    const fields = ['campaign.id', 'metrics.auction_insight_search_overlap_rate'];
    const refused = refusedWith(() => checkAuctionAccess(fields, false));
    expect(refused).toContain('"authorizationError":"METRIC_ACCESS_DENIED"');
    expect(refused).toContain('auction_insight_search_overlap_rate');
    expect(refusedWith(() => checkAuctionAccess(fields, true))).toBe('was taken');
    expect(refusedWith(() => checkAuctionAccess(['campaign.id'], false))).toBe('was taken');
  });

  it('tell nothing of no campaign', () => {
    expect(rivalRowsOf({ books }, until('2026-11-20'))).toEqual([]);
  });

  it('tell of the rivals of a campaign’s keyword, each with shares that can be', () => {
    for (const campaign of books.list('campaign')) {
      const rows = rivalRowsOf({ books, campaign }, until('2026-11-20'));
      const keyword = campaign.campaign.keywords[0];
      expect(rows.length > 0).toBe(keyword !== undefined);
      expect(new Set(rows.map((row) => row.rival?.domain)).size).toBe(rows.length);
      for (const { rival } of rows) {
        const { impression_share = 2, overlap_rate = 2, position_above_rate = 2, outranking_share = 2 } = rival ?? {};
        for (const share of [impression_share, overlap_rate, position_above_rate, outranking_share]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(overlap_rate).toBeLessThanOrEqual(impression_share);
      }
    }
  });
});
