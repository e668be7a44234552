import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { badParameter, ok } from './envelope.ts';
import { advertiser, idSchema, pageOf, paging, parametersOf } from './parameters.ts';

const types = {
  custom: 'Customer File Audience',
  lookalike: 'Lookalike Audience',
  saved: 'Saved Audience',
  other: 'Engagement Audience',
} as const;

/** `GET dmp/custom_audience/list/`. An audience whose people are not counted yet covers nobody. */
export function listAudiences(call: Call, { world, account }: Scene): Reply {
  const asked = parametersOf(call, z.strictObject({ ...advertiser, ...paging(100) }));
  const rows = world.audiences(account).map((audience) => ({
    audience_id: audience.audience_id,
    name: audience.name,
    audience_type: types[audience.kind],
    cover_num: audience.size ?? 0,
    is_valid: audience.ready,
  }));
  return ok(pageOf(rows, asked));
}

const lookalikeSchema = z.strictObject({
  ...advertiser,
  custom_audience_name: z.string().min(1).max(128),
  lookalike_spec: z.strictObject({
    source_audience_id: idSchema,
    include_source: z.boolean().default(false),
    mobile_os: z.enum(['ALL', 'ANDROID', 'IOS']).default('ALL'),
    placements: z.array(z.string()).min(1),
    location_ids: z.array(idSchema).min(1),
    audience_size: z.enum(['NARROW', 'BALANCED', 'BROAD']),
  }),
});

/** `POST dmp/custom_audience/lookalike/create/`: not ready yet; the same again makes a second one. */
export function createLookalike(call: Call, { world, account }: Scene): Reply {
  const given = parametersOf(call, lookalikeSchema);
  const source = given.lookalike_spec.source_audience_id;
  if (!world.audiences(account).some((audience) => audience.audience_id === source)) {
    throw badParameter(`lookalike_spec.source_audience_id: ${source} does not exist`);
  }
  const audience_id = world.newId();
  const name = given.custom_audience_name;
  world.addAudiences(account, [{ audience_id, name, kind: 'lookalike', size: null, ready: false }]);
  return ok({ audience_id });
}
