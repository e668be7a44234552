import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { type Judge, judged } from './focused/judgement.ts';
import { judgeRotation } from './focused/rotation.ts';
import { judgeWaste } from './focused/stop-waste.ts';
import { judgeBid } from './focused/target-bid.ts';
import { proposeBid } from './propose-bid.action.ts';
import { proposePause } from './propose-pause.action.ts';
import { proposeRotation } from './propose-rotation.action.ts';

/** The proposals that look for one thing only. Pure computation; nothing is read but the params. */
export function createFocusedProposalHandlers(): BoundHandler[] {
  const bind = (definition: typeof proposePause, judge: Judge) =>
    bindRun({ definition, run: async ({ anomalies, ...look }) => judged(judge, anomalies, look) });
  return [bind(proposePause, judgeWaste), bind(proposeBid, judgeBid), bind(proposeRotation, judgeRotation)];
}
