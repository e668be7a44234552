import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { withTenant } from '../../../db/connect.ts';
import { buildGoldenExamples } from '../../../db/queries/golden-set.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { buildGoldenAction } from './build-golden.action.ts';

/** Adds each decision once, whoever asks and however often. */
export function createBuildGoldenHandler(deps: Pick<HandlerDependencies, 'database'>): BoundHandler {
  return bindRun({
    definition: buildGoldenAction,
    run: ({ from, until }, { origin }) =>
      withTenant(deps.database, origin.tenant_id, async (tx) => {
        const { added, unusable } = await buildGoldenExamples(tx, { from: new Date(from), until: new Date(until) });
        return { added: [...added], unusable };
      }),
  });
}
