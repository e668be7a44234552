import { worstCase } from '../../playbooks/bound/index.ts';
import { explainPlan } from '../../playbooks/explanation/index.ts';
import { type AddVerb, type CommonOptions, command } from '../command-line.ts';
import { readPlan } from './read-plan.ts';
import { siblingPlans } from './sibling-plans.ts';

/** `mbi explain FILE`: says in plain English what a playbook does. */
export const addExplain: AddVerb = (parent, line) => {
  const verb = command('explain', 'say in plain English what a playbook does')
    .argument('<file>', 'a YAML file; playbooks that it runs are looked for beside it')
    .addHelpText(
      'after',
      '\nExamples:\n  mbi explain playbooks/campaign-health.yaml\n  mbi explain playbooks/campaign-health.yaml --json',
    )
    .action(async (file: string, options: CommonOptions) => {
      const { plan, digest } = await readPlan(file, line);
      const worst_case = worstCase(plan, { actions: line.actions, plans: await siblingPlans(file, line.actions) });
      const text = explainPlan(plan, worst_case, line.actions);
      line.terminal.result({ file, digest, plan, worst_case, text }, text, options.json);
    });
  parent.addCommand(verb);
};
