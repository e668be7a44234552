import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { Council } from '../../../contracts/council.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { ownerOf } from './critique.handler.ts';
import { word } from './stages/word.ts';
import { writeSummary } from './write-summary.action.ts';

/** Asks the council for a wording within the time that is left. Never fails for a fault of a model. */
export function createWriteSummaryHandler(
  deps: Pick<HandlerDependencies, 'clock'> & { readonly council: Council | null },
): BoundHandler {
  return bindRun({
    definition: writeSummary,
    run: async ({ context, ...params }, call) =>
      context === null || context === undefined
        ? params.recommendation
        : word({ ...deps, log: call.log }, { ...params, context }, ownerOf(call)),
  });
}
