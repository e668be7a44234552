import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { exitCodes } from '../exit.ts';
import { gather, readPairs, readValue } from './read-values.ts';
import { type ExecutionDetail, waitForExecution } from './wait-for-execution.ts';

const playbookSchema = z.object({ inputs: z.record(z.string(), z.object({ type: z.string() })) });
const startedSchema = z.object({ execution_id: z.string(), status: z.string(), workflow_id: z.string() });

type RunOptions = CommonOptions & {
  readonly input: readonly string[];
  readonly wait: boolean;
  readonly mode: string;
  readonly idempotencyKey?: string;
};

/** `mbi run PLAYBOOK`: starts an execution; with `--wait` stays until it ends or waits for a person. */
export const addRun: AddVerb = (parent, line) => {
  const verb = command('run', 'start an execution of a playbook')
    .argument('<playbook>', 'id or slug, such as campaign-health')
    .option('--input <name=value>', 'an input of the playbook (repeat for more)', gather, [])
    .option('--wait', 'show progress and stop when it ends or waits for approval', false)
    .option('--mode <mode>', 'live, shadow or dry_run', 'live')
    .option('--idempotency-key <key>', 'the same key never starts twice')
    .action(async (playbook: string, options: RunOptions) => {
      const pairs = readPairs(options.input, '--input');
      const api = await connect(line, options);
      const path = `/v2/playbooks/${encodeURIComponent(playbook)}`;
      const declared = await api.get(path, playbookSchema);
      const inputs = Object.fromEntries(
        [...pairs].map(([name, text]) => [name, readValue(text, declared.inputs[name]?.type)]),
      );
      const key = options.idempotencyKey ?? randomUUID();
      const body = { inputs, mode: options.mode };
      const started = await api.post(`${path}/execute`, body, startedSchema, { 'idempotency-key': key });
      line.terminal.note(`Started ${started.execution_id}.`);
      if (!options.wait) {
        line.terminal.result(started, `${started.execution_id} ${started.status}`, options.json);
        return;
      }
      const execution = await waitForExecution(api, line.terminal, started.execution_id);
      const summary = summarize(execution);
      line.terminal.result(
        summary,
        Object.values(summary)
          .filter((each) => each !== null)
          .join(' '),
        options.json,
      );
      if (execution.status === 'waiting_for_approval' || execution.status === 'completed') return;
      const why = execution.error_message ?? `The execution ended as ${execution.status}.`;
      line.terminal.note(execution.error_code === null ? why : `${execution.error_code}: ${why}`);
      line.exit(exitCodes.failure);
    });
  parent.addCommand(verb);
};

/** What `run --wait` prints. */
function summarize(execution: ExecutionDetail) {
  const waiting = execution.approvals.find((each) => each.status === 'pending');
  return {
    execution_id: execution.execution_id,
    status: execution.status,
    approval_id: waiting?.approval_id ?? null,
    recommendation_id: execution.recommendation_id,
    error_code: execution.error_code,
    temporal_url: execution.temporal_url,
  };
}
