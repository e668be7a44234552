import { z } from 'zod';
import { temporalConfig } from '../../../contracts/config/index.ts';
import { readConfig } from '../../../contracts/config/read-config.ts';
import { temporalConnectionOf } from '../../../contracts/config/temporal.ts';
import type { RecordedExecution } from '../../../worker/replay.ts';
import { type CommandLine, type CommonOptions, connect } from '../../command-line.ts';
import { openSettings } from '../../open-settings.ts';

const executionSchema = z.object({
  workflow_id: z.string(),
  run_id: z.string().nullable(),
  children: z.array(z.object({ execution_id: z.string() })),
});

/** Asks the API which workflows executions are, and those that their steps started, and Temporal for their histories. */
export async function fetchHistories(
  line: CommandLine,
  options: CommonOptions,
  ids: readonly string[],
): Promise<readonly RecordedExecution[]> {
  if (ids.length === 0) return [];
  const { Client, Connection } = await import('@temporalio/client');
  const api = await connect(line, options);
  const TEMPORAL_ADDRESS = line.connection.temporalAddress();
  const settings = readConfig(temporalConfig, { ...openSettings(line.environment), TEMPORAL_ADDRESS });
  const connection = await Connection.connect({ ...temporalConnectionOf(settings), connectTimeout: 10_000 });
  try {
    const client = new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
    const histories: RecordedExecution[] = [];
    const wanted = [...new Set(ids)];
    for (const id of wanted) {
      const path = `/v2/playbooks/executions/${encodeURIComponent(id)}`;
      const { workflow_id, run_id, children } = await api.get(path, executionSchema);
      const handle = client.workflow.getHandle(workflow_id, run_id ?? undefined);
      histories.push({ workflowId: workflow_id, history: await handle.fetchHistory() });
      wanted.push(...children.map((child) => child.execution_id).filter((child) => !wanted.includes(child)));
    }
    return histories;
  } finally {
    await connection.close();
  }
}
