import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RecordedExecution } from '../../../worker/replay.ts';
import { type AddVerb, type CommandLine, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { gather } from '../read-values.ts';

type ReplayOptions = CommonOptions & { readonly file: readonly string[] };

const executionSchema = z.object({ workflow_id: z.string(), run_id: z.string().nullable() });

/**
 * `mbi replay EXECUTION… | --file HISTORY.json`: runs recorded histories against the code as it stands here, so that a
 * change that running executions could not survive is found before it is deployed. Calls no activity and writes nothing.
 */
export const addReplay: AddVerb = (parent, line) => {
  const verb = command('replay', 'check that running executions survive the code as it stands here')
    .argument('[executions...]', 'execution_id')
    .option('--file <history.json>', 'a history exported from Temporal (repeat for more)', gather, [])
    .action(async (ids: readonly string[], options: ReplayOptions) => {
      if (ids.length + options.file.length === 0) {
        throw new CommandFailure('Name an execution, or a history with --file.', exitCodes.usage);
      }
      const recorded = [...options.file.map(readHistory), ...(await fetchHistories(line, options, ids))];
      // Loaded only here: Temporal's libraries would slow every other command down.
      const { replayHistories } = await import('../../../worker/replay.ts');
      const replayed = await replayHistories(recorded);
      const text = replayed.map(
        ({ workflowId, error }) =>
          `${error === null ? 'same ' : 'PARTS'} ${workflowId}${error === null ? '' : `\n      ${error}`}`,
      );
      line.terminal.result({ executions: replayed }, text.join('\n'), options.json);
      if (replayed.some(({ error }) => error !== null)) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};

function readHistory(file: string): RecordedExecution {
  try {
    return { workflowId: file, history: JSON.parse(readFileSync(file, 'utf8')) };
  } catch {
    throw new CommandFailure(`${file} is no history in JSON.`, exitCodes.usage);
  }
}

/** Asks the API which workflow an execution is, and Temporal for its history. */
async function fetchHistories(
  line: CommandLine,
  options: CommonOptions,
  ids: readonly string[],
): Promise<readonly RecordedExecution[]> {
  if (ids.length === 0) return [];
  const { Client, Connection } = await import('@temporalio/client');
  const api = await connect(line, options);
  const connection = await Connection.connect({ address: line.connection.temporalAddress(), connectTimeout: 10_000 });
  try {
    const client = new Client({ connection, namespace: line.environment.TEMPORAL_NAMESPACE ?? 'default' });
    return await Promise.all(
      ids.map(async (id) => {
        const path = `/v2/playbooks/executions/${encodeURIComponent(id)}`;
        const { workflow_id, run_id } = await api.get(path, executionSchema);
        const handle = client.workflow.getHandle(workflow_id, run_id ?? undefined);
        return { workflowId: workflow_id, history: await handle.fetchHistory() };
      }),
    );
  } finally {
    await connection.close();
  }
}
