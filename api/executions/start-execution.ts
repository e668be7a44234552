import type { JsonObject } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { ExecutionInput, ExecutionStatus } from '../../contracts/execution.ts';
import type { Concurrency } from '../../contracts/plan/index.ts';
import type { Principal } from '../../contracts/roles.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { enqueueClaimedOutbox } from '../../db/queries/enqueue-claimed.ts';
import { appendEvent } from '../../db/queries/execution-events.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import { findSubject, type Subject } from '../../db/queries/find-subject.ts';
import { insertExecution } from '../../db/queries/insert-execution.ts';
import type { ClaimedMessage } from '../../db/queries/outbox.ts';
import { type DeployedPlaybook, findPlaybook } from '../../db/queries/playbooks.ts';
import { campaignOf, workflowIdOf } from '../../workflows/messages.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import type { CallerPart } from '../operation/operation.ts';
import { leaseSeconds } from '../outbox/lease.ts';
import { admitExecution } from './concurrency.ts';
import { excludedByInputs } from './excluded-people.ts';
import { rolloutMode } from './rollout-mode.ts';

/** What an execution needs of a playbook. `edited_by` may not approve its changes. */
export type RunnablePlaybook = Pick<DeployedPlaybook, 'playbook_id' | 'plan' | 'digest' | 'edited_by'> & {
  readonly playbook_version_id: string | null;
};

/** What somebody wants run. `execution_id` follows from the request, so that a repeated request is the same execution. */
export type StartRequest = {
  readonly execution_id: string;
  /** The id or slug of a deployed playbook, or a plan that no file describes. */
  readonly playbook: string | RunnablePlaybook;
  readonly inputs: JsonObject;
  readonly mode: ExecutionInput['mode'];
  readonly undo_of: string | null;
  /** What to do about a live execution in the way, when the caller knows better than the playbook. */
  readonly on_conflict?: Concurrency['on_conflict'];
  /** What it is about, when a trigger found that out. */
  readonly entity?: Subject['entity'];
  /** What an execution that goes on where another ended takes over from it. */
  readonly rerun?: TakenOver;
  /** Nobody waits for it, so it lets what people wait for go first. */
  readonly background?: boolean;
};

/** The part of an earlier execution that a re-run builds on. */
export type TakenOver = {
  readonly of: string;
  readonly from_step: string;
  /** `context.*` as it was: what was decided by it is not decided anew. */
  readonly context: ExecutionInput['context'];
  /** Results are about this campaign, so the new execution must be too. */
  readonly campaign_id: string | null;
  /** Whoever asked for the first one may not approve in the second either. */
  readonly requested_by: string;
  readonly results: JsonObject;
  readonly reason: string;
};

/** An execution that was accepted: its rows are committed and its workflow is started, or will be. */
export type StartedExecution = {
  readonly execution_id: string;
  readonly workflow_id: string;
  readonly playbook_id: string;
  readonly status: ExecutionStatus;
};

/**
 * Accepts an execution: rows, event, audit entry and the message that starts the workflow are committed together; then
 * the message is sent at once, and by the relay if that fails. Throws PLAYBOOK_NOT_FOUND, CAMPAIGN_NOT_FOUND,
 * CAMPAIGN_ON_OTHER_PLATFORM, EXECUTION_INPUT_INVALID, PLAYBOOK_RETIRED or EXECUTION_CONFLICT; then nothing was written.
 */
export async function startExecution(
  deps: Pick<ApiDependencies, 'relay'>,
  caller: CallerPart,
  request: StartRequest,
): Promise<StartedExecution> {
  const { execution, messages } = await caller.inTenant((tx) => accept(tx, caller.principal, request));
  for (const message of messages) await deps.relay.send(message);
  return execution;
}

type Accepted = { readonly execution: StartedExecution; readonly messages: readonly ClaimedMessage[] };

