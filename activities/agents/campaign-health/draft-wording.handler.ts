import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { ownerOf } from './critique.handler.ts';
import { draftWordingAction } from './draft-wording.action.ts';
import { draftWording } from './stages/draft-wording.ts';
import { type VoiceDependencies, voicesOf } from './stages/voices-of.ts';

/** Asks the council within the time that is left, with what the tenant's documents say of the case. */
export function createDraftWordingHandler(deps: VoiceDependencies): BoundHandler {
  return bindRun({
    definition: draftWordingAction,
    run: (params, call) => draftWording(voicesOf(deps, call), params, ownerOf(call)),
  });
}
