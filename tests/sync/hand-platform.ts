import { randomUUID } from 'node:crypto';
import type { AccountReader } from '../../activities/ad-platforms/account-reader.ts';
import { createSyncHandlers } from '../../activities/agents/sync/handlers.ts';
import { syncDailyMetrics } from '../../activities/agents/sync/sync-daily-metrics.action.ts';
import { syncEntities } from '../../activities/agents/sync/sync-entities.action.ts';
import { type AccountState, type EntityState, type InsightRow, nothingHeld } from '../../contracts/ad-platform.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { withTenant } from '../../db/connect.ts';
import { findAdAccount } from '../../db/queries/ad-accounts.ts';
import type { DaySpan, SpanReach } from '../../db/queries/reach-windows.ts';
import { createTestDatabase } from '../harness/database.ts';
import { insightRow } from '../harness/spine-rows.ts';
import { insertTenantRows } from '../harness/tenant-rows.ts';

type Asked = { readonly campaign_id: string } & DaySpan;
const day = 86_400_000;
const datesOf = ({ since, until }: DaySpan) =>
  Array.from({ length: (Date.parse(until) - Date.parse(since)) / day + 1 }, (_, index) =>
    new Date(Date.parse(since) + index * day).toISOString().slice(0, 10),
  );

/** A campaign as a platform lists it. */
export function listedCampaign(entity_id: string, more: Partial<EntityState> = {}): EntityState {
  const of = { entity_id, entity_type: 'campaign', parent_id: null, name: `Campaign ${entity_id}` } as const;
  const held = { platform: 'meta_ads', account_id: 'act_1', currency: 'USD', read_at: '2026-11-10T12:00:00Z' } as const;
  return { ...nothingHeld, ...held, ...of, status: 'active', ...more };
}

/** Rows of all days that are asked for, each as a usual day. */
export function fullDays({ campaign_id, ...span }: Asked, more: Partial<InsightRow> = {}): InsightRow[] {
  return datesOf(span).map((date) => insightRow({ entity_id: campaign_id, date, ...more }));
}

/**
 * SyncAgent in this process, on a real database and a platform that answers what the test says: for what no sandbox does at
 * the right moment. Each call of `fresh` is a tenant with an account of its own, whose campaign '100' is known.
 */
export async function openHandPlatform() {
  const database = await createTestDatabase();
  const refuse = () => Promise.reject(new Error('This is not asked of a hand platform.'));

  async function fresh(rows: Parameters<typeof insertTenantRows>[1] = {}) {
    const tenant = await insertTenantRows(database.owner, rows);
    const { tenant_id } = tenant;
    const asked: string[] = [];
    const warned: object[] = [];
    const account: AccountState = {
      ...{ account_id: 'act_1', name: 'Account', currency: 'USD', timezone: 'UTC' },
      ...rows,
    };
    const says = {
      now: '2026-11-10T12:00:00Z',
      lag_days: 7,
      campaigns: [listedCampaign('100')],
      account,
      insights: async (query: Asked): Promise<InsightRow[]> => fullDays(query),
      reach: async (_query: Asked): Promise<SpanReach | null> => null,
      entity: async (campaign_id: string): Promise<EntityState> => listedCampaign(campaign_id),
      below: async (_campaign_id: string): Promise<void> => undefined,
    };
    const clock = { now: () => new Date(says.now) };
    const find = async (id: string) => {
      const account = await withTenant(database.app, tenant_id, (tx) => findAdAccount(tx, id));
      if (account === null) throw new CodedError('ACCOUNT_NOT_FOUND', `There is no ad account ${id}.`, {});
      return account;
    };
    const accounts: AccountReader = {
      find: (_tenant, id) => find(id),
      open: async (_tenant, id) => ({
        account: await find(id),
        conversion_lag_days: says.lag_days,
        readReach: (campaign_id, span) => says.reach({ campaign_id, ...span }),
        readCampaign: async (campaign) => {
          asked.push(`below ${campaign.entity_id}`);
          await says.below(campaign.entity_id);
          return { campaign, ad_sets: [], ads: [], daily_budget_minor: 10_000 };
        },
        adapter: {
          ...{ platform: 'meta_ads', read_after_write_lag_seconds: 0, write_timeout_seconds: 1 },
          writable: { campaign: [], ad_set: [], ad: [], creative: [] },
          ...{ listAudiences: refuse, listChildren: refuse, readChanges: refuse, write: refuse },
          readAccount: async () => says.account,
          listCampaigns: async () => says.campaigns,
          readEntity: ({ entity_id }) => {
            asked.push(`entity ${entity_id}`);
            return says.entity(entity_id);
          },
          readInsights: ({ reference, since, until }) => {
            asked.push(`${reference.entity_id} ${since} ${until}`);
            return says.insights({ campaign_id: reference.entity_id, since, until });
          },
          healthCheck: async () => true,
        },
      }),
    };
    const handlers = createSyncHandlers({ database: database.app, clock, accounts });

    async function run(action: string, params: JsonObject, signal = new AbortController().signal) {
      const handler = handlers.find((each) => each.definition.action === action);
      if (handler === undefined) throw new Error(`There is no ${action}.`);
      const execution_id = randomUUID();
      const origin = {
        ...{ tenant_id, execution_id, playbook_id: 'sync_accounts_v1', step_id: 'sync', iteration: '' },
        requested_by: { user_id: randomUUID(), email: 'marketer@example.com', api_key_id: null },
        ...{ mode: 'live' as const, campaign_id: null, idempotency_key: `${execution_id}/sync/` },
      };
      const warn = (fields: object, message: string) => void warned.push({ ...fields, message });
      const log = { info: () => undefined, warn };
      return handler.call({ phase: 'run', origin, params }, { origin, signal, heartbeat: () => undefined, log });
    }

    return {
      ...{ tenant, says, asked, warned, run },
      metrics: async (params: JsonObject = {}, signal?: AbortSignal) =>
        syncDailyMetrics.output.parse(
          await run(
            'sync_daily_metrics',
            { account_id: 'act_1', backfill_days: 10, window_days: 3, ...params },
            signal,
          ),
        ),
      entities: async () => syncEntities.output.parse(await run('sync_entities', { account_id: 'act_1' })),
      /** What is stored of a campaign's days, oldest first. */
      days: () => database.owner.sql<{ dt: string; conversions: number; spend_minor: number }[]>`
        select dt::text, conversions, spend_minor::int from fct_ad_metric_daily
        where tenant_id = ${tenant_id} and campaign_id = '100' and ad_id = '' order by dt`,
      campaigns: () => database.owner.sql<{ campaign_id: string; status: string; campaign_name: string }[]>`
        select campaign_id, status, campaign_name from campaigns where tenant_id = ${tenant_id} order by campaign_id`,
      stream: async (stream: string) => {
        const [row] = await database.owner.sql`
          select status, cursor, error_code, error_message, rows_read::int, lease_holder, complete_until::text,
            backfill_from::text, succeeded_at is not null as succeeded
          from sync_streams where tenant_id = ${tenant_id} and stream = ${stream}`;
        return row ?? null;
      },
    };
  }
  return { fresh, close: () => database.drop(), sql: database.owner.sql };
}
/** The stage. */
export type HandPlatform = Awaited<ReturnType<typeof openHandPlatform>>;
