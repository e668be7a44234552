import type { Entity } from '../../world/entity.ts';
import { type Collection, idsOf } from '../resource-name.ts';
import type { Draft } from './draft.ts';
import type { Fields, Message } from './message.ts';
import { opError } from './op-error.ts';

/** How one kind of resource is made, changed and taken away. Each returns the resource name. */
export type Writer = {
  readonly collection: Collection;
  /** The resource in snake case, as in the name of its operation: `campaign`. */
  readonly resource: string;
  readonly fields: Fields;
  readonly create?: (message: Message, draft: Draft) => string;
  /** `paths` are the fields of the mask: nothing else may be changed. */
  readonly update?: (
    ids: readonly string[],
    paths: readonly (readonly string[])[],
    message: Message,
    draft: Draft,
  ) => string;
  readonly remove?: (ids: readonly string[], draft: Draft) => string;
};

/** The ids in a resource name, temporary ones replaced. Refuses what is not the name of such a thing of this account. */
export function idsIn(draft: Draft, collection: Collection, name: unknown, field: string): readonly string[] {
  const ids = idsOf(draft.books.account, collection, name);
  if (ids !== null) return ids.map((id) => draft.idOf(collection, id));
  const text = typeof name === 'string' ? name : '';
  throw text === ''
    ? opError('fieldError', 'REQUIRED', 'The required field was not present.', { field })
    : opError('requestError', 'INVALID_RESOURCE_NAME', `'${text}' is not a valid resource name.`, {
        field,
        trigger: text,
      });
}

/** The thing under an id; refuses one that is not there, is of another kind, or was removed. */
export function thingOf(draft: Draft, kind: Entity['kind'], id: string | undefined): Entity {
  const entity = draft.books.entity(id ?? '');
  if (entity === null || entity.kind !== kind) {
    throw opError('mutateError', 'RESOURCE_NOT_FOUND', 'Resource was not found.', { field: 'resource_name' });
  }
  if (draft.books.value(entity, 'status') === 'DELETED') {
    throw opError(
      'contextError',
      'OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE',
      'The operation is not allowed for removed resources.',
    );
  }
  return entity;
}

/** A text field; refuses an empty or missing one. */
export function requiredText(value: unknown, field: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw opError('fieldError', 'REQUIRED', 'The required field was not present.', { field });
}

/** ENABLED and PAUSED as the books say it. */
export const bookStatus = (status: unknown) => (status === 'ENABLED' ? 'ACTIVE' : 'PAUSED');

/** The statuses that a write may say. */
export const settableStatuses = { enum: 'Status', values: ['ENABLED', 'PAUSED'] } as const;
