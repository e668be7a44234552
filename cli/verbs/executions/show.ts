import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { cell, renderTable } from '../../terminal.ts';
import { readExecution } from '../wait-for-execution.ts';

/** `mbi executions show ID`. */
export const addExecutionsShow: AddVerb = (parent, line) => {
  const verb = command('show', 'show one execution with its steps')
    .argument('<id>', 'execution_id')
    .action(async (id: string, options: CommonOptions) => {
      const execution = await readExecution(await connect(line, options), id);
      const rows = execution.steps.map((step) =>
        [step.step_id, step.phase, step.status, step.attempts, step.error_message].map(cell),
      );
      const head = `${execution.execution_id} ${execution.status}`;
      const error = execution.error_code === null ? '' : `\n${execution.error_code}: ${cell(execution.error_message)}`;
      const steps = renderTable(['STEP', 'PHASE', 'STATUS', 'ATTEMPTS', 'ERROR'], rows);
      line.terminal.result(execution, `${head}${error}\n\n${steps}`, options.json);
    });
  parent.addCommand(verb);
};
