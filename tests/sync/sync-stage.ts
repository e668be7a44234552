import { randomUUID } from 'node:crypto';
import { createAccountReader } from '../../activities/ad-platforms/account-reader.ts';
import { prepareAdapters } from '../../activities/ad-platforms/platforms.action.ts';
import { createSyncHandlers } from '../../activities/agents/sync/handlers.ts';
import { syncAudiences } from '../../activities/agents/sync/sync-audiences.action.ts';
import { syncDailyMetrics } from '../../activities/agents/sync/sync-daily-metrics.action.ts';
import { syncEntities } from '../../activities/agents/sync/sync-entities.action.ts';
import type { CallOrigin } from '../../contracts/activity-envelope.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { credentialsConfig, languageModelConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import { openStage, type StageOptions } from '../ad-platforms/stage.ts';

/** What one call of an action may have different from the usual. */
export type SyncCall = {
  /** The step that calls: the same one again is another attempt of it. */
  readonly origin?: CallOrigin;
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
  readonly heartbeat?: (progress?: JsonValue) => void;
};

/** The stage of the ad platforms with the real handlers of SyncAgent, and a clock that the sandbox and they share. */
export async function openSyncStage(options: StageOptions & { readonly born_at: string }) {
  const stage = await openStage(options);
  let ahead_ms = Date.parse(options.born_at) - Date.now();
  const clock = { now: () => new Date(Date.now() + ahead_ms) };
  const config = readConfig(credentialsConfig.extend(languageModelConfig.shape), stage.environment);
  const adapters = prepareAdapters(stage.environment);
  const { tenant_id } = stage.tenant;
  const log = { info: () => undefined, warn: () => undefined };

  function newOrigin(): CallOrigin {
    const execution_id = randomUUID();
    return {
      ...{ tenant_id, execution_id, playbook_id: 'sync_accounts_v1', step_id: 'sync', iteration: '', mode: 'live' },
      requested_by: { user_id: randomUUID(), email: 'marketer@example.com', api_key_id: null },
      ...{ campaign_id: null, idempotency_key: `${execution_id}/sync/` },
    };
  }

  /** Handlers that have opened no account yet, as those of a worker that has just started. */
  const handlersWith = (use: typeof fetch) => {
    const deps = { database: stage.database.app, config, adapters, fetch: use, clock };
    return createSyncHandlers({ ...deps, accounts: createAccountReader(deps) });
  };
  const usual = handlersWith(fetch);

  async function run(action: string, params: JsonObject, call: SyncCall): Promise<unknown> {
    const handlers = call.fetch === undefined ? usual : handlersWith(call.fetch);
    const handler = handlers.find((each) => each.definition.action === action);
    if (handler === undefined) throw new Error(`There is no ${action}.`);
    const { origin = newOrigin(), signal = new AbortController().signal, heartbeat = () => undefined } = call;
    return handler.call({ phase: 'run', origin, params }, { origin, signal, heartbeat, log });
  }

  return {
    ...{ ...stage, clock, newOrigin, opening: { config, adapters } },
    entities: async (account_id: string, call: SyncCall = {}) =>
      syncEntities.output.parse(await run('sync_entities', { account_id }, call)),
    audiences: async (account_id: string, call: SyncCall = {}) =>
      syncAudiences.output.parse(await run('sync_audiences', { account_id }, call)),
    metrics: async (account_id: string, call: SyncCall & { readonly params?: JsonObject } = {}) =>
      syncDailyMetrics.output.parse(await run('sync_daily_metrics', { account_id, ...call.params }, call)),
    /** Lets time pass for the platforms and for us. */
    pass: async (seconds: number) => {
      ahead_ms += seconds * 1_000;
      await stage.sandbox.passTime(seconds);
    },
    /** Our row of a stream. */
    stream: async (account_id: string, stream: string) => {
      const [row] = await stage.database.owner.sql`
        select s.status, s.cursor, s.error_code, s.error_message, s.complete_until::text, s.backfill_from::text,
          s.rows_read::int, s.lease_holder, s.succeeded_at is not null as succeeded
        from sync_streams s join ad_accounts a using (tenant_id, ad_account_id)
        where s.tenant_id = ${tenant_id} and a.external_id = ${account_id} and s.stream = ${stream}`;
      return row ?? null;
    },
    /** Our days of a campaign, oldest first. */
    days: async (campaign_id: string) => stage.database.owner.sql<
      { dt: string; spend_minor: number; conversions: number; currency: string }[]
    >`select dt::text, spend_minor::int, conversions, currency from fct_ad_metric_daily
        where tenant_id = ${tenant_id} and campaign_id = ${campaign_id} and ad_id = '' order by dt`,
    /** What was written down of the reading of a campaign's days. */
    readDays: async (campaign_id: string) => stage.database.owner.sql<
      { dt: string; delivered: boolean; partial: boolean; read_at: string }[]
    >`select dt::text, delivered, partial, read_at::text from sync_days
        where tenant_id = ${tenant_id} and campaign_id = ${campaign_id} order by dt`,
  };
}
/** The stage. */
export type SyncStage = Awaited<ReturnType<typeof openSyncStage>>;
