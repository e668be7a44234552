import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { correctionOf } from './correct.ts';
import { proposeCorrection } from './propose-correction.action.ts';

/** Pure computation; nothing is read but the params. */
export function createProposeCorrectionHandler(): BoundHandler {
  return bindRun({
    definition: proposeCorrection,
    run: async ({ pace, state, max_change_pct }) => correctionOf(pace, state, max_change_pct),
  });
}
