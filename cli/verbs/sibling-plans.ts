import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ActionDefinition } from '../../contracts/action.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';

/**
 * The plans of the other playbooks in the folder of a file, by id and by the stem of the file: what a child playbook is looked up
 * in. Files that cannot be read or do not compile are left out, so that a child in one of them counts as not known.
 */
export async function siblingPlans(
  file: string,
  actions: readonly ActionDefinition[],
): Promise<(playbook_id: string) => Plan | undefined> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => []);
  const plans = new Map<string, Plan>();
  for (const name of names.filter((each) => each.endsWith('.yaml') && !each.endsWith('.test.yaml'))) {
    const source = await readFile(join(folder, name), 'utf8').catch(() => '');
    const { plan } = compilePlaybook(source, { file: name, actions });
    if (plan === null) continue;
    plans.set(plan.playbook_id, plan);
    plans.set(name.replace(/\.yaml$/, ''), plan);
  }
  return (playbook_id) => plans.get(playbook_id);
}
