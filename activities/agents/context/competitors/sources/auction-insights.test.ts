import { describe, expect, it } from 'vitest';
import type { AuctionRival } from '../../../../../contracts/ad-platform.ts';
import { subjectOf } from '../../../../../tests/context/subject.ts';
import { sourceSignalsSchema } from '../source-signals.ts';
import { auctionSignals, readAuctions } from './auction-insights.ts';

const rival = (domain: string, impression_share: number | null = 0.2): AuctionRival => ({
  ...{ domain, impression_share, overlap_rate: 0.5, position_above_rate: 0.1, outranking_share: 0.4 },
});

describe('a campaign’s auctions', () => {
  it('are asked about for the compared weeks, in the time zone of the account', async () => {
    const asked: unknown[] = [];
    const platform = {
      readAuctionInsights: async (tenant_id: string, campaign_id: string, span: { since: string; until: string }) => {
        asked.push([tenant_id, campaign_id, span.since, span.until]);
        return span.until === '2026-11-21' ? [rival('a.example', 0.3)] : [rival('a.example', 0.2)];
      },
    };
    const subject = subjectOf({ campaign: { timezone: 'Asia/Tokyo' }, at: new Date('2026-11-21T20:00:00Z') });
    const told = await readAuctions(platform, subject);
    expect(sourceSignalsSchema.parse(told)).toEqual(told);
    expect(told).toMatchObject({ activity_change_pct: 50, analysis_period_days: 7, avg_bid_increase_pct: null });
    expect(asked).toEqual([
      [subject.tenant_id, '100', '2026-11-15', '2026-11-21'],
      [subject.tenant_id, '100', '2026-11-08', '2026-11-14'],
    ]);
  });

  it('name whoever was not there the week before, whatever the spelling', () => {
    const told = auctionSignals([rival('www.A.example'), rival('new.example')], [rival('a.example')]);
    expect(told.competitors).toMatchObject([
      { key: 'a.example', is_new: false, bid: null, promotes: null },
      { key: 'new.example', is_new: true },
    ]);
  });

  it.each([
    ['dearer presence', [0.3, 0.3], [0.2, 0.2], 50],
    ['the same', [0.2], [0.2], 0],
    ['somebody who left', [0.2], [0.2, 0.2], -50],
    ['no share told now', [null], [0.2], null],
    ['no share told before', [0.2], [null], null],
    ['nothing before', [0.2], [], null],
    ['nothing at all', [], [], null],
  ])('move by what the others were shown together: %s', (_, now, before, change) => {
    const rivals = (shares: readonly (number | null)[]) =>
      shares.map((share, index) => rival(`r${index}.example`, share));
    expect(auctionSignals(rivals(now), rivals(before)).activity_change_pct).toBe(change);
  });

  it('make nobody new where nothing is known of the week before', () => {
    expect(auctionSignals([rival('a.example')], []).competitors).toMatchObject([{ is_new: null }]);
  });

  it('count what is no domain as nobody', () => {
    expect(auctionSignals([rival('Other advertisers'), rival('10.0.0.1')], []).competitors).toEqual([]);
  });
});
