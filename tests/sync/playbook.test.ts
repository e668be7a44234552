import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

it('an account that somebody has synchronised goes through worker and Temporal, and tells how far it is', async () => {
  const marketer = await stack.as('marketer');
  const started = await marketer.post('/v2/ad-accounts/504004001/sync', { backfill_days: 20 });
  await marketer.untilExecution(started.text('execution_id'), ['completed']);
  const streams = await marketer.get('/v2/sync-streams?account=504004001');
  expect(streams.at('total')).toBe(3);
  expect(streams.at('data.1')).toMatchObject({
    ...{ stream: 'daily_metrics', status: 'idle', error: null, rows_read: 20, days_left: null },
    gaps: { days: 0, campaigns: 0, ranges: [] },
  });
  const accounts = await marketer.get('/v2/ad-accounts?offset=1&limit=1');
  expect(accounts.at('data.0')).toMatchObject({
    external_id: '504004001',
    connection: { state: 'connected', error: null },
  });
  expect(accounts.at('data.0.synced_at')).not.toBeNull();
});

it('a conversion reaches the platform, and whoever made it is in no table, history or log', async () => {
  const engineer = await stack.as('engineer');
  const event = {
    ...{ event_id: 'order-77', event_name: 'purchase', value_minor: 4_990, currency: 'USD', order_id: null },
    ...{ happened_at: new Date(Date.now() - 3_600_000).toISOString(), source: 'website', click_ids: {} },
    ...{ page_url: 'https://shop.example/thanks', consent: { ad_user_data: true, ad_personalization: true } },
    person: { email: 'grace@customer.example', user_agent: 'Shop/1.0' },
  };
  const sent = await engineer.post('/v2/conversions', {
    account: 'act_100100',
    destination: '100100200',
    events: [event],
  });
  expect(sent.status).toBe(202);
  await engineer.untilExecution(sent.text('execution_id'), ['completed']);
  const told = await engineer.get('/v2/conversions?event_id=order-77');
  expect(told.at('data.0')).toMatchObject({ state: 'accepted', attempts: 1, code: null });
  const { sql } = stack.database.owner;
  const [batch] = await sql`select sealed from conversion_batches where batch_id = ${sent.text('batch_id')}`;
  expect(batch?.sealed).toBeNull();
  const shown = await engineer.get(`/v2/playbooks/executions/${sent.text('execution_id')}`);
  expect(JSON.stringify(shown.body)).not.toContain('grace@');
  expect(stack.logs()).not.toContain('grace@');
});
