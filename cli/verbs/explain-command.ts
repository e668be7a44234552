import { readFile } from 'node:fs/promises';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { type AddVerb, type CommonOptions, command } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { explainPlan } from './explain.ts';

/** `mbi explain FILE`: says in plain English what a playbook does. */
export const addExplain: AddVerb = (parent, line) => {
  const verb = command('explain', 'say in plain English what a playbook does')
    .argument('<file>', 'a YAML file')
    .action(async (file: string, options: CommonOptions) => {
      const source = await readFile(file, 'utf8').catch(() => {
        throw new CommandFailure(`${file} cannot be read.`);
      });
      const { plan, digest, diagnostics } = compilePlaybook(source, { file, actions: line.actions });
      if (plan === null) {
        throw new CommandFailure(`${file} does not compile; see \`mbi validate ${file}\`.`, exitCodes.findings, {
          diagnostics,
        });
      }
      line.terminal.result({ file, digest, plan, text: explainPlan(plan) }, explainPlan(plan), options.json);
    });
  parent.addCommand(verb);
};
