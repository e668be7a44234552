import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { agentStateQuery } from '../contracts/agent-state.ts';
import type { approvalMessages } from '../contracts/approval.ts';
import type { ExecutionInput, executionMessages, mostDepth } from '../contracts/execution.ts';
import { workflowIdOf } from '../contracts/workflow-id.ts';

export { type ExecutionKey, workflowIdOf } from '../contracts/workflow-id.ts';

/**
 * How the outside speaks with executions: names, ids and start options, without zod, so that both the isolate and the
 * API can load this file.
 */

/** Names of the signals and the query; the type holds them to the contract. */
export const messageNames: typeof approvalMessages = {
  decide: 'decide',
  withdraw: 'withdraw_decision',
  delegate: 'delegate',
  outcomes: 'decision_outcomes',
};

/** Names of the signals that steer an execution; the type holds them to the contract. */
export const steeringNames: typeof executionMessages = {
  event: 'deliver_event',
  pause: 'pause',
  resume: 'resume',
  cancel: 'cancel',
};

/** Name of the query that every execution answers with how it stands; the type holds it to the contract. */
export const stateQueryName: typeof agentStateQuery = 'agent_state';

/** How deep playbooks may start playbooks; the type holds it to the contract. */
export const mostPlaybookDepth: typeof mostDepth = 5;

/** The task queue unless the settings say otherwise. */
export const defaultTaskQueue = 'mbi';

/** The workflow type that measures an outcome later. */
export const trackOutcomeType = 'track_outcome';

/** The one argument of `track_outcome`. `measure_at_ms` is milliseconds since the epoch. */
export type TrackOutcomeInput = {
  readonly tenant_id: string;
  readonly execution_id: string;
  readonly outcome_id: string;
  readonly playbook_id: string;
  readonly campaign_id: string;
  readonly measure_at_ms: number;
  readonly mode: ExecutionInput['mode'];
  readonly requested_by: ExecutionInput['requested_by'];
};

/** The workflow type that tells people of an approval. */
export const deliverApprovalType = 'deliver_approval';

/**
 * Search attributes of an execution, all of them keywords. Tenant, playbook, version and campaign are set once by the
 * starter and cost no event. Step and status are set again only where people wait (two events for each approval);
 * in between, the current details of the workflow say them for free.
 */
export const searchAttributes = {
  tenant: defineSearchAttributeKey('MbiTenant', 'KEYWORD'),
  playbook: defineSearchAttributeKey('MbiPlaybook', 'KEYWORD'),
  version: defineSearchAttributeKey('MbiPlaybookVersion', 'KEYWORD'),
  campaign: defineSearchAttributeKey('MbiCampaign', 'KEYWORD'),
  step: defineSearchAttributeKey('MbiStep', 'KEYWORD'),
  status: defineSearchAttributeKey('MbiStatus', 'KEYWORD'),
} as const;

/** The campaign that an execution is about, by the platform's id; null when it is about something else. */
export function campaignOf(input: Pick<ExecutionInput, 'entity' | 'inputs'>): string | null {
  if (input.entity?.type === 'campaign') return input.entity.id;
  const { campaign_id } = input.inputs;
  return typeof campaign_id === 'string' ? campaign_id : null;
}

/**
 * Which task goes first when workers are busy, by Temporal’s numbers from 1 to 5 without one: 3. What people
 * decided goes before what they wait for, and that before the work of schedules and batches. Children inherit it.
 */
export const priorityKeys = { decided: 2, background: 4 } as const;

/**
 * Everything but the type that `client.workflow.start(input.plan.playbook_id, …)` needs. Starting the same execution
 * twice is refused by the server, even after it closed, so a relay may repeat the call and treat
 * WorkflowExecutionAlreadyStartedError as done. With `public_url`, where people reach the API, the details lead back from
 * the Temporal UI to the back office; it travels in the memo, so that current details and children lead there too.
 */
export function startOptions(input: ExecutionInput, task_queue: string = defaultTaskQueue, public_url = '') {
  const { plan, entity } = input;
  const campaign_id = campaignOf(input);
  const about = entity === null ? '' : ` · ${entity.name}`;
  const key = searchAttributes;
  const typedSearchAttributes: SearchAttributePair[] = [
    { key: key.tenant, value: input.tenant_id },
    { key: key.playbook, value: plan.playbook_id },
    { key: key.version, value: input.playbook_digest.slice(0, 12) },
    ...(campaign_id === null ? [] : [{ key: key.campaign, value: campaign_id }]),
    { key: key.step, value: plan.steps[0]?.id ?? '' },
    { key: key.status, value: 'running' },
  ];
  return {
    workflowId: workflowIdOf({
      playbook_id: plan.playbook_id,
      entity_id: entity?.id ?? null,
      execution_id: input.execution_id,
    }),
    taskQueue: task_queue,
    args: [input],
    workflowExecutionTimeout: plan.timeout_seconds * 1000,
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    workflowIdConflictPolicy: 'FAIL' as const,
    typedSearchAttributes,
    // Among tasks of one priority the server takes turns between tenants, so that none waits for another’s thousand.
    priority: {
      fairnessKey: input.tenant_id,
      ...(input.background === true ? { priorityKey: priorityKeys.background } : {}),
    },
    memo: {
      execution_id: input.execution_id,
      tenant_id: input.tenant_id,
      playbook: plan.name,
      mode: input.mode,
      requested_by: input.requested_by.user_id,
      ...(public_url === '' ? {} : { public_url }),
    },
    staticSummary: shortened(`${plan.name}${about}`),
    staticDetails: [
      `**${plan.name}**${about}`,
      plan.description ?? '',
      plan.steps.map((step, index) => `${index + 1}. ${step.name ?? step.id}`).join('\n'),
      ...backLink(public_url, input.execution_id),
    ].join('\n\n'),
  };
}

/** The way from the Temporal UI to the execution in the back office, as a line of Markdown; none without an address. */
export function backLink(public_url: unknown, execution_id: string): readonly string[] {
  if (typeof public_url !== 'string' || public_url === '') return [];
  return [`[In the back office](${public_url}/admin/#/executions/${execution_id}/show)`];
}

/** The address in the memo of an execution that was started with one; '' otherwise. */
export function publicUrlOf(memo: Readonly<Record<string, unknown>> | undefined): string {
  const { public_url } = memo ?? {};
  return typeof public_url === 'string' ? public_url : '';
}

/** Temporal refuses summaries over 200 bytes of JSON; a cut one is better than none. */
export function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
