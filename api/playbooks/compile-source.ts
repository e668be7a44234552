import type { Diagnostic } from '../../contracts/diagnostic.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import { readTenantKnowledge } from './tenant-knowledge.ts';

/** A playbook that was sent as text, compiled. What is left to say of it are warnings. */
export type CompiledSource = {
  readonly plan: Plan;
  readonly digest: string;
  readonly warnings: readonly Diagnostic[];
};

/** The compiler, and whose playbooks and groups the text may name. */
type CompileDependencies = {
  readonly deps: Pick<ApiDependencies, 'compiler'>;
  readonly inTenant: <Result>(work: (tx: TenantTransaction) => Promise<Result>) => Promise<Result>;
};

/**
 * Compiles the YAML of a request against the actions of this installation, and the playbooks and groups of the tenant.
 * Throws PLAYBOOK_TOO_COSTLY, or PLAYBOOK_INVALID with every finding: as `errors` for clients that show places, and as
 * `details.diagnostics` with lines and columns.
 */
export async function compileSource({ deps, inTenant }: CompileDependencies, source: string): Promise<CompiledSource> {
  const known = await inTenant(readTenantKnowledge);
  const { plan, digest, diagnostics } = await deps.compiler.compile({ source, ...known });
  if (plan !== null && digest !== null) return { plan, digest, warnings: diagnostics };
  const mistakes = diagnostics.filter((each) => each.severity === 'error');
  const [first] = mistakes;
  const where = first === undefined ? '' : ` Line ${first.line}: ${first.message}`;
  throw new CodedError('PLAYBOOK_INVALID', `The playbook has ${mistakes.length} mistakes.${where}`, {
    errors: mistakes.map((each) => ({
      pointer: '/body/source',
      detail: `${each.line}:${each.column} ${each.message} [${each.code}]`,
    })),
    diagnostics: mistakes,
  });
}
