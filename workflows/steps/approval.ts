import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ApprovalStep } from '../../contracts/plan/index.ts';
import { askApproval } from '../approvals/gate.ts';
import { originOf } from '../execution/call-action.ts';
import type { Frame } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';

/** A gate of its own. Gives who said yes; a no or the deadline ends the execution, unless a loop catches it. */
export async function runApproval(step: ApprovalStep, frame: Frame, run: Run): Promise<JsonValue> {
  await run.journey.rest();
  const subject = { action_id: null, params: {}, planned: null, supersedes: null };
  const ending = await askApproval(step, step.approval, subject, originOf(run, step, frame), frame, run);
  const edits = ending.kind === 'edited' ? ending.edits : {};
  const approved_by = ending.kind === 'approved' ? ending.approved_by.map((decider) => decider.email) : [];
  return { approved: true, approval_id: ending.approval_id, approved_by, edits };
}