async function accept(tx: TenantTransaction, principal: Principal, request: StartRequest): Promise<Accepted> {
  const known = await findExecution(tx, request.execution_id);
  if (known !== null) return { execution: known, messages: [] };
  const playbook = await findRunnable(tx, request.playbook);
  const subject = await subjectOf(tx, playbook, request);
  const { concurrency } = playbook.plan;
  const on_conflict = request.on_conflict ?? concurrency.on_conflict;
  const plan = { ...playbook.plan, concurrency: { ...concurrency, on_conflict } };
  // Trying out is in nobody's way: it neither waits for other executions nor holds them up.
  const admission = request.mode === 'dry_run' ? { wait_for: [], cancel: [] } : await admitExecution(tx, plan, subject);
  const input = buildInput(principal, playbook, request, {
    ...subject,
    excluded: await excludedByInputs(tx, plan, subject.inputs),
    mode: await rolloutMode(tx, request.mode, plan, campaignOf(subject)),
  });
  const workflow_id = workflowIdOf({
    playbook_id: playbook.playbook_id,
    entity_id: subject.entity?.id ?? null,
    execution_id: request.execution_id,
  });
  await insertExecution(tx, {
    execution_id: request.execution_id,
    playbook_id: playbook.playbook_id,
    playbook_version_id: playbook.playbook_version_id,
    workflow_id,
    mode: input.mode,
    inputs: subject.inputs,
    context: input.context,
    entity_type: subject.entity?.type ?? null,
    entity_id: subject.entity?.id ?? null,
    entity_name: subject.entity?.name ?? null,
    campaign_id: campaignOf(input),
    requested_by: principal.user_id,
    requested_by_email: principal.email,
    api_key_id: principal.api_key_id,
    undo_of: request.undo_of,
    rerun_of: request.rerun?.of ?? null,
    rerun_from_step: request.rerun?.from_step ?? null,
  });
  await appendEvent(tx, {
    execution_id: request.execution_id,
    type: 'execution.status_changed',
    data: { status: 'queued' },
  });
  const messages = await enqueue(tx, input, admission);
  await appendAudit(tx, {
    action: 'execution.requested',
    actor_user_id: principal.user_id,
    actor_email: principal.email,
    entity_type: 'execution',
    entity_id: request.execution_id,
    details: {
      playbook_id: playbook.playbook_id,
      digest: playbook.digest,
      mode: input.mode,
      undo_of: request.undo_of,
      api_key_id: principal.api_key_id,
      ...(request.rerun === undefined ? {} : rerunDetails(request.rerun)),
    },
  });
  const execution = {
    execution_id: request.execution_id,
    workflow_id,
    playbook_id: playbook.playbook_id,
    status: 'queued',
  } as const;
  return { execution, messages };
}

async function findRunnable(tx: TenantTransaction, playbook: string | RunnablePlaybook): Promise<RunnablePlaybook> {
  if (typeof playbook !== 'string') return playbook;
  const deployed = await findPlaybook(tx, playbook);
  if (deployed === null) throw new CodedError('PLAYBOOK_NOT_FOUND', `There is no playbook ${playbook}.`);
  if (deployed.retired_at !== null)
    throw new CodedError('PLAYBOOK_RETIRED', `${deployed.playbook_id} was retired: it starts no more.`);
  return deployed;
}

function rerunDetails({ of, from_step, reason }: TakenOver): JsonObject {
  return { rerun_of: of, from_step, reason };
}

/** A re-run is about what the first run was about, as that was seen then. */
async function subjectOf(tx: TenantTransaction, playbook: RunnablePlaybook, request: StartRequest): Promise<Subject> {
  const subject = await findSubject(tx, playbook.plan, request.inputs, request.entity);
  const { rerun } = request;
  if (rerun === undefined) return subject;
  if (campaignOf(subject) !== rerun.campaign_id)
    throw new CodedError('RERUN_NOT_POSSIBLE', 'The results are about another campaign: start the playbook anew.', {
      step_id: rerun.from_step,
      campaign_id: rerun.campaign_id,
    });
  return { ...subject, context: rerun.context };
}

function buildInput(
  principal: Principal,
  playbook: RunnablePlaybook,
  request: StartRequest,
  subject: Subject & { readonly excluded: readonly string[]; readonly mode: ExecutionInput['mode'] },
): ExecutionInput {
  const { user_id, email, api_key_id } = principal;
  const { rerun } = request;
  return {
    execution_id: request.execution_id,
    tenant_id: principal.tenant_id,
    plan: playbook.plan,
    playbook_digest: playbook.digest,
    inputs: { ...subject.inputs },
    context: subject.context,
    entity: subject.entity,
    mode: subject.mode,
    requested_by: { user_id, email, api_key_id },
    // A key acts as its owner, so its owner is excluded as the requester.
    excluded_user_ids: [
      ...new Set([
        ...[user_id, playbook.edited_by, ...subject.excluded],
        ...(rerun === undefined ? [] : [rerun.requested_by]),
      ]),
    ],
    ...(rerun === undefined ? {} : { reused: { from_execution_id: rerun.of, results: rerun.results } }),
    ...(request.background === true ? { background: true } : {}),
  };
}

async function enqueue(
  tx: TenantTransaction,
  input: ExecutionInput,
  admission: { readonly wait_for: readonly string[]; readonly cancel: readonly string[] },
): Promise<readonly ClaimedMessage[]> {
  const { execution_id } = input;
  const cancelling = admission.cancel.map((workflow_id) => ({
    kind: 'cancel_workflow',
    payload: { workflow_id },
    dedupe_key: `cancel/${workflow_id}/${execution_id}`,
  }));
  const starting = {
    kind: 'start_workflow',
    payload: { input: JSON.parse(JSON.stringify(input)), wait_for: [...admission.wait_for] },
    dedupe_key: `start/${execution_id}`,
  };
  const claimed: ClaimedMessage[] = [];
  for (const message of [...cancelling, starting]) {
    const mine = await enqueueClaimedOutbox(tx, message, leaseSeconds);
    if (mine !== null) claimed.push(mine);
  }
  return claimed;
}
