import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { sandboxSettings } from '../../activities/ad-platforms/platforms.action.ts';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { deployPlaybook } from '../../db/queries/deploy-playbook.ts';
import { users } from '../../db/schema/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { type RunningProcess, startProcess } from '../../start/processes/start-process.ts';
import type { Secrets } from '../../start/state/secrets.ts';
import type { TestDatabase } from './database.ts';
import { createDemoDatabase, demoSecrets } from './demo-database.ts';
import { type HttpClient, signIn } from './http-client.ts';
import { startSandbox, type TestSandbox } from './sandbox.ts';
import { temporalAddress } from './temporal.ts';

/** The whole product as its processes: sandbox, worker and API on a database and a task queue of their own. */
export type Stack = {
  readonly api_url: string;
  readonly api_key: string;
  readonly tenant_id: string;
  /** The password of every demo person, for signing in through a screen. */
  readonly demo_password: string;
  readonly database: TestDatabase;
  readonly sandbox: TestSandbox;
  readonly worker: () => RunningProcess;
  /** A signed-in person of the first demo tenant, such as 'approver'; `tenant` 1 is the other company. */
  readonly as: (person: string, tenant?: number) => Promise<HttpClient>;
  /** Ends the worker with kill -9 when it still runs and starts another one, with more settings if given. */
  readonly restartWorker: (environment?: Record<string, string>) => Promise<RunningProcess>;
  /** Reads insights into the database for these campaigns (all of the first tenant when none is named). */
  readonly syncInsights: (campaign_ids?: readonly string[]) => Promise<void>;
  /** Everything that must never be seen outside its place. */
  readonly secrets: readonly string[];
  /** What the worker and the API have logged so far. */
  readonly logs: () => string;
  /** Compiles a playbook and deploys it to the first tenant under this slug. */
  readonly deploy: (slug: string, source: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What a test may want different from the usual. */
export type StackOptions = {
  readonly sandbox?: Record<string, string>;
  readonly worker?: Record<string, string>;
  readonly api?: Record<string, string>;
};

/** Starts everything; about three seconds. Call `stop` when done. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'mbi-stack-'));
  const secrets: Secrets = demoSecrets;
  const database = await createDemoDatabase();
  const sandbox = await startSandbox(options.sandbox);
  const settings = {
    DATABASE_URL: database.app_url,
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_TASK_QUEUE: `stack-${randomUUID()}`,
    MBI_CREDENTIALS_KEY: secrets.credentials_key,
    MBI_JWT_SECRET: secrets.jwt_secret,
    MBI_RATE_LIMIT: 'false',
    MBI_LOG_LEVEL: 'warn',
  };
  const launch = (name: string, environment: Record<string, string>) =>
    startProcess({
      name,
      entry: `${name}/main.ts`,
      environment: { ...settings, ...environment },
      log_file: join(folder, `${name}.log`),
      ready_within_seconds: 60,
    });
  const workerSettings = {
    ...sandboxSettings(sandbox.url),
    META_ADS_READ_LAG_SECONDS: '1',
    MBI_KNOWLEDGE_FOLDER: join(folder, 'knowledge'),
    ...options.worker,
  };
  const [firstWorker, api] = await Promise.all([
    launch('worker', workerSettings),
    launch('api', { MBI_API_PORT: '0', ...options.api }),
  ]);
  let worker = firstWorker;
  const api_url = `http://127.0.0.1:${api.port}`;
  const as = async (person: string, tenant = 0) =>
    signIn(api_url, `${person}@${demoTenants[tenant]?.email_domain ?? ''}`, secrets.demo_password);
  const [first] = demoTenants;
  const tenant_id = first?.tenant_id ?? '';
  return {
    api_url,
    api_key: secrets.api_keys[tenant_id] ?? '',
    tenant_id,
    demo_password: secrets.demo_password,
    database,
    sandbox,
    worker: () => worker,
    as,
    restartWorker: async (environment = {}) => {
      worker.kill();
      await worker.exited;
      worker = await launch('worker', { ...workerSettings, ...environment });
      return worker;
    },
    syncInsights: async (campaign_ids = first?.campaigns.map((each) => each.campaign_id) ?? []) => {
      const engineer = await as('engineer');
      const started = await Promise.all(
        campaign_ids.map((campaign_id) =>
          engineer.post('/v2/playbooks/sync-insights/execute', { inputs: { campaign_id } }),
        ),
      );
      for (const answer of started) await engineer.untilExecution(answer.text('execution_id'), ['completed']);
    },
    secrets: [
      ...[secrets.jwt_secret, secrets.credentials_key, secrets.demo_password, ...Object.values(secrets.api_keys)],
      ...demoTenants.map((tenant) => tenant.account.sandbox_token),
    ],
    logs: () => ['worker', 'api'].map((name) => readFileSync(join(folder, `${name}.log`), 'utf8')).join(''),
    deploy: async (slug, source) => {
      const { plan, digest, diagnostics } = compilePlaybook(source, { file: `${slug}.yaml`, actions: actionCatalog });
      if (plan === null || digest === null) throw new Error(JSON.stringify(diagnostics));
      await withTenant(database.owner, tenant_id, async (tx) => {
        const [author] = await tx
          .select()
          .from(users)
          .where(eq(users.email, `engineer@${first?.email_domain ?? ''}`));
        await deployPlaybook(tx, { slug, source, plan, digest, edited_by: author?.user_id ?? '' });
      });
    },
    stop: async () => {
      await Promise.all([api.stop(), worker.stop()]);
      await Promise.all([sandbox.stop(), database.drop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
