import type { Approvers } from '../../../contracts/plan/index.ts';
import { type Role, roleSchema } from '../../../contracts/roles.ts';
import { mapType, textType, type ValueType } from '../../expressions/checking.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { readCondition } from '../expressions/compile-expression.ts';
import { readFields } from '../fields.ts';
import { withName } from '../flow.ts';
import { languageMaps } from '../keys/index.ts';
import { closest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readTexts } from '../scalars.ts';
import type { Place, SourceNode } from '../source-node.ts';

/** A person as a rule about approvers sees one. */
const personType: ValueType = mapType({
  email: textType(),
  roles: { kind: 'list', item: textType(roleSchema.options), nullable: false },
  groups: { kind: 'list', item: textType(), nullable: false },
});

type Words = readonly { readonly text: string; readonly node: SourceNode }[];

/** Reads `approvers`: a list of roles and e-mail addresses, or a map that also has groups and a rule over `person`. */
export function readApprovers(node: SourceNode, scope: Scope, context: CompileContext): Approvers {
  const { report } = context;
  if (node.kind !== 'map') {
    const words = readTexts(node, '`approvers`', report) ?? [];
    if (node.kind === 'list' && node.items.length === 0) reportNobody(node, report);
    return sortPeople(words, context);
  }
  const fields = readFields(node, languageMaps.approvers, report);
  const roles = readTexts(fields?.node('roles'), '`roles`', report) ?? [];
  const users = readTexts(fields?.node('users'), '`users`', report) ?? [];
  const groups = readTexts(fields?.node('groups'), '`groups`', report) ?? [];
  const ruleNode = fields?.node('expression');
  const person = withName(scope, 'person', personType);
  const rule = ruleNode === undefined ? null : readCondition(ruleNode, '`expression`', person, context);
  const named = roles.length + users.length + groups.length;
  const empty = node.entries.every(({ value }) => value.kind === 'list' && value.items.length === 0);
  if (named === 0 && empty) reportNobody(node, report);
  const names = once(groups.flatMap(({ text, node: at }) => readGroup(text, at, named === 1, context)));
  return {
    roles: roles.flatMap(({ text, node: at }) => readRole(text, at, context)),
    users: once(users.flatMap(({ text, node: at }) => readUser(text, at, report))),
    ...(names.length === 0 ? {} : { groups: names }),
    ...(rule === null ? {} : { expression: rule.expression }),
  };
}

/** Reports a quorum that more people must make up than are named, where it is known how many those are. */
export function checkQuorum(
  approvers: Approvers,
  quorum: number,
  place: Place,
  { report, groups }: CompileContext,
): void {
  const { roles, users, groups: names = [], expression = null } = approvers;
  if (roles.length > 0 || (names.length > 0 && groups === null) || users.length + names.length === 0) return;
  const people = users.length + names.reduce((sum, name) => sum + (groups?.get(name) ?? quorum), 0);
  if (people >= quorum || people === 0) return;
  report.add({
    code: 'PLAYBOOK_QUORUM_IMPOSSIBLE',
    place,
    message: `${quorum} people must agree, but only ${people} may decide.`,
    expected: `a quorum of at most ${people}${expression === null ? '' : ', or fewer where the rule leaves some out'}`,
    suggestion: String(people),
  });
}

function reportNobody(node: SourceNode, report: Report): void {
  report.add({
    code: 'PLAYBOOK_QUORUM_IMPOSSIBLE',
    place: node.place,
    message: 'Nobody is named who may decide.',
    expected: 'a role, a group, or the e-mail address of a user',
    suggestion: 'approvers: [approver]',
  });
}

/** A person who is named twice still has one voice. */
function once(users: readonly string[]): string[] {
  return [...new Set(users)];
}

function sortPeople(words: Words, context: CompileContext): Approvers {
  return {
    roles: words.filter(({ text }) => !text.includes('@')).flatMap(({ text, node }) => readRole(text, node, context)),
    users: once(
      words.filter(({ text }) => text.includes('@')).flatMap(({ text, node }) => readUser(text, node, context.report)),
    ),
  };
}

function readRole(text: string, node: SourceNode, { report, groups }: CompileContext): Role[] {
  const role = roleSchema.safeParse(text);
  if (role.success) return [role.data];
  const group = groups === null ? null : [...groups.keys()].find((each) => each === text);
  report.add({
    code: 'PLAYBOOK_ROLE_UNKNOWN',
    place: node.place,
    message: `There is no role ${text}.`,
    expected: roleSchema.options.join(', '),
    suggestion: group === null || group === undefined ? closest(text, roleSchema.options) : `{ groups: [${group}] }`,
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

/** A group that nobody is in leaves nobody to decide when it stands alone; beside others it only adds nobody. */
function readGroup(text: string, node: SourceNode, alone: boolean, { report, groups }: CompileContext): string[] {
  if (groups === null) return [text];
  const members = groups.get(text);
  if (members !== undefined && members > 0) return [text];
  const filled = [...groups].filter(([, count]) => count > 0).map(([name]) => name);
  report.add({
    code: members === undefined ? 'PLAYBOOK_GROUP_UNKNOWN' : 'PLAYBOOK_GROUP_EMPTY',
    severity: members === undefined || alone ? 'error' : 'warning',
    place: node.place,
    message: members === undefined ? `There is no approver group ${text}.` : `Nobody is in the approver group ${text}.`,
    expected: filled.slice(0, 30).join(', ') || 'a role, or the e-mail address of a user',
    suggestion:
      members === undefined ? closest(text, groups.keys()) : `Put somebody into ${text}, or name another group.`,
  });
  return members === undefined ? [] : [text];
}
