import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { BoundHandler } from '../../contracts/action-handler.ts';
import { decideSignalSchema } from '../../contracts/approval.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { withTenant } from '../../db/connect.ts';
import { createPayloadCodec } from '../../db/payloads/payload-codec.ts';
import { insertExecution } from '../../db/queries/insert-execution.ts';
import { memberships, playbooks, playbookVersions, tenants, users } from '../../db/schema/index.ts';
import { buildWorker } from '../../worker/build-worker.ts';
import { obtainBundle } from '../../worker/bundle.ts';
import { registerSearchAttributes } from '../../worker/register-search-attributes.ts';
import { startOptions } from '../../workflows/messages.ts';
import { createTestDatabase } from '../harness/database.ts';
import { createRehearsalHandlers, openStage } from './actions.ts';

const person = () => ({ user_id: randomUUID(), email: '' });
/** The people of a rehearsal. `asker` starts everything and is an approver too, so that only the rule keeps them out. */
const cast = () => ({ ann: person(), bob: person(), cas: person(), asker: person() });

// One file of tests is one process; what Temporal says about failing steps is expected here.
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });

/** One execution of a rehearsal. */
export type Performance = { readonly input: ExecutionInput; readonly handle: WorkflowHandle };

/**
 * The product's own worker, journal and database around handlers that act on a small stage. `address` is a Temporal server;
 * close it with `close`. `bundle_path` lets a test bring other workflows besides.
 */
export async function openTheatre(options: {
  readonly address: string;
  readonly bundle_path?: string;
  /** Another client than the usual: that of the time-skipping server lets time fly while it waits for a result. */
  readonly client?: Client;
  /** MBI_PAYLOAD_KEY of worker and client. */
  readonly payload_keys?: string;
  /** Actions besides those of the rehearsal. */
  readonly handlers?: readonly BoundHandler[];
}) {
  const database = await createTestDatabase();
  const tenant_id = randomUUID();
  const people = cast();
  for (const [name, who] of Object.entries(people)) who.email = `${name}.${who.user_id.slice(0, 8)}@example.com`;
  await withTenant(database.owner, tenant_id, async (tx) => {
    await tx.insert(tenants).values({ tenant_id, name: 'Rehearsal' });
    for (const [name, { user_id, email }] of Object.entries(people)) {
      await tx.insert(users).values({ user_id, email, display_name: name, password_hash: '-' });
      await tx.insert(memberships).values({ user_id, roles: ['approver'] });
    }
  });

  const [connection, native, bundle_path] = await Promise.all([
    Connection.connect({ address: options.address }),
    NativeConnection.connect({ address: options.address }),
    options.bundle_path ?? obtainBundle({ sealed_failures: options.payload_keys !== undefined }),
  ]);
  await registerSearchAttributes(connection, 'default');
  const task_queue = `rehearsal-${randomUUID()}`;
  const stage = openStage();
  const warnings: string[] = [];
  const log = {
    info: () => undefined,
    warn: (fields: object, message: string) => void warnings.push(`${message} ${JSON.stringify(fields)}`),
  };
  const parts = { connection: native, namespace: 'default', task_queue, bundle_path, database: database.app, log };
  const { worker, drain } = await buildWorker({
    ...parts,
    payload_keys: options.payload_keys,
    handlers: [...createRehearsalHandlers(stage), ...(options.handlers ?? [])],
  });
  const running = worker.run();
  const payloadCodecs = [createPayloadCodec(database.app, options.payload_keys)];
  const client = options.client ?? new Client({ connection, dataConverter: { payloadCodecs } });

  const inputOf = (plan: Plan, more: Partial<ExecutionInput> = {}): ExecutionInput => ({
    execution_id: randomUUID(),
    tenant_id,
    plan,
    playbook_digest: 'd'.repeat(64),
    inputs: {},
    context: {},
    entity: { type: 'campaign', id: 'c123', name: 'Spring' },
    mode: 'live',
    requested_by: { ...people.asker, api_key_id: null },
    excluded_user_ids: [people.asker.user_id],
    ...more,
  });
  const enlist = async (input: ExecutionInput): Promise<void> => {
    const { execution_id, requested_by, mode, inputs, context, entity } = input;
    await withTenant(database.app, tenant_id, (tx) =>
      insertExecution(tx, {
        ...{ execution_id, mode, inputs, context, playbook_id: input.plan.playbook_id },
        workflow_id: startOptions(input, task_queue).workflowId,
        entity_type: entity?.type ?? null,
        entity_id: entity?.id ?? null,
        entity_name: entity?.name ?? null,
        requested_by: requested_by.user_id,
        requested_by_email: requested_by.email,
      }),
    );
  };
  /** Deploys a plan, so that a `playbook` step finds it. */
  const deploy = (plan: Plan): Promise<void> =>
    withTenant(database.owner, tenant_id, async (tx) => {
      const { playbook_id, name } = plan;
      const playbook_version_id = randomUUID();
      const version = { playbook_version_id, playbook_id, version: 1, source: '', plan, digest: 'c'.repeat(64) };
      await tx
        .insert(playbooks)
        .values({ playbook_id, slug: playbook_id, name, active_version_id: playbook_version_id });
      await tx.insert(playbookVersions).values({ ...version, edited_by: people.cas.user_id });
    });
  return {
    ...{ deploy },
    ...{ client, stage, people, tenant_id, database, task_queue, warnings, drain, inputOf, enlist, log },
    /** Starts a plan as the relay does: a row first, then the workflow under the playbook's id. */
    start: async (plan: Plan, more: Partial<ExecutionInput> = {}): Promise<Performance> => {
      const input = inputOf(plan, more);
      await enlist(input);
      const handle = await client.workflow.start(plan.playbook_id, startOptions(input, task_queue));
      return { input, handle };
    },
    /** A decision as the API signals it; ids are made up unless given. */
    decision: (
      who: keyof typeof people,
      approval: { readonly approval_id: string; readonly plan_digest: string },
      more = {},
    ) =>
      decideSignalSchema.parse({
        ...{ decision_id: randomUUID(), approval_id: approval.approval_id, plan_digest: approval.plan_digest },
        ...{ decision: 'approve', actor: people[who], edits: null, reason: null },
        ...more,
      }),
    close: async () => {
      worker.shutdown();
      await running;
      await drain();
      await Promise.all([native.close(), connection.close()]);
      await database.drop();
    },
  };
}

/** An opened theatre. */
export type Theatre = Awaited<ReturnType<typeof openTheatre>>;
