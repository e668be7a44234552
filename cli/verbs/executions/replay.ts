import { historyReplaySchema } from '../../../contracts/history-replay.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';

/**
 * `mbi executions replay ID`: has the worker replay the history against the workflows that it runs. `mbi replay` does the
 * same against the code that lies here. A difference is a finding.
 */
export const addExecutionsReplay: AddVerb = (parent, line) => {
  const verb = command('replay', 'replay the recorded history against the code that the worker runs')
    .argument('<id>', 'execution_id')
    .action(async (id: string, options: CommonOptions) => {
      const api = await connect(line, options, 'executions:rerun');
      const answer = await api.post(`/v2/executions/${encodeURIComponent(id)}/replay`, {}, historyReplaySchema);
      const { outcome, event_id, reason, events } = answer;
      const place = event_id === null ? '' : ` at event ${event_id}`;
      const text =
        outcome === 'same'
          ? `same  ${id}  ${events} events`
          : `PARTS ${id}${place} of ${events}\n      ${reason ?? ''}`;
      line.terminal.result(answer, text, options.json);
      if (outcome === 'different') line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};
