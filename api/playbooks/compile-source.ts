import { CodedError } from '../../contracts/errors/index.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** A playbook that was sent as text, compiled. */
export type CompiledSource = { readonly plan: Plan; readonly digest: string };

/**
 * Compiles the YAML of a request against the actions of this installation. Throws PLAYBOOK_TOO_COSTLY, or PLAYBOOK_INVALID
 * with every finding: as `errors` for clients that show places, and as `details.diagnostics` with lines and columns.
 */
export async function compileSource(
  { compiler }: Pick<ApiDependencies, 'compiler'>,
  source: string,
): Promise<CompiledSource> {
  const { plan, digest, diagnostics } = await compiler.compile({ source });
  if (plan !== null && digest !== null) return { plan, digest };
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
