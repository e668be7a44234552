import type { ApprovalPolicy } from '../../contracts/plan/index.ts';
import { sayApprovers, sayLength, sayTemplate } from '../wording/index.ts';
import { type Difference, differenceOf, present } from './change.ts';

/** Where an approval stands: `approval`, or that of a step. */
export type ApprovalPlace = { readonly path: string; readonly what: string; readonly step_id: string | null };

/** The differences of two approvals. Fewer voices, other people, another answer to silence and more that may be edited are dangers. */
export function approvalDifferences(
  before: ApprovalPolicy,
  after: ApprovalPolicy,
  place: ApprovalPlace,
): readonly Difference[] {
  const compare = (key: string, what: string, say: (policy: ApprovalPolicy) => string | null, danger: boolean) =>
    differenceOf(
      { path: `${place.path}.${key}`, what: `${place.what}: ${what}`, step_id: place.step_id, danger },
      say(before),
      say(after),
    );
  const quorum = compare('quorum', 'quorum', (policy) => String(policy.quorum), after.quorum < before.quorum);
  return present([
    compare('title', 'question', ({ title }) => (title === null ? null : sayTemplate(title)), false),
    compare('approvers', 'approvers', ({ approvers }) => sayApprovers(approvers), true),
    quorum === null ? null : { ...quorum, kind: quorum.danger ? 'loosened' : 'tightened' },
    compare('timeout', 'time to decide', (policy) => sayLength(policy.timeout_seconds), false),
    compare('on_timeout', 'when nobody decides', (policy) => policy.on_timeout, true),
    compare('editable', 'editable', ({ editable }) => editable.join(', ') || null, after.editable.some(isNew(before))),
    compare('evidence', 'evidence', ({ evidence }) => (evidence === null ? null : sayTemplate(evidence)), false),
    compare(
      'undo_window',
      'time to take a yes back',
      (policy) => sayLength(policy.undo_window_seconds),
      after.undo_window_seconds < before.undo_window_seconds,
    ),
    compare('escalation', 'escalation', sayEscalation, false),
  ]);
}

function isNew(before: ApprovalPolicy): (name: string) => boolean {
  return (name) => !before.editable.includes(name);
}

function sayEscalation({ escalation }: ApprovalPolicy): string | null {
  const steps = (escalation ?? []).map(
    (each) => `after ${sayLength(each.after_seconds)} ${sayApprovers(each.approvers)}`,
  );
  return steps.length === 0 ? null : steps.join(', then ');
}
