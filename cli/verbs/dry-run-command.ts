import { z } from 'zod';
import { type ChangeSet, changeSetSchema } from '../../contracts/change-set.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { type AddVerb, type CommandLine, type CommonOptions, command, connect } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { renderTable } from '../terminal.ts';
import { readSource } from './backtest-command.ts';
import { type CurrencyOf, readCurrencies, sayField, sayMoney, sayShare, sayValue } from './money-words.ts';
import { gather, readPairs, readValue } from './read-values.ts';
import { validateFiles } from './validate.ts';
import { renderHuman } from './validate-human.ts';
import { type ExecutionDetail, waitForExecution } from './wait-for-execution.ts';

type DryRunOptions = CommonOptions & { readonly input: readonly string[]; readonly campaign?: string };

const startedSchema = z.object({ execution_id: z.string() });
const plannedSchema = z.object({ change_set: changeSetSchema.nullable() });

/** `mbi dry-run FILE`: reads the live state, plans every change and writes nothing; prints the exact change set. */
export const addDryRun: AddVerb = (parent, line) => {
  const verb = command('dry-run', 'try a playbook against the live state without writing anything')
    .argument('<file>', 'a YAML file')
    .option('--campaign <campaign_id>', 'short for --input campaign_id=…')
    .option('--input <name=value>', 'an input of the playbook (repeat for more)', gather, [])
    .action(async (file: string, options: DryRunOptions) => {
      const source = readSource(file);
      const { plan } = compilePlaybook(source, { file, actions: line.actions });
      if (plan === null) throw await refused(file, line);
      const words =
        options.campaign === undefined ? options.input : [`campaign_id=${options.campaign}`, ...options.input];
      const inputs = Object.fromEntries(
        [...readPairs(words, '--input')].map(([name, text]) => [name, readValue(text, plan.inputs[name]?.type)]),
      );
      const api = await connect(line, options);
      const started = await api.post('/v2/playbooks/dry-run', { source, inputs }, startedSchema);
      const execution = await waitForExecution(api, line.terminal, started.execution_id);
      const changes = plannedIn(execution);
      const currencyOf = await readCurrencies(
        api,
        changes.map((each) => each.change_set),
      );
      const { execution_id, status, error_code, error_message } = execution;
      const data = { execution_id, status, changes, error_code, error_message };
      line.terminal.result(data, renderChanges(changes, currencyOf), options.json);
      if (status === 'completed') return;
      line.terminal.note(`${error_code ?? status}: ${error_message ?? 'The dry run did not complete.'}`);
      line.exit(exitCodes.failure);
    });
  parent.addCommand(verb);
};

async function refused(file: string, line: CommandLine): Promise<CommandFailure> {
  const validation = await validateFiles([file], line);
  return new CommandFailure(renderHuman(validation), exitCodes.findings, validation.report);
}

type PlannedStep = { readonly step_id: string; readonly change_set: ChangeSet };

/** The change sets that write steps planned, in the order of the steps. */
function plannedIn(execution: ExecutionDetail): readonly PlannedStep[] {
  return execution.steps.flatMap(({ step_id, phase, output }) => {
    if (phase !== 'plan') return [];
    const planned = plannedSchema.safeParse(output);
    return planned.success && planned.data.change_set !== null
      ? [{ step_id, change_set: planned.data.change_set }]
      : [];
  });
}

function renderChanges(steps: readonly PlannedStep[], currencyOf: CurrencyOf): string {
  const rows = steps.flatMap(({ step_id, change_set }) =>
    change_set.changes.map((change) => [
      step_id,
      `${change.entity_type} ${change.entity_name}`,
      sayField(change.field),
      sayValue(change.before, currencyOf(change)),
      sayValue(change.after, currencyOf(change)),
      sayShare(change.change_pct),
    ]),
  );
  if (rows.length === 0) return 'It would change nothing.';
  const moved = steps.map(({ change_set }) => sayMoney(change_set.total_change_minor, change_set.currency));
  return `${renderTable(['STEP', 'WHAT', 'FIELD', 'BEFORE', 'AFTER', 'CHANGE'], rows)}\n\nMoves ${moved.join(' and ')} of daily money. Nothing was written.`;
}
