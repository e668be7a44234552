import { z } from 'zod';
import { type ActionDefinition, actionId } from '../../../contracts/action.ts';
import { closest } from '../../../playbooks/compiler/index.ts';
import { type AddVerb, type CommandLine, type CommonOptions, command } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { renderTable } from '../../terminal.ts';
import { rowsOf } from './say-schema.ts';

/** Finds an action by `Agent.action`. Throws a usage failure. */
export function actionOf(line: CommandLine, id: string): ActionDefinition {
  const found = line.actions.find((each) => actionId(each) === id);
  if (found !== undefined) return found;
  const meant = closest(id, line.actions.map(actionId));
  const advice = meant === null ? 'See `mbi action list`.' : `Did you mean ${meant}?`;
  throw new CommandFailure(`There is no action ${id}. ${advice}`, exitCodes.usage);
}

/** `mbi action describe ID`: parameters and output, one field a line; `--json` gives their JSON Schemas. */
export const addActionDescribe: AddVerb = (parent, line) => {
  const verb = command('describe', 'show the parameters and the output of an action')
    .argument('<id>', 'Agent.action')
    .action((id: string, options: CommonOptions) => {
      const definition = actionOf(line, id);
      const { effect, summary, timeout_seconds } = definition;
      const params_schema = z.toJSONSchema(definition.params, { io: 'input', unrepresentable: 'any' });
      const output_schema = z.toJSONSchema(definition.output, { io: 'output', unrepresentable: 'any' });
      const data = { action_id: id, effect, summary, timeout_seconds, params_schema, output_schema };
      const tables = [params_schema, output_schema].map((each) => renderTable(['NAME', 'TYPE', 'WHAT'], rowsOf(each)));
      const text = `${id} (${effect})\n${summary}\n\nParameters\n${tables[0]}\n\nOutput\n${tables[1]}`;
      line.terminal.result(data, text, options.json);
    });
  parent.addCommand(verb);
};
