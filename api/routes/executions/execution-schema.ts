import { z } from 'zod';
import { executionModeSchema, executionStatusSchema } from '../../../contracts/execution.ts';
import type { ExecutionRow } from '../../../db/queries/executions-list.ts';
import type { ApiSettings } from '../../dependencies.ts';
import { temporalUrlOf } from '../../executions/links.ts';
import { anyJson, moment } from '../../operation/paging.ts';

/** An execution as lists show it. */
export const executionSchema = z.object({
  execution_id: z.uuid(),
  playbook_id: z.string(),
  slug: z.string().nullable(),
  playbook_name: z.string().nullable(),
  playbook_version: z.int().nullable(),
  workflow_id: z.string(),
  run_id: z.string().nullable(),
  status: executionStatusSchema,
  mode: executionModeSchema,
  inputs: z.record(z.string(), anyJson),
  entity_type: z.string().nullable(),
  entity_id: z.string().nullable(),
  entity_name: z.string().nullable(),
  campaign_id: z.string().nullable(),
  campaign_name: z.string().nullable(),
  requested_by: z.uuid(),
  requested_by_email: z.string(),
  current_step_id: z.string().nullable(),
  result: anyJson,
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  error_details: z.record(z.string(), anyJson).nullable(),
  undo_of: z.uuid().nullable(),
  rerun_of: z.uuid().nullable().describe('the execution that this one repeats'),
  rerun_from_step: z.string().nullable(),
  parent_execution_id: z.uuid().nullable().describe('the execution whose playbook step started this one'),
  parent_step_id: z.string().nullable(),
  evaluation_id: z.uuid().nullable(),
  created_at: moment,
  started_at: moment.nullable(),
  finished_at: moment.nullable(),
  temporal_url: z.string().nullable(),
});

/** A row as the API shows it. */
export function toExecution(row: ExecutionRow, settings: ApiSettings) {
  const { tenant_id, playbook_version_id, context, api_key_id, outputs, ...execution } = row;
  return { ...execution, temporal_url: temporalUrlOf(settings, row) };
}

/** The id in the path. */
export const executionPath = z.strictObject({ id: z.uuid().describe('execution_id') });
