import { z } from 'zod';
import { changeSchema, intentStateSchema } from '../../contracts/change-set.ts';
import { stateOfChange } from '../../contracts/change-state.ts';
import { executionStatusSchema, finalStatuses } from '../../contracts/execution.ts';
import type { ApiClient } from '../api-client.ts';
import { readExecutionEvents } from '../event-stream.ts';
import type { Terminal } from '../terminal.ts';

const executionSchema = z.looseObject({
  execution_id: z.string(),
  playbook_id: z.string().optional(),
  entity_name: z.string().nullish(),
  status: executionStatusSchema,
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  error_details: z.looseObject({ line: z.int().optional() }).nullish().catch(null),
  recommendation_id: z.string().nullable(),
  steps: z.array(z.looseObject({ step_id: z.string(), phase: z.string(), output: z.unknown() })),
  approvals: z.array(z.object({ approval_id: z.string(), status: z.string(), title: z.string() })),
  temporal_url: z.string().nullable(),
});
/** An execution as the commands show it. */
export type ExecutionDetail = z.output<typeof executionSchema>;

/** Reads an execution with everything that it did. */
export function readExecution(api: ApiClient, execution_id: string): Promise<ExecutionDetail> {
  return api.get(`/v2/playbooks/executions/${encodeURIComponent(execution_id)}`, executionSchema);
}

const eventDataSchema = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

/** Tells of each event on stderr and comes back when the execution has ended or waits for a person. */
export async function waitForExecution(
  api: ApiClient,
  terminal: Terminal,
  execution_id: string,
): Promise<ExecutionDetail> {
  for await (const { event, data } of readExecutionEvents(api, execution_id)) {
    if (event === 'end') break;
    const parsed = eventDataSchema.safeParse(JSON.parse(data));
    if (parsed.success) terminal.note(sayEvent(parsed.data));
    const execution = await readExecution(api, execution_id);
    if (execution.status === 'waiting_for_approval' || finalStatuses.includes(execution.status)) return execution;
  }
  return readExecution(api, execution_id);
}

const changeEventSchema = z.object({
  change: changeSchema.pick({ entity_name: true, field: true, before: true, after: true }),
});

/** What became of a change, in the words that are the same everywhere; null for an event that is about something else. */
function sayChange({ type, data }: z.output<typeof eventDataSchema>): string | null {
  const state = intentStateSchema.safeParse(type.slice('change.'.length));
  const about = changeEventSchema.safeParse(data);
  if (!type.startsWith('change.') || !state.success || !about.success) return null;
  const { entity_name, field, before, after } = about.data.change;
  return `${entity_name} ${field} ${before} → ${after}: ${stateOfChange({ state: state.data }).word}`;
}

function sayEvent(event: z.output<typeof eventDataSchema>): string {
  const { type, data } = event;
  const change = sayChange(event);
  if (change !== null) return `${type.padEnd(24)} ${change}`;
  const words = ['step_id', 'summary', 'status', 'title', 'error_code', 'decision']
    .map((name) => data[name])
    .filter((value): value is string => typeof value === 'string' && value !== '');
  return [type.padEnd(24), ...words].join(' ').trimEnd();
}
