import { z } from 'zod';
import { type Plan, planSchema } from '../../contracts/plan/index.ts';
import { type Difference, describeDifference } from '../../playbooks/difference/index.ts';
import { type AddVerb, type CommandLine, type CommonOptions, command, connect } from '../command-line.ts';
import { exitCodes } from '../exit.ts';
import { readPlan } from './read-plan.ts';
import { siblingPlans } from './sibling-plans.ts';

const deployedSchema = z.object({ playbook_id: z.string(), version: z.int(), plan: planSchema });

const examples = `
Exits 1 when a difference is a danger: a limit loosened, a gate gone, a new write.

Examples:
  mbi diff playbooks/pacing.yaml new-pacing.yaml
  mbi diff budget_pacing_v1 playbooks/budget-pacing.yaml   against the deployed version
  git show main:playbooks/pacing.yaml | mbi diff - playbooks/pacing.yaml --json`;

/** `mbi diff BEFORE AFTER`: what one playbook does otherwise than another, in the words of the language. */
export const addDiff: AddVerb = (parent, line) => {
  const verb = command('diff', 'say what one playbook does otherwise than another')
    .argument('<before>', 'a YAML file, - for standard input, or the id of a deployed playbook')
    .argument('<after>', 'a YAML file')
    .addHelpText('after', examples)
    .action(async (before: string, after: string, options: CommonOptions) => {
      const old = isFile(before)
        ? { name: before, plan: (await readPlan(before, line)).plan }
        : await deployed(before, line, options);
      const { plan } = await readPlan(after, line);
      const plans = await siblingPlans(after, line.actions);
      const differences = describeDifference(old.plan, plan, { actions: line.actions, plans });
      const data = { before: old.name, after, differences };
      line.terminal.result(data, renderDifferences(old.name, after, differences), options.json);
      if (differences.some((each) => each.danger)) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};

function isFile(name: string): boolean {
  return name === '-' || /\.ya?ml$/.test(name) || name.includes('/');
}

async function deployed(id: string, line: CommandLine, options: CommonOptions): Promise<{ name: string; plan: Plan }> {
  const api = await connect(line, options, 'playbooks:read');
  const { playbook_id, version, plan } = await api.get(`/v2/playbooks/${encodeURIComponent(id)}`, deployedSchema);
  return { name: `${playbook_id} version ${version}`, plan };
}

/** One line for each difference, dangers marked, with the lines of both files. */
export function renderDifferences(before: string, after: string, differences: readonly Difference[]): string {
  if (differences.length === 0) return `${before} and ${after} do the same.`;
  const lines = differences.map(({ danger, text, line_before, line_after }) => {
    const where = [line_before, line_after].map((each) => each ?? '–').join(' → ');
    return `${danger ? '!' : ' '} ${text}${where === '– → –' ? '' : `  (line ${where})`}`;
  });
  const dangers = differences.filter((each) => each.danger).length;
  const count = `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}`;
  return [`${before} → ${after}`, '', ...lines, '', `${count}, ${dangers} to look at (!).`].join('\n');
}
