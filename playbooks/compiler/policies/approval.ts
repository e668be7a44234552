import type { ApprovalPolicy } from '../../../contracts/plan/index.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { compileTemplate } from '../expressions/compile-template.ts';
import { readFields } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import { closest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readChoice, readDuration, readNumber, readTexts } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import { checkQuorum, readApprovers } from './approvers.ts';
import { readEscalation } from './escalation.ts';

const { keys } = languageMaps.approval;

/** Who is asked when nothing is said: an approver or an admin, one of them, within a day; silence is a no. */
export const defaultApproval: ApprovalPolicy = {
  title: null,
  approvers: { roles: ['approver', 'admin'], users: [] },
  quorum: 1,
  timeout_seconds: 86_400,
  on_timeout: 'reject',
  editable: [],
  evidence: null,
  undo_window_seconds: 10,
};

/** What an approval block may refer to: the scope, the parameters that could be edited (null: unknown), and whether it is a gate of its own. */
export type ApprovalPlace = {
  readonly scope: Scope;
  readonly params: readonly string[] | null;
  readonly gate: boolean;
};

/** Reads an `approval` block; what it leaves out comes from the playbook’s own block, then from the defaults. */
export function readApproval(node: SourceNode, at: ApprovalPlace, context: CompileContext): ApprovalPolicy {
  const base = context.approval;
  const { report } = context;
  const fields = readFields(node, languageMaps.approval, report);
  if (fields === null) return base;
  const said = fields.entry('on_timeout') !== undefined || context.timeoutOutcomeSaid;
  if (!said && (at.gate || fields.entry('timeout') !== undefined)) {
    const place = fields.entry('timeout')?.keyPlace ?? { start: fields.place.start, end: fields.place.start + 1 };
    report.add({
      code: 'PLAYBOOK_APPROVAL_TIMEOUT_OUTCOME',
      place,
      message: 'The approval does not say what happens when nobody decides in time.',
      expected: 'on_timeout: reject, escalate or cancel',
      suggestion: 'on_timeout: reject',
    });
  }
  const title = fields.node('title');
  const evidence = fields.node('evidence');
  const approversNode = fields.node('approvers');
  const approvers = approversNode === undefined ? base.approvers : readApprovers(approversNode, at.scope, context);
  const quorum = readNumber(fields.node('quorum'), '`quorum`', keys.quorum.value, report) ?? base.quorum;
  checkQuorum(approvers, quorum, fields.entry('quorum')?.value.place ?? fields.place, context);
  const timeout_seconds =
    wholeSeconds(readDuration(fields.node('timeout'), '`timeout`', keys.timeout.value, report)) ?? base.timeout_seconds;
  const escalationNode = fields.node('escalation');
  const escalation =
    escalationNode === undefined ? base.escalation : readEscalation(escalationNode, timeout_seconds, at.scope, context);
  return {
    title: title === undefined ? base.title : compileTemplate(title, at.scope, context).template,
    approvers,
    quorum,
    timeout_seconds,
    on_timeout:
      readChoice(fields.node('on_timeout'), '`on_timeout`', keys.on_timeout.value.of, report) ?? base.on_timeout,
    editable: readEditable(fields.node('editable'), at.params, report) ?? base.editable,
    evidence: evidence === undefined ? base.evidence : compileTemplate(evidence, at.scope, context).template,
    undo_window_seconds: readUndoWindow(fields.node('undo_window'), report) ?? base.undo_window_seconds,
    ...(escalation === undefined ? {} : { escalation }),
  };
}

function wholeSeconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(seconds);
}

function readUndoWindow(node: SourceNode | undefined, report: Report): number | null {
  // 0 needs no unit: there is no window then.
  if (node?.kind === 'scalar' && node.value === 0) return 0;
  return wholeSeconds(readDuration(node, '`undo_window`', keys.undo_window.value.of[0], report));
}

function readEditable(node: SourceNode | undefined, params: readonly string[] | null, report: Report): string[] | null {
  const names = readTexts(node, '`editable`', report);
  if (names === null) return null;
  for (const { text, node: at } of names) {
    if (params === null || params.includes(text)) continue;
    report.add({
      code: 'PLAYBOOK_PARAM_UNKNOWN',
      place: at.place,
      message:
        params.length === 0 ? 'There are no parameters to edit here.' : `${text} is not a parameter of this action.`,
      expected: params.join(', ') || 'no `editable`',
      suggestion: closest(text, params),
    });
  }
  return names.map(({ text }) => text);
}
