import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { accountSpecSchema } from '../world/campaign-spec.ts';
import { openWorld } from '../world/world.ts';
import { HOURLY_BREAKDOWN, readInsightsQuery } from './insights-query.ts';
import { replyOf } from './reply.ts';
import { createView } from './view.ts';

const directory = mkdtempSync(join(tmpdir(), 'insights-query-'));
// Noon of 10 March in UTC is already late in Tokyo.
const now = Date.UTC(2026, 2, 10, 12);
const world = openWorld({ directory, realNow: () => now, seed: 'seed', startAt: null });
const account = (timezone: string) =>
  accountSpecSchema.parse({ external_id: 'act_900', name: 'Test', currency: 'EUR', timezone, sandbox_token: 't' });
const read = (parameters: Record<string, unknown>, timezone = 'UTC', at = now) =>
  readInsightsQuery(parameters, createView(world, account(timezone), at), 'campaign');
/** The answer that refuses a call; null when it is taken, or when it falls over. */
function refusalOf(parameters: Record<string, unknown>) {
  try {
    read(parameters);
  } catch (error) {
    return replyOf(error);
  }
  return null;
}
afterAll(() => {
  world.close();
  rmSync(directory, { recursive: true });
});

describe('a question for insights', () => {
  it('without a word is one row over the last thirty full days, at the level of what is asked', () => {
    expect(read({})).toEqual({
      level: 'campaign',
      fields: ['account_id', 'campaign_id', 'impressions', 'spend'],
      since: '2026-02-08',
      until: '2026-03-09',
      increment: null,
      hourly: false,
      windows: [],
    });
  });

  it.each([
    ['today', '2026-03-10', '2026-03-10'],
    ['yesterday', '2026-03-09', '2026-03-09'],
    ['last_3d', '2026-03-07', '2026-03-09'],
    ['last_7d', '2026-03-03', '2026-03-09'],
    ['last_14d', '2026-02-24', '2026-03-09'],
    ['last_90d', '2025-12-10', '2026-03-09'],
  ])('%s is %s to %s', (date_preset, since, until) => {
    expect(read({ date_preset })).toMatchObject({ since, until });
  });

  it('days are those of the account’s own calendar', () => {
    const late = Date.UTC(2026, 2, 10, 16);
    expect(read({ date_preset: 'today' }, 'Asia/Tokyo', late)).toMatchObject({ since: '2026-03-11' });
    expect(read({ date_preset: 'today' }, 'America/Los_Angeles', Date.UTC(2026, 2, 10, 3))).toMatchObject({
      since: '2026-03-09',
    });
  });

  it.each([
    ['as JSON in a query', '{"since":"2026-01-31","until":"2026-02-01"}'],
    ['as it is in a body', { since: '2026-01-31', until: '2026-02-01' }],
  ])('takes a range %s, and prefers it to a preset', (_, time_range) => {
    expect(read({ time_range, date_preset: 'today' })).toMatchObject({ since: '2026-01-31', until: '2026-02-01' });
  });

  it.each([
    ['backwards', { since: '2026-02-02', until: '2026-02-01' }],
    ['without an end', { since: '2026-02-02' }],
    ['with a day that is none', { since: '2026-02-30', until: '2026-03-01' }],
    ['with month 13', { since: '2026-13-01', until: '2026-13-02' }],
    ['in other words', { since: '1 Feb', until: '2 Feb' }],
    ['that is a text', 'lastweek'],
    ['that is a number', 7],
  ])('refuses a range %s, as the platform does, and does not fall over', (_, time_range) => {
    const text = typeof time_range === 'string' ? 'must be valid JSON' : 'Must be a valid time range';
    expect(refusalOf({ time_range })).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: expect.stringContaining(text) } },
    });
  });

  it.each([
    [{ date_preset: 'last_2d' }, 'param date_preset must be one of'],
    [{ date_preset: 'constructor' }, 'param date_preset must be one of'],
    [{ level: 'creative' }, 'param level must be one of'],
    [{ time_increment: '0' }, 'param time_increment must be'],
    [{ time_increment: '91' }, 'param time_increment must be'],
    [{ time_increment: '1.5' }, 'param time_increment must be'],
    [{ time_increment: 'monthly' }, 'param time_increment must be'],
    [{ breakdowns: 'age' }, 'breakdown age is not played'],
    [{ breakdowns: [HOURLY_BREAKDOWN, 'gender'] }, 'breakdown gender is not played'],
  ])('%j: %s', (parameters, sentence) => {
    expect(refusalOf(parameters)).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: expect.stringContaining(sentence) } },
    });
  });

  it.each([
    [{ time_increment: 1 }, { increment: 1 }],
    [{ time_increment: '90' }, { increment: 90 }],
    [{ time_increment: 'all_days' }, { increment: null }],
    [{ level: 'ad' }, { level: 'ad' }],
    [{ breakdowns: HOURLY_BREAKDOWN }, { hourly: true }],
    [{ fields: 'spend,clicks' }, { fields: ['spend', 'clicks'] }],
    [{ fields: ['spend'] }, { fields: ['spend'] }],
    [{ action_attribution_windows: '["7d_click","1d_view"]' }, { windows: ['7d_click', '1d_view'] }],
  ])('%j', (parameters, part) => {
    expect(read(parameters)).toMatchObject(part);
  });
});
