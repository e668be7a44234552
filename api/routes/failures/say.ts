import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { noteFailureGroup } from '../../../db/queries/failures.ts';
import { findPeople } from '../../../db/queries/people.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { groupOrRefuse } from '../../failures/retry-failures.ts';
import { type CallerPart, defineOperation, json, nothing } from '../../operation/operation.ts';
import { failurePath, failureSchema, toFailure } from './failure-schema.ts';

type Said = Pick<Parameters<typeof noteFailureGroup>[1], 'assigned_to' | 'note' | 'resolved'>;

const common = {
  method: 'post',
  tag: 'failures',
  access: 'failures:write',
  params: failurePath,
  query: nothing,
  responses: { 200: { description: 'The group.', schema: failureSchema } },
} as const;

/** Gives a group an owner, a person of the tenant by e-mail; null takes the owner away. */
export const assignFailure = defineOperation({
  ...common,
  path: '/v2/failures/:id/assign',
  id: 'assign_failure',
  summary: 'Say who looks after a group of failures.',
  body: z.strictObject({ email: z.string().max(320).nullable() }),
  errors: ['FAILURE_NOT_FOUND', 'REQUEST_INVALID'],
  handle: async ({ params, body, principal, inTenant, deps }) => {
    const group = await say({ principal, inTenant }, params.id, 'assigned', async (tx) => {
      if (body.email === null) return { assigned_to: null };
      const [person] = await findPeople(tx, { roles: [], emails: [body.email] });
      if (person === undefined) throw new CodedError('REQUEST_INVALID', `Nobody here has the address ${body.email}.`);
      return { assigned_to: person.user_id };
    });
    return json(200, toFailure(group, deps.settings));
  },
});

/** Writes a note on a group, over the one before. */
export const noteFailure = defineOperation({
  ...common,
  path: '/v2/failures/:id/note',
  id: 'note_failure',
  summary: 'Write a note on a group of failures.',
  body: z.strictObject({ note: z.string().max(4_000).nullable() }),
  errors: ['FAILURE_NOT_FOUND'],
  handle: async ({ params, body, principal, inTenant, deps }) => {
    const group = await say({ principal, inTenant }, params.id, 'noted', async () => ({ note: body.note }));
    return json(200, toFailure(group, deps.settings));
  },
});

/** Settles the failures of a group up to now; a newer one opens it again. */
export const resolveFailure = defineOperation({
  ...common,
  path: '/v2/failures/:id/resolve',
  id: 'resolve_failure',
  summary: 'Settle a group of failures.',
  body: z.strictObject({}),
  errors: ['FAILURE_NOT_FOUND'],
  handle: async ({ params, principal, inTenant, deps }) => {
    const group = await say({ principal, inTenant }, params.id, 'resolved', async () => ({ resolved: true }));
    return json(200, toFailure(group, deps.settings));
  },
});

async function say(
  { principal, inTenant }: CallerPart,
  fingerprint: string,
  what: 'assigned' | 'noted' | 'resolved',
  words: (tx: TenantTransaction) => Promise<Said>,
) {
  return inTenant(async (tx) => {
    await groupOrRefuse(tx, fingerprint);
    const said = await words(tx);
    await noteFailureGroup(tx, { fingerprint, updated_by: principal.user_id, ...said });
    const group = await groupOrRefuse(tx, fingerprint);
    await appendAudit(tx, {
      action: `failures.${what}`,
      ...{ actor_user_id: principal.user_id, actor_email: principal.email },
      ...{ entity_type: 'failure', entity_id: fingerprint, details: { ...said } },
    });
    return group;
  });
}
