import { z } from 'zod';
import { describeError, isErrorCode } from '../../../contracts/errors/index.ts';
import type { FailedExecution, FailureGroup } from '../../../db/queries/failures.ts';
import type { ApiSettings } from '../../dependencies.ts';
import { temporalUrlOf } from '../../executions/links.ts';
import { moment } from '../../operation/paging.ts';

/** Failures of one cause as the inbox shows them. */
export const failureSchema = z.object({
  fingerprint: z.string().describe('sha256 of playbook, step and error code'),
  playbook_id: z.string(),
  playbook_name: z.string().nullable(),
  step_id: z.string(),
  error_code: z.string(),
  title: z.string().describe('what went wrong, in people’s words'),
  likely_cause: z.string(),
  next_action: z.string(),
  runbook: z.string().nullable().describe('page of docs/runbooks'),
  last_error: z.string(),
  count: z.int(),
  retrying: z.int().describe('how many of them are not over, but stuck in retries'),
  first_seen: moment,
  last_seen: moment,
  campaigns: z.array(z.string()),
  money_at_risk: z
    .array(z.object({ currency: z.string(), daily_budget_minor: z.int() }))
    .describe('daily budgets of the campaigns whose execution was about to change money, by currency'),
  assigned_to: z.uuid().nullable(),
  assigned_to_email: z.string().nullable(),
  note: z.string().nullable(),
  resolved_at: moment.nullable(),
  last_execution_id: z.uuid(),
  admin_url: z.string(),
  temporal_url: z
    .string()
    .nullable()
    .describe('the event at which the newest of them failed in the Temporal UI, or its history'),
  temporal_command: z.string().describe('the same in a terminal'),
});

/** One execution of a group with every attempt of the step that fails. */
export const failedExecutionSchema = z.object({
  execution_id: z.uuid(),
  state: z.enum(['failed', 'retrying']),
  campaign_id: z.string().nullable(),
  workflow_id: z.string(),
  seen_at: moment,
  error_message: z.string(),
  at_risk: z.boolean().describe('it had planned a change of money and not finished applying it'),
  temporal_url: z.string().nullable(),
  temporal_command: z.string(),
  attempts: z.array(
    z.object({
      phase: z.string(),
      iteration: z.string(),
      attempt: z.int(),
      started_at: moment,
      finished_at: moment.nullable(),
      error_code: z.string().nullable(),
      error_message: z.string().nullable(),
      temporal_url: z.string().nullable().describe('the very event in the Temporal UI, where it is known'),
    }),
  ),
});

/** A group as the API shows it. */
export function toFailure(group: FailureGroup, settings: ApiSettings) {
  const { last_workflow_id: workflow_id, last_run_id: run_id, last_place, ...rest } = group;
  const {
    title,
    meaning,
    fix,
    runbook = null,
  } = describeError(isErrorCode(group.error_code) ? group.error_code : 'INTERNAL');
  return {
    ...rest,
    ...{ title, likely_cause: meaning, next_action: fix, runbook },
    admin_url: `${settings.public_url}/admin/#/executions/${group.last_execution_id}/show`,
    temporal_url: temporalUrlOf(settings, { workflow_id, run_id, ...last_place }),
    temporal_command: commandOf(settings, workflow_id),
  };
}

/** An execution of a group as the API shows it. */
export function toFailedExecution({ run_id, ...rest }: FailedExecution, settings: ApiSettings) {
  const { workflow_id } = rest;
  const urlOf = (place: FailedExecution['attempts'][number]['place']) =>
    temporalUrlOf(settings, { workflow_id, run_id, ...place });
  return {
    ...rest,
    attempts: rest.attempts.map(({ place, ...attempt }) => ({
      ...attempt,
      temporal_url: place === null ? null : urlOf(place),
    })),
    temporal_url: urlOf(rest.attempts.findLast((attempt) => attempt.place !== null)?.place ?? null),
    temporal_command: commandOf(settings, workflow_id),
  };
}

function commandOf(settings: ApiSettings, workflow_id: string): string {
  return `temporal workflow show --namespace ${settings.temporal_namespace} --workflow-id '${workflow_id}'`;
}

/** The fingerprint in the path. */
export const failurePath = z.strictObject({ id: z.string().min(1).max(64).describe('fingerprint') });
