import { readFileSync } from 'node:fs';
import type { RecordedExecution } from '../../../worker/replay.ts';
import { type AddVerb, type CommonOptions, command } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { gather } from '../read-values.ts';
import { fetchHistories } from './fetch-histories.ts';
import { withCodecs } from './with-codecs.ts';

type ReplayOptions = CommonOptions & { readonly file: readonly string[] };

/**
 * `mbi replay EXECUTION… | --file HISTORY.json`: runs recorded histories against the code as it stands here, so that a
 * change that running executions could not survive is found before it is deployed. The executions that an execution started
 * are replayed with it. Calls no activity and writes nothing; large results that lie outside a history are read from the
 * installation’s database.
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
      const replayed = await withCodecs(line, recorded, (codecs) => replayHistories(recorded, undefined, codecs));
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
