import { z } from 'zod';
import type { AudienceSpec } from '../world/account-spec.ts';
import { parseFieldList } from './field-list.ts';
import type { GraphCall } from './graph.ts';
import { validatesOnly } from './images.ts';
import { page } from './paging.ts';
import { nestedOf, textOf, transportParameters } from './parameters.ts';
import { invalidParameter, type Reply } from './reply.ts';
import type { View } from './view.ts';

const subtypes = { custom: 'CUSTOM', lookalike: 'LOOKALIKE', saved: 'CUSTOM', other: 'WEBSITE' } as const;
const ready = { code: 200, description: 'This audience is ready for use.' };
const populating = { code: 300, description: 'The audience is being populated.' };

const fields: Readonly<Record<string, (audience: AudienceSpec, view: View) => unknown>> = {
  id: ({ audience_id }) => audience_id,
  account_id: (_, view) => view.account.external_id.slice(4),
  name: ({ name }) => name,
  subtype: ({ kind }) => subtypes[kind],
  approximate_count_lower_bound: ({ size }) => size ?? -1,
  approximate_count_upper_bound: ({ size }) => (size === null ? -1 : Math.ceil(size * 1.2)),
  delivery_status: (audience) => (audience.ready ? ready : populating),
  operation_status: (audience) => (audience.ready ? ready : { ...populating, code: 441 }),
};

/** `GET /act_{id}/customaudiences?fields=`: numbers are bounds, −1 when nobody was counted yet. */
export function listAudiences(call: GraphCall): Reply {
  const asked = parseFieldList(textOf(call.parameters, 'fields') ?? 'id').map(({ name }) => name);
  const unknown = asked.find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) {
    throw invalidParameter(`Tried accessing nonexisting field (${unknown}) on node type (CustomAudience)`);
  }
  const rows = call.view.world.audiences(call.view.account).map((audience) => {
    const entries = asked.map((name) => [name, fields[name]?.(audience, call.view)]);
    return { ...Object.fromEntries(entries), id: audience.audience_id };
  });
  return { status: 200, body: page(rows, call.parameters, call.self) };
}

const createSchema = z.strictObject({
  name: z.string().min(1).max(400),
  subtype: z.enum(['CUSTOM', 'LOOKALIKE', 'WEBSITE']),
  description: z.string().optional(),
  customer_file_source: z
    .enum(['USER_PROVIDED_ONLY', 'PARTNER_PROVIDED_ONLY', 'BOTH_USER_AND_PARTNER_PROVIDED'])
    .optional(),
  retention_days: z.coerce.number().int().min(1).max(540).optional(),
  rule: z.unknown().optional(),
  origin_audience_id: z.coerce.string().optional(),
  lookalike_spec: z.unknown().optional(),
  enable_fetch_or_create: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
});
const lookalikeSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  ratio: z.number().min(0.01).max(0.2),
  type: z.enum(['similarity', 'reach']).optional(),
});

function checkLookalike(call: GraphCall, origin: string | undefined): void {
  const spec = lookalikeSchema.safeParse(nestedOf(call.parameters, 'lookalike_spec'));
  if (!spec.success) {
    throw invalidParameter(`Invalid lookalike_spec: ${z.prettifyError(spec.error)}`, {
      blame_fields: ['lookalike_spec'],
    });
  }
  const known = call.view.world.audiences(call.view.account).some(({ audience_id }) => audience_id === origin);
  if (!known) {
    throw invalidParameter('Param origin_audience_id must be an audience of this account', {
      blame_fields: ['origin_audience_id'],
    });
  }
}

/**
 * `POST /act_{id}/customaudiences`: a new audience, not ready yet, `{id}`. The same again makes a second one, unless
 * `enable_fetch_or_create` is set: then one of the same name is answered with.
 */
export function createAudience(call: GraphCall): Reply {
  const own = Object.entries(call.parameters).filter(([name]) => !transportParameters.has(name));
  const parsed = createSchema.safeParse(Object.fromEntries(own));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalidParameter(`Invalid parameter: ${issue?.message}`, {
      blame_fields: [String(issue?.path[0] ?? 'name')],
    });
  }
  const { name, subtype, customer_file_source, origin_audience_id, enable_fetch_or_create } = parsed.data;
  if (subtype === 'LOOKALIKE') checkLookalike(call, origin_audience_id);
  if (subtype === 'CUSTOM' && customer_file_source === undefined) {
    throw invalidParameter('Param customer_file_source is needed', { blame_fields: ['customer_file_source'] });
  }
  const { world, account } = call.view;
  const fetches = enable_fetch_or_create === true || enable_fetch_or_create === 'true';
  const same = world.audiences(account).find((audience) => audience.name === name);
  if (fetches && same !== undefined) return { status: 200, body: { id: same.audience_id }, applied: false };
  if (validatesOnly(call)) return { status: 200, body: { success: true }, applied: false };
  const audience_id = world.newId();
  const kind = subtype === 'LOOKALIKE' ? 'lookalike' : subtype === 'WEBSITE' ? 'other' : 'custom';
  world.addAudiences(account, [{ audience_id, name, kind, size: null, ready: false }]);
  return { status: 200, body: { id: audience_id } };
}
