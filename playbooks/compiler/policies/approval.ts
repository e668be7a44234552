import type { ApprovalPolicy } from '../../../contracts/plan/index.ts';
import { type Role, roleSchema } from '../../../contracts/roles.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { compileTemplate } from '../expressions/compile-template.ts';
import { readFields } from '../fields.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readChoice, readDuration, readNumber, readTexts } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

const keys = ['title', 'approvers', 'quorum', 'timeout', 'on_timeout', 'editable', 'evidence', 'undo_window'];

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
  const fields = readFields(node, { what: '`approval`', allowed: keys }, report);
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
  const approvers = approversNode === undefined ? base.approvers : readApprovers(approversNode, report);
  const quorum = readNumber(fields.node('quorum'), '`quorum`', { from: 1, to: 20, whole: true }, report) ?? base.quorum;
  if (approversNode !== undefined && namesNobody(approversNode)) {
    report.add({
      code: 'PLAYBOOK_QUORUM_IMPOSSIBLE',
      place: approversNode.place,
      message: 'Nobody is named who may decide.',
      expected: 'a role, or the e-mail address of a user',
      suggestion: 'approvers: [approver]',
    });
  }
  if (approvers.roles.length === 0 && approvers.users.length > 0 && approvers.users.length < quorum) {
    report.add({
      code: 'PLAYBOOK_QUORUM_IMPOSSIBLE',
      place: fields.entry('quorum')?.value.place ?? fields.place,
      message: `${quorum} people must agree, but only ${approvers.users.length} may decide.`,
      expected: `a quorum of at most ${approvers.users.length}`,
      suggestion: String(approvers.users.length),
    });
  }
  return {
    title: title === undefined ? base.title : compileTemplate(title, at.scope, context).template,
    approvers,
    quorum,
    timeout_seconds:
      wholeSeconds(readDuration(fields.node('timeout'), '`timeout`', { from: 1, to: 30 * 86_400 }, report)) ??
      base.timeout_seconds,
    on_timeout:
      readChoice(fields.node('on_timeout'), '`on_timeout`', ['reject', 'escalate', 'cancel'], report) ??
      base.on_timeout,
    editable: readEditable(fields.node('editable'), at.params, report) ?? base.editable,
    evidence: evidence === undefined ? base.evidence : compileTemplate(evidence, at.scope, context).template,
    undo_window_seconds: readUndoWindow(fields.node('undo_window'), report) ?? base.undo_window_seconds,
  };
}

function wholeSeconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(seconds);
}

function readUndoWindow(node: SourceNode | undefined, report: Report): number | null {
  // 0 needs no unit: there is no window then.
  if (node?.kind === 'scalar' && node.value === 0) return 0;
  return wholeSeconds(readDuration(node, '`undo_window`', { from: 0, to: 86_400 }, report));
}

function namesNobody(node: SourceNode): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  return node.kind === 'map' && node.entries.every(({ value }) => value.kind === 'list' && value.items.length === 0);
}

function readApprovers(node: SourceNode, report: Report): ApprovalPolicy['approvers'] {
  if (node.kind !== 'map') return sortPeople(readTexts(node, '`approvers`', report) ?? [], report);
  const fields = readFields(node, { what: '`approvers`', allowed: ['roles', 'users'] }, report);
  const roles = readTexts(fields?.node('roles'), '`roles`', report) ?? [];
  const users = readTexts(fields?.node('users'), '`users`', report) ?? [];
  return {
    roles: roles.flatMap(({ text, node: at }) => readRole(text, at, report)),
    users: once(users.flatMap(({ text, node: at }) => readUser(text, at, report))),
  };
}

/** A person who is named twice still has one voice. */
function once(users: readonly string[]): string[] {
  return [...new Set(users)];
}

type Words = readonly { readonly text: string; readonly node: SourceNode }[];

function sortPeople(words: Words, report: Report): ApprovalPolicy['approvers'] {
  return {
    roles: words.filter(({ text }) => !text.includes('@')).flatMap(({ text, node }) => readRole(text, node, report)),
    users: once(
      words.filter(({ text }) => text.includes('@')).flatMap(({ text, node }) => readUser(text, node, report)),
    ),
  };
}

function readRole(text: string, node: SourceNode, report: Report): Role[] {
  const role = roleSchema.safeParse(text);
  if (role.success) return [role.data];
  report.add({
    code: 'PLAYBOOK_ROLE_UNKNOWN',
    place: node.place,
    message: `There is no role ${text}.`,
    expected: roleSchema.options.join(', '),
    suggestion: nearest(text, roleSchema.options),
  });
  return [];
}

function readUser(text: string, node: SourceNode, report: Report): string[] {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return [text];
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: node.place,
    message: `${text} is not an e-mail address.`,
    expected: 'the e-mail address of a user',
  });
  return [];
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
      suggestion: nearest(text, params),
    });
  }
  return names.map(({ text }) => text);
}
