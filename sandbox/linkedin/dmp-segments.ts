import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import { type Reply, refusal } from '../door/reply.ts';
import type { AudienceSpec } from '../world/account-spec.ts';
import { offsetPage } from './offset-paging.ts';
import { badInput, linkedinError, notFound } from './refusals.ts';
import { type RestliRecord, textOf } from './restli-query.ts';
import { requireKey, urnOf } from './urn.ts';

const LARGEST_SEGMENT_COUNT = 1000;
/** So long after its making a segment takes no members. */
const SETTLING = 5000;

const segmentSchema = z.strictObject({
  name: z.string().min(1).max(255),
  sourcePlatform: z.string().min(1),
  sourceSegmentId: z.string().optional(),
  account: z.string(),
  type: z.enum(['USER', 'COMPANY']),
  accessPolicy: z.enum(['PRIVATE', 'PUBLIC']).optional(),
  destinations: z.array(z.strictObject({ destination: z.literal('LINKEDIN') })).min(1),
});

/** `POST /dmpSegments`: an audience without members; 429 `SEGMENT_LIMIT_EXCEEDED` when the account has too many. */
export function createSegment(call: Call, scene: Scene): Reply {
  const parsed = segmentSchema.safeParse(call.body);
  if (!parsed.success) throw badInput('dmpSegment', z.prettifyError(parsed.error));
  const { account, world } = scene;
  if (requireKey('sponsoredAccount', parsed.data.account, 'account') !== account.external_id) {
    throw badInput('account', 'is another account');
  }
  if (world.audiences(account).length >= LARGEST_SEGMENT_COUNT) {
    throw refusal(linkedinError(429, 'SEGMENT_LIMIT_EXCEEDED', `At most ${LARGEST_SEGMENT_COUNT} segments an account`));
  }
  const audience_id = world.newId();
  world.addAudiences(account, [{ audience_id, name: parsed.data.name, kind: 'custom', size: null, ready: false }]);
  const { platform, external_id: account_id } = account;
  world.shelf.put({ platform, account_id, kind: 'segment', key: audience_id, value: world.clock.now() });
  return { status: 201, body: undefined, headers: { 'x-restli-id': audience_id } };
}

function segmentShape(audience: AudienceSpec, account_id: string) {
  return {
    id: Number(audience.audience_id),
    name: audience.name,
    account: urnOf('sponsoredAccount', account_id),
    type: 'USER',
    accessPolicy: 'PRIVATE',
    destinations: [
      {
        destination: 'LINKEDIN',
        destinationSegmentId: urnOf('adSegment', audience.audience_id),
        status: audience.ready ? 'READY' : 'BUILDING',
        ...(audience.size === null ? {} : { audienceSize: audience.size }),
      },
    ],
  };
}

/** `GET /dmpSegments?q=account&account=…`: the audiences of the account, by `start` and `count`. */
export function findSegments(query: RestliRecord, { world, account }: Scene): Reply {
  if (textOf(query, 'q') !== 'account') throw badInput('q', 'the finder here is account', 'PARAM_INVALID');
  const key = requireKey('sponsoredAccount', textOf(query, 'account'), 'account');
  if (key !== account.external_id) throw badInput('account', 'is another account', 'PARAM_INVALID');
  const rows = world.audiences(account).map((audience) => segmentShape(audience, account.external_id));
  return { status: 200, body: offsetPage(rows, query, 1000) };
}

const membersSchema = z.strictObject({
  elements: z
    .array(
      z.strictObject({
        action: z.enum(['ADD', 'REMOVE']),
        userIds: z
          .array(z.strictObject({ idType: z.literal('SHA256_EMAIL'), idValue: z.string().regex(/^[0-9a-f]{64}$/) }))
          .min(1),
      }),
    )
    .max(5000),
});

/** `POST /dmpSegments/{id}/users` as BATCH_CREATE: one result for each element; not within five seconds of the making. */
export function addMembers(call: Call, id: string, scene: Scene): Reply {
  const { account, world } = scene;
  if (!world.audiences(account).some((audience) => audience.audience_id === id)) throw notFound(`dmpSegment ${id}`);
  const made = world.shelf.get('linkedin_ads', account.external_id, 'segment', id);
  if (typeof made === 'number' && world.clock.now() < made + SETTLING) throw notFound(`dmpSegment ${id}`);
  const parsed = membersSchema.safeParse(call.body);
  if (!parsed.success) throw badInput('elements', z.prettifyError(parsed.error));
  return { status: 200, body: { elements: parsed.data.elements.map(() => ({ status: 201 })) } };
}
