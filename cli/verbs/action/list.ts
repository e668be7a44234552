import { actionId } from '../../../contracts/action.ts';
import { type AddVerb, type CommonOptions, command } from '../../command-line.ts';
import { renderTable } from '../../terminal.ts';

/** `mbi action list`: from the definitions, without a server. */
export const addActionList: AddVerb = (parent, line) => {
  const verb = command('list', 'list the actions that playbooks may call').action((options: CommonOptions) => {
    const actions = line.actions.map((each) => ({
      action_id: actionId(each),
      effect: each.effect,
      summary: each.summary,
    }));
    const rows = actions.map((each) => [each.action_id, each.effect, each.summary]);
    line.terminal.result({ actions }, renderTable(['ACTION', 'EFFECT', 'WHAT IT DOES'], rows), options.json);
  });
  parent.addCommand(verb);
};
