import type { AdTexts } from '../../../contracts/ad-copy.ts';
import type { EntityReference, EntityState } from '../../../contracts/ad-platform.ts';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { PublicGet } from '../../public-web/index.ts';
import { callToActionOf } from '../wire/call-to-action.ts';
import { readCustomerImage } from '../wire/customer-image.ts';
import type { WriteDeadline } from '../wire/deadline.ts';
import { type AccountFacts, common } from './account-facts.ts';
import type { MetaClient } from './client.ts';
import { adTextsWire, createdWire, creativeWire, imagesWire } from './schemas.ts';

/** Meta’s words for what the button says. */
const callsToAction: Readonly<Record<NonNullable<CreativeContent['call_to_action']>, string>> = {
  learn_more: 'LEARN_MORE',
  shop_now: 'SHOP_NOW',
  sign_up: 'SIGN_UP',
  book_now: 'BOOK_NOW',
  contact_us: 'CONTACT_US',
};

/** What making a creative needs besides the client. */
export type CreativeFacts = AccountFacts & {
  /** The page in whose name ads of the account are shown. */
  readonly page_id: string | null;
  /** How images of the customer’s are had; a seam for tests. */
  readonly getPublic?: PublicGet | undefined;
};

/** Finds a creative of ours by the key in its name: GET /act_{id}/adcreatives, filtered there and checked here. */
async function findCreative(client: MetaClient, account: AccountFacts, key: string, timeout_seconds?: number) {
  const filtering = [{ field: 'name', operator: 'CONTAIN', value: key }];
  const query = { fields: 'id,name,status', filtering, limit: 100 };
  const found = await client.list(`${account.account_id}/adcreatives`, query, creativeWire, timeout_seconds);
  return found.find((wire) => wire.name?.split(' ').includes(key) && wire.status !== 'DELETED') ?? null;
}

/** A creative of our making as an entity; `deleted` and without a digest when there is none under this key. */
export async function readCreative(client: MetaClient, account: AccountFacts, key: string): Promise<EntityState> {
  const wire = await findCreative(client, account, key);
  const own = { entity_type: 'creative', entity_id: key, parent_id: null } as const;
  if (wire === null) return { ...common({ id: key, status: 'DELETED' }, account), ...own };
  const state = common({ ...wire, status: wire.status ?? 'ACTIVE' }, account);
  return { ...state, ...own, creative_id: wire.id, content_digest: key.replace(/^mbi-/, '') };
}

const textFields = 'id,creative{id,title,body,object_story_spec,asset_feed_spec}';

/**
 * The words of the creative that an ad shows: GET /{ad}?fields=creative{…}. They stand in the story of a link ad, in the feed of
 * a dynamic one, and in title and body of either; a text that stands twice is told once.
 * https://developers.facebook.com/docs/marketing-api/reference/ad-creative
 */
export async function readAdTexts(client: MetaClient, ad: EntityReference): Promise<AdTexts> {
  const { creative } = await client.get(ad.entity_id, { fields: textFields }, adTextsWire);
  const link = creative?.object_story_spec?.link_data;
  const feed = creative?.asset_feed_spec;
  const told = (texts: readonly (string | null | undefined)[]) => [...new Set(texts.flatMap((each) => each || []))];
  const textsOf = (assets: readonly { readonly text?: string | null | undefined }[] | null | undefined) =>
    (assets ?? []).map(({ text }) => text);
  return {
    headlines: told([link?.name, creative?.title, ...textsOf(feed?.titles)]),
    bodies: told([link?.message, creative?.body, ...textsOf(feed?.bodies)]),
    link_url: link?.link ?? feed?.link_urls?.[0]?.website_url ?? null,
    call_to_action: callToActionOf(callsToAction, link?.call_to_action?.type),
  };
}

/**
 * Makes a creative unless it is there: an image if it has one (POST /act_{id}/adimages, which may be repeated: the same bytes
 * are the same image), then POST /act_{id}/adcreatives. Meta keeps nothing from making two, so the key in the name does.
 */
export async function makeCreative(
  client: MetaClient,
  facts: CreativeFacts,
  creative: { readonly key: string; readonly content: CreativeContent; readonly request_id: string },
  deadline: WriteDeadline,
): Promise<{ readonly platform_request_id: string | null }> {
  const { key, content, request_id } = creative;
  if (facts.page_id === null)
    throw new CodedError(
      'PLATFORM_CAPABILITY_MISSING',
      'Meta shows ads in the name of a page, and none is set for this account (setting page_id).',
      { account_id: facts.account_id },
    );
  if ((await findCreative(client, facts, key, deadline.secondsLeft())) !== null) return { platform_request_id: null };
  const image_hash = await uploadImage(client, facts, creative, deadline);
  const { link_url: link, body: message, headline, call_to_action } = content;
  const button =
    call_to_action === null ? {} : { call_to_action: { type: callsToAction[call_to_action], value: { link } } };
  const link_data = { link, message, name: headline, ...image_hash, ...button };
  const { platform_request_id } = await client.post({
    path: `${facts.account_id}/adcreatives`,
    form: { name: `${content.name} ${key}`, object_story_spec: { page_id: facts.page_id, link_data } },
    schema: createdWire,
    request_id,
    timeout_seconds: deadline.secondsLeft(),
  });
  return { platform_request_id };
}

async function uploadImage(
  client: MetaClient,
  facts: CreativeFacts,
  { content, request_id }: { readonly content: CreativeContent; readonly request_id: string },
  deadline: WriteDeadline,
): Promise<{ readonly image_hash?: string }> {
  const { image_url, image_sha256 } = content;
  if (image_url === null) return {};
  const timeout_seconds = deadline.secondsLeft();
  const image = await readCustomerImage({ image_url, image_sha256 }, { get: facts.getPublic, timeout_seconds });
  const { answer } = await client.post({
    path: `${facts.account_id}/adimages`,
    form: { bytes: Buffer.from(image.bytes).toString('base64') },
    schema: imagesWire,
    request_id,
    kind: 'read',
    timeout_seconds: deadline.secondsLeft(),
  });
  const [uploaded] = Object.values(answer.images);
  if (uploaded === undefined)
    throw new CodedError('PLATFORM_ANSWER_INVALID', 'Meta took the image and named no hash of it.', {});
  return { image_hash: uploaded.hash };
}
