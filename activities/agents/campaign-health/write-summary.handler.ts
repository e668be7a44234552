import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { ownerOf } from './critique.handler.ts';
import { draftWording } from './stages/draft-wording.ts';
import { type VoiceDependencies, voicesOf } from './stages/voices-of.ts';
import { word } from './stages/word.ts';
import { writeSummary } from './write-summary.action.ts';

/** Puts the draft in place; without one it asks the council within the time that is left. Never fails for a fault of a model. */
export function createWriteSummaryHandler(deps: VoiceDependencies): BoundHandler {
  return bindRun({
    definition: writeSummary,
    run: async ({ context, draft, ...params }, call) => {
      const { campaign_name, recommendation } = params;
      if (draft != null) return word(campaign_name, recommendation, draft);
      if (context == null) return recommendation;
      const asked = await draftWording(voicesOf(deps, call), { ...params, context }, ownerOf(call));
      return word(campaign_name, recommendation, asked);
    },
  });
}
