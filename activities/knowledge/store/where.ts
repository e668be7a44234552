import { CodedError } from '../../../contracts/errors/index.ts';
import { type KnowledgeKind, knowledgeKindSchema } from '../../../contracts/knowledge.ts';
import { type Role, roleSchema } from '../../../contracts/roles.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A uuid in the one form that is used for names of folders and in filters. Throws REQUEST_INVALID for anything else. */
export function checkedUuid(text: string): string {
  const lower = text.toLowerCase();
  if (uuid.test(lower)) return lower;
  throw new CodedError('REQUEST_INVALID', 'This is no id.', { errors: [{ pointer: '', detail: 'a uuid' }] });
}

/** Which passages a search may find. `roles` are those of whoever asks: without any, only what everybody may read. */
export type PassageFilter = { readonly kinds: readonly KnowledgeKind[]; readonly roles: readonly Role[] };

/**
 * The filter as LanceDB reads it (SQL of DataFusion). There is no free text in it: kinds and roles are words of closed lists,
 * checked here once more, so nothing that somebody wrote can reach a filter.
 */
export function whereOf({ kinds, roles }: PassageFilter): string {
  const readable = roles.map((role) => ` or access like '%|${roleSchema.parse(role)}|%'`).join('');
  const about = kinds.map((kind) => `'${knowledgeKindSchema.parse(kind)}'`).join(', ');
  return `(access = ''${readable})${about === '' ? '' : ` and kind in (${about})`}`;
}

/** The passages of some documents, as a filter. */
export function ofDocuments(document_ids: readonly string[]): string {
  return `document_id in (${document_ids.map((id) => `'${checkedUuid(id)}'`).join(', ')})`;
}

/** Roles as a passage carries them; '' means everybody of the tenant. */
export function accessMark(roles: readonly string[]): string {
  return roles.length === 0 ? '' : `|${roles.join('|')}|`;
}
