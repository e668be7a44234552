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
      const { execution_id, status, playbook_id, entity_name, error_code, error_details } = execution;
      const about = [playbook_id, entity_name].filter((each) => each != null).join(', ');
      const head = `${execution_id} ${status}${about === '' ? '' : ` (${about})`}`;
      const line_of = error_details?.line === undefined ? '' : ` (line ${error_details.line} of the playbook)`;
      const error = error_code === null ? '' : `\n${error_code}: ${cell(execution.error_message)}${line_of}`;
      const steps = renderTable(['STEP', 'PHASE', 'STATUS', 'ATTEMPTS', 'ERROR'], rows);
      line.terminal.result(execution, `${head}${error}\n\n${steps}`, options.json);
    });
  parent.addCommand(verb);
};
