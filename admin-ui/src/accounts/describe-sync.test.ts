import { describe, expect, it } from 'vitest';
import { accountViewSchema } from './account-view.ts';
import {
  connectionWords,
  daysRead,
  gapWords,
  lagWords,
  streamName,
  streamStanding,
  summarizeAccounts,
} from './describe-sync.ts';
import { streamViewSchema } from './stream-view.ts';

const account = (more: object = {}) =>
  accountViewSchema.parse({ id: 'a1', platform: 'meta_ads', external_id: 'act_1', ...more });
const stream = (more: object = {}) =>
  streamViewSchema.parse({ id: 's1', ad_account_id: 'a1', stream: 'daily_metrics', status: 'idle', ...more });

describe('an account', () => {
  it('says whether it can be reached', () => {
    expect(connectionWords('refused')).toEqual({ word: 'Access refused', tone: 'bad' });
    expect(connectionWords('connected').tone).toBe('good');
    expect(connectionWords('half_open').word).toBe('half open');
  });

  it('is counted together with its troubles', () => {
    expect(summarizeAccounts([])).toBe('No ad account is connected yet.');
    const fine = account({ synced_at: 'T', connection: { state: 'connected' } });
    expect(summarizeAccounts([fine])).toBe('1 ad account, all in step.');
    const refused = account({ connection: { state: 'refused', error: { code: 'X' } } });
    expect(summarizeAccounts([fine, refused, account({ synced_at: 'T' })])).toBe(
      '3 ad accounts: 1 cannot be reached, 1 not read completely yet.',
    );
  });
});

describe('a stream', () => {
  it('says what it reads', () => {
    expect(['entities', 'audiences', 'daily_metrics', 'hourly_metrics'].map(streamName)).toEqual([
      'Campaigns, ad sets and ads',
      'Audiences',
      'Figures of each day',
      'hourly metrics',
    ]);
  });

  it.each([
    [{ status: 'running', lag_hours: 99 }, 'Reading now'],
    [{ status: 'failed', lag_hours: 1 }, 'Failed'],
    [{ lag_hours: null }, 'Never read'],
    [{ lag_hours: 27 }, 'Out of date'],
    [{ lag_hours: 2, gaps: { days: 3, campaigns: 1 } }, 'Days are missing'],
    [{ lag_hours: 2, gaps: { days: 0, campaigns: 0 } }, 'Up to date'],
    [{ lag_hours: 2 }, 'Up to date'],
  ])('with %j stands as %s', (more, word) => {
    expect(streamStanding(stream(more)).word).toBe(word);
  });

  it('says how far it has come: every day before today is all of it, and nothing is rounded up', () => {
    const days = { backfill_from: '2026-08-01', today: '2026-08-11' };
    expect(daysRead(stream({ ...days, complete_until: null }))).toBe(0);
    expect(daysRead(stream({ ...days, complete_until: '2026-08-05' }))).toBe(50);
    expect(daysRead(stream({ ...days, complete_until: '2026-08-10' }))).toBe(100);
    expect(daysRead(stream({ ...days, complete_until: '2026-08-11' }))).toBe(100);
    const long = { backfill_from: '2025-08-11', today: '2026-08-11', complete_until: '2026-08-09' };
    expect(daysRead(stream(long))).toBe(99);
    expect(daysRead(stream({ backfill_from: null, today: '2026-08-11' }))).toBeNull();
    expect(daysRead(stream({ backfill_from: '2026-08-11', today: '2026-08-11' }))).toBe(100);
  });

  it('says how old it is', () => {
    expect([null, 0.4, 1.9, 30, 75].map(lagWords)).toEqual([
      'never finished yet',
      'less than an hour old',
      '1 hour old',
      '30 hours old',
      '3 days old',
    ]);
  });

  it('names what is missing and why', () => {
    const gap = { campaign_id: '7', campaign_name: '', since: '2026-08-01', until: '2026-08-03', days: 3 };
    expect(gapWords({ ...gap, reason: 'unread' })).toBe('7: 1\u2009–\u20093 Aug 2026 (never read)');
    expect(gapWords({ ...gap, campaign_name: 'Spring', until: '2026-08-01', reason: 'figures_lost' })).toBe(
      'Spring: 1 Aug 2026 (the figures were there and are gone)',
    );
  });
});
