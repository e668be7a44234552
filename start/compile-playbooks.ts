import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionCatalog } from '../activities/catalog.action.ts';
import { CodedError } from '../contracts/errors/index.ts';
import type { Plan } from '../contracts/plan/index.ts';
import { compilePlaybook } from '../playbooks/compiler/index.ts';
import { root } from './state/folders.ts';

/** A playbook that compiled: what the database keeps of it. */
export type CompiledPlaybook = {
  readonly slug: string;
  readonly source: string;
  readonly plan: Plan;
  readonly digest: string;
};

/** Compiles every playbook that ships. Throws PLAYBOOK_INVALID with all diagnostics of the first that does not compile. */
export function compileShippedPlaybooks(): readonly CompiledPlaybook[] {
  const folder = join(root, 'playbooks');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'));
  return names.sort().map((name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    const { plan, digest, diagnostics } = compilePlaybook(source, {
      file: `playbooks/${name}`,
      actions: actionCatalog,
    });
    if (plan !== null && digest !== null) return { slug: name.replace('.yaml', ''), source, plan, digest };
    const lines = diagnostics.map(
      (each) => `playbooks/${name}:${each.line}:${each.column}: ${each.message} [${each.code}]`,
    );
    throw new CodedError('PLAYBOOK_INVALID', lines.join('\n'), { diagnostics });
  });
}
