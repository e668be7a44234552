import { Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { expect } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { domainEvents, executions, outbox, triggerEvaluations } from '../../db/schema/index.ts';
import { buildWorker } from '../../worker/build-worker.ts';
import { obtainBundle } from '../../worker/bundle.ts';
import { registerSearchAttributes } from '../../worker/register-search-attributes.ts';
import { startTestApi, type TestApi } from './api-server.ts';
import { temporalAddress } from './temporal.ts';

// One file of tests is one process; what Temporal says beside errors is of no interest here.
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });

/** What such tests work with. */
export type TriggerStage = Awaited<ReturnType<typeof openTriggerStage>>;

/** The API with a worker that has no actions: enough for what starts playbooks, and for playbooks that only wait and stop. */
export async function openTriggerStage() {
  const api = await startTestApi();
  const [connection, bundle_path] = await Promise.all([
    NativeConnection.connect({ address: temporalAddress() }),
    obtainBundle(),
  ]);
  const client = await Connection.connect({ address: temporalAddress() });
  await registerSearchAttributes(client, 'default');
  await client.close();
  const quiet = { info: () => undefined, warn: () => undefined };
  const parts = { connection, namespace: 'default', task_queue: api.task_queue, bundle_path };
  const { worker, drain } = await buildWorker({ ...parts, database: api.database.app, handlers: [], log: quiet });
  const running = worker.run();
  const tenant_id = demoTenants[0]?.tenant_id ?? '';
  const rows = readers(api, tenant_id);
  return {
    ...{ api, tenant_id, ...rows },
    /** Deploys a playbook as the engineer. */
    deploy: async (source: string) => {
      const answer = await (await api.as('engineer')).post('/v2/playbooks', { source });
      expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
      return answer;
    },
    stop: async () => {
      worker.shutdown();
      await running;
      await drain();
      await api.stop();
      await connection.close();
    },
  };
}

function readers(api: TestApi, tenant_id: string) {
  const { owner } = api.database;
  return {
    evaluations: async (playbook_id: string) => {
      const rows = await withTenant(owner, tenant_id, (tx) => tx.select().from(triggerEvaluations));
      return rows.filter((row) => row.playbook_id === playbook_id);
    },
    executionsOf: async (playbook_id: string) => {
      const rows = await withTenant(owner, tenant_id, (tx) => tx.select().from(executions));
      return rows.filter((row) => row.playbook_id === playbook_id);
    },
    events: () => withTenant(owner, tenant_id, (tx) => tx.select().from(domainEvents)),
    /** Messages that nobody has delivered yet. */
    undelivered: async () => {
      const rows = await withTenant(owner, tenant_id, (tx) => tx.select().from(outbox));
      return rows.filter((row) => row.done_at === null).map((row) => `${row.kind} ${row.last_error ?? ''}`);
    },
  };
}
