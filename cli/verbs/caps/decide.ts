import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { capSchema } from './cap.ts';

/** `mbi caps decide`: agrees to a wider cap, or rejects it. Whoever proposed it cannot. */
export const addCapsDecide: AddVerb = (parent, line) => {
  const verb = command('decide', 'agree to a wider cap, or reject it')
    .argument('<cap>', 'cap_id')
    .argument('<decision>', 'approve or reject')
    .requiredOption('--reason <text>', 'why')
    .action(async (cap_id: string, decision: string, options: CommonOptions & { reason: string }) => {
      if (decision !== 'approve' && decision !== 'reject')
        throw new CommandFailure('The decision is approve or reject.', exitCodes.usage);
      const api = await connect(line, options, 'caps:decide');
      const path = `/v2/money-caps/${encodeURIComponent(cap_id)}/decide`;
      const cap = await api.post(path, { decision, reason: options.reason }, capSchema);
      const since = cap.state === 'cooling_off' ? ` It holds from ${cap.effective_at} on.` : '';
      line.terminal.result(cap, `The cap is ${cap.state}.${since}`, options.json);
    });
  parent.addCommand(verb);
};
