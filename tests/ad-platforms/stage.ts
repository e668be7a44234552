import { randomUUID } from 'node:crypto';
import { createAdPlatformHandlers } from '../../activities/ad-platforms/handlers.ts';
import { prepareAdapters, sandboxSettings } from '../../activities/ad-platforms/platforms.action.ts';
import type { HandlerDependencies } from '../../activities/handler-dependencies.ts';
import { actionId } from '../../contracts/action.ts';
import type { ActionContext } from '../../contracts/action-handler.ts';
import type { ActionCall, CallOrigin } from '../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { appliedChangeSchema, type PlannedChange, plannedChangeSchema } from '../../contracts/change-set.ts';
import { credentialsConfig, languageModelConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import { type DemoCampaign, demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { adAccounts, approvals, executions, tenants } from '../../db/schema/index.ts';
import { seedAdAccount } from '../../db/seed/ad-account.ts';
import { seedCampaign } from '../../db/seed/campaign.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startSandbox } from '../harness/sandbox.ts';
import { sandboxControls } from './sandbox-controls.ts';
import { newTestCampaign } from './test-campaign.ts';

const credentials_key = 'ab'.repeat(32);
const settingsSchema = credentialsConfig.extend(languageModelConfig.shape);

/** How to build the stage. */
export type StageOptions = {
  readonly read_lag_seconds?: number;
  readonly tenant_index?: number;
  /** ISO instant at which the sandbox is born and the handlers' clock starts; the machine's own time when left out. */
  readonly born_at?: string;
};

/** What only the sandbox knows of a campaign from the beginning. */
type SandboxFacts = {
  readonly lifetime_budget_minor?: number;
  readonly starts_at?: string;
  readonly ends_at?: string;
};

/** A real database with the demo’s campaigns in it, a sandbox in a process of its own, and the real handlers between them. */
export async function openStage(options: StageOptions = {}) {
  const tenant = demoTenants[options.tenant_index ?? 0] ?? missing('tenant');
  const { tenant_id } = tenant;
  const birth = options.born_at === undefined ? {} : { SANDBOX_NOW: options.born_at };
  const [test, sandbox] = await Promise.all([createTestDatabase(), startSandbox(birth)]);
  const ahead_ms = options.born_at === undefined ? 0 : Date.parse(options.born_at) - Date.now();
  await withTenant(test.owner, tenant_id, async (tx) => {
    await tx.insert(tenants).values({ tenant_id, name: tenant.name, base_currency: tenant.account.currency });
    const account = await seedAdAccount(tx, tenant, credentials_key);
    for (const campaign of tenant.campaigns) await seedCampaign(tx, campaign, account);
    for (const other of tenant.other_accounts) {
      const held = await seedAdAccount(tx, tenant, credentials_key, other);
      for (const campaign of other.campaigns) await seedCampaign(tx, campaign, held);
    }
    await tx.update(adAccounts).set({ platform_settings: { page_id: '100100100' } });
  });
  const controls = sandboxControls(sandbox.url);
  const environment = {
    MBI_CREDENTIALS_KEY: credentials_key,
    ...sandboxSettings(sandbox.url),
    META_ADS_READ_LAG_SECONDS: String(options.read_lag_seconds ?? 0.2),
    META_ADS_WRITE_TIMEOUT_SECONDS: '0.5',
  };
  const log: ActionContext['log'] = { info: () => undefined, warn: () => undefined };
  const handlersWith = (extra: Partial<HandlerDependencies> = {}) =>
    createAdPlatformHandlers({
      database: test.app,
      config: readConfig(settingsSchema, environment),
      adapters: prepareAdapters(environment),
      fetch,
      clock: { now: () => new Date(Date.now() + ahead_ms) },
      log,
      ...extra,
    });
  const handlers = handlersWith();

  async function startExecution(mode: CallOrigin['mode'] = 'live'): Promise<CallOrigin> {
    const execution_id = randomUUID();
    const person = { user_id: randomUUID(), email: 'marketer@example.com', api_key_id: null };
    await withTenant(test.app, tenant_id, (tx) =>
      tx.insert(executions).values({
        ...{ execution_id, playbook_id: 'test_v1', workflow_id: execution_id, inputs: {}, context: {}, mode },
        requested_by: person.user_id,
        requested_by_email: person.email,
      }),
    );
    return {
      ...{ tenant_id, execution_id, playbook_id: 'test_v1', step_id: 'write', iteration: '', mode },
      requested_by: person,
      campaign_id: null,
      idempotency_key: `${execution_id}/write/`,
    };
  }

  async function approve(origin: CallOrigin, plan: PlannedChange, status: 'approved' | 'pending' = 'approved') {
    const approval_id = randomUUID();
    await withTenant(test.app, tenant_id, (tx) =>
      tx.insert(approvals).values({
        ...{
          approval_id,
          status,
          execution_id: origin.execution_id,
          step_id: origin.step_id,
          params: {},
          eligible: [],
        },
        title: 'A test',
        plan_digest: plan.plan_digest,
        quorum: 1,
        on_timeout: 'reject',
        undo_window_seconds: 0,
        expires_at: new Date(Date.now() + 60_000),
        requested_by: origin.requested_by.user_id,
        requested_by_email: origin.requested_by.email,
      }),
    );
    return { kind: 'approval' as const, approval_id };
  }

  function call(using: typeof handlers, action: string, request: ActionCall): Promise<unknown> {
    const handler = using.find((each) => actionId(each.definition) === `AdPlatformAgent.${action}`);
    if (!handler) throw new Error(`There is no handler for ${action}.`);
    const signal = new AbortController().signal;
    return handler.call(request, { origin: request.origin, signal, heartbeat: () => undefined, log });
  }

  async function plan(
    origin: CallOrigin,
    action: string,
    params: JsonObject,
    using = handlers,
  ): Promise<PlannedChange> {
    return plannedChangeSchema.parse(await call(using, action, { phase: 'plan', origin, params }));
  }

  /** The call that applies a plan under an approval. */
  async function grantedCall(origin: CallOrigin, planned: PlannedChange, params: JsonObject) {
    const grant = await approve(origin, planned);
    const { change_set, plan_digest } = planned;
    return { phase: 'apply', origin, params, change_set, plan_digest, grant } as const;
  }

  async function apply(action: string, request: ActionCall, using = handlers) {
    return appliedChangeSchema.parse(await call(using, action, request));
  }

  /** Plans, approves and applies in an execution of its own. */
  async function write(action: string, params: JsonObject) {
    const origin = await startExecution();
    const planned = await plan(origin, action, params);
    return { origin, planned, applied: await apply(action, await grantedCall(origin, planned, params)) };
  }

  /** Makes a campaign on the sandbox and in the database. */
  async function addCampaign(facts: Partial<DemoCampaign> = {}, sandbox_only: SandboxFacts = {}) {
    const campaign = newTestCampaign(facts);
    await controls.addCampaign(tenant.account.external_id, { budget_owner: 'campaign', ...campaign, ...sandbox_only });
    await withTenant(test.owner, tenant_id, async (tx) => {
      await seedCampaign(tx, campaign, await seedAdAccount(tx, tenant, credentials_key));
    });
    return campaign;
  }

  return {
    ...{ tenant, database: test, sandbox: controls, environment, handlersWith, startExecution },
    ...{ approve, plan, grantedCall, apply, write, addCampaign },
    read: (action: string, origin: CallOrigin, params: JsonObject, using = handlers) =>
      call(using, action, { phase: 'run', origin, params }),
    /** Opens the adapter of a Meta account, for a test that puts something before it. */
    openMeta: prepareAdapters(environment).get('meta_ads') ?? missing('platform'),
    inTenant: <Result>(work: Parameters<typeof withTenant<Result>>[2]) => withTenant(test.app, tenant_id, work),
    close: async () => {
      await sandbox.stop();
      await test.drop();
    },
  };
}
/** The stage. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

function missing(what: string): never {
  throw new Error(`There is no such ${what}.`);
}
