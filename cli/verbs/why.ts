import { z } from 'zod';
import { type EvaluatedExpression, evaluatedExpressionSchema } from '../../contracts/trigger.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { cell } from '../terminal.ts';

const answerSchema = z.object({
  answer: z.string(),
  evaluated: z.boolean(),
  due_at: z.string().nullable(),
  evaluation: z
    .looseObject({
      result: z.string(),
      execution_id: z.string().nullable(),
      values: z.array(evaluatedExpressionSchema),
    })
    .nullable(),
});

/** `mbi why PLAYBOOK`: why it did or did not start, with every value that went into the answer. */
export const addWhy: AddVerb = (parent, line) => {
  const verb = command('why', 'say why a playbook did (not) start by itself')
    .argument('<playbook>', 'id or slug')
    .option('--campaign <id>', 'for this campaign')
    .option('--at <moment>', 'at this moment, such as 2026-03-01T09:00:00Z; now when left out')
    .addHelpText('after', '\nExample:\n  mbi why campaign-health --campaign 120000000000001 --at 2026-03-01T09:00:00Z')
    .action(async (playbook: string, options: CommonOptions & { readonly campaign?: string; readonly at?: string }) => {
      const api = await connect(line, options);
      const query = new URLSearchParams();
      if (options.campaign !== undefined) query.set('campaign_id', options.campaign);
      if (options.at !== undefined) query.set('at', readMoment(options.at));
      const answer = await api.get(`/v2/playbooks/${encodeURIComponent(playbook)}/why?${query}`, answerSchema);
      line.terminal.result(answer, sayAnswer(answer), options.json);
    });
  parent.addCommand(verb);
};

function readMoment(text: string): string {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  throw new CommandFailure(`${text} is not a moment; write it as 2026-03-01T09:00:00Z.`, exitCodes.usage);
}

function sayAnswer({ answer, evaluated, evaluation }: z.output<typeof answerSchema>): string {
  if (!evaluated || evaluation === null) return answer;
  const execution = evaluation.execution_id === null ? [] : [`Execution: ${evaluation.execution_id}`];
  return [answer, ...execution, ...evaluation.values.flatMap((each) => sayValue(each, '  '))].join('\n');
}

function sayValue({ source, line, value, error, children }: EvaluatedExpression, indent: string): string[] {
  const head = `${indent}line ${line}: ${source} = ${error ?? cell(value)}`;
  return [head, ...children.flatMap((each) => sayValue(each, `${indent}  `))];
}
