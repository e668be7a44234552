import type { z } from 'zod';
import { type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { PublicGet } from '../../public-web/index.ts';
import { readCustomerImage } from '../wire/customer-image.ts';
import type { WriteDeadline } from '../wire/deadline.ts';
import { isWebAddress } from '../wire/web-address.ts';
import type { Body, ListRequest, TiktokClient, Written } from './client.ts';
import { formBody } from './form.ts';
import { imageWire } from './schemas.ts';

type Image = z.infer<typeof imageWire>;

const key = /^mbi-[0-9a-f]{16}$/;
/** TikTok cuts longer names off. */
const longestName = 100;
/** So many images come at once. */
const onePage = 100;

function images(advertiser_id: string): ListRequest<Image> {
  return { path: 'file/image/ad/search/', query: { advertiser_id }, schema: imageWire, page_size: onePage };
}

/**
 * The image of our making that carries a key in its name, or null: GET file/image/ad/search/, which cannot search by name, so
 * that all of the library is gone through, or its first page alone.
 * Throws PLATFORM_CAPABILITY_MISSING for what is no key: TikTok has no other creatives to be read by themselves.
 */
export async function findImage(
  client: TiktokClient,
  advertiser_id: string,
  creative_key: string,
  first_page: WriteDeadline | null = null,
): Promise<Image | null> {
  if (!key.test(creative_key))
    throw new CodedError('PLATFORM_CAPABILITY_MISSING', 'A creative on TikTok is named by its key mbi-….', {
      entity_id: creative_key,
    });
  let seen = 0;
  for await (const image of client.items(images(advertiser_id), first_page ?? undefined)) {
    if (image.file_name?.includes(creative_key)) return image;
    seen += 1;
    if (first_page !== null && seen === onePage) return null;
  }
  return null;
}

/** A creative in our terms; one that is not there is `deleted`. */
export function creativeState(
  entity_id: string,
  image: Image | null,
  account: { readonly account_id: string; readonly currency: string; readonly now: () => Date },
): EntityState {
  return {
    ...nothingHeld,
    ...{ platform: 'tiktok_ads', account_id: account.account_id, currency: account.currency },
    ...{ entity_type: 'creative', entity_id, parent_id: null, read_at: account.now().toISOString() },
    name: image?.file_name ? image.file_name : entity_id,
    status: image === null ? 'deleted' : 'active',
    creative_id: image?.image_id ?? null,
    content_digest: image === null ? null : entity_id.slice('mbi-'.length),
  };
}

/**
 * The upload of an image that TikTok fetches itself from the customer's address. Its name ends with the key; names are unique
 * in an advertiser, so that a second upload of the same content is refused.
 * https://business-api.tiktok.com/portal/docs?id=1739067433456642
 */
export function uploadBody(advertiser_id: string, creative_key: string, content: CreativeContent): Body {
  const { image_url, link_url } = content;
  const refuse = (reason: string) => new CodedError('PLATFORM_REFUSED', reason, { entity_id: creative_key });
  if (image_url === null) throw refuse('A creative on TikTok is made from an image, and there is none.');
  if (!isWebAddress(image_url)) throw refuse('The image of a creative must lie at an address of the web.');
  // The image carries no link, but the ad that will show it does: a content that could never be shown is not made.
  if (!isWebAddress(link_url)) throw refuse('The link of a creative must be an address of the web.');
  const file_name = `${content.name.slice(0, longestName - creative_key.length - 1).trimEnd()} ${creative_key}`;
  return formBody({ advertiser_id, file_name, upload_type: 'UPLOAD_BY_URL', image_url }, creative_key);
}

/**
 * Makes a creative unless it is there already: POST file/image/ad/upload/. Before, only the first page of the library is looked
 * at, because a large one takes longer than a write may; what is not on it is guarded by its name. So a refusal may mean that
 * it is there, and then all of the library is looked through. TikTok fetches the image itself, so what lies under its address
 * is looked at right before: another image than was agreed to is PLATFORM_REFUSED.
 */
export async function makeCreative(
  client: TiktokClient,
  { account_id: advertiser_id, getPublic }: { readonly account_id: string; readonly getPublic?: PublicGet | undefined },
  creative_key: string,
  content: CreativeContent,
  deadline: WriteDeadline,
): Promise<Written> {
  const body = uploadBody(advertiser_id, creative_key, content);
  if ((await findImage(client, advertiser_id, creative_key, deadline)) !== null) return { platform_request_id: null };
  const { image_url, image_sha256 } = content;
  if (image_url !== null && image_sha256 !== undefined)
    await readCustomerImage({ image_url, image_sha256 }, { get: getPublic, timeout_seconds: deadline.secondsLeft() });
  try {
    return await client.post('file/image/ad/upload/', body, deadline);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'PLATFORM_REFUSED') throw error;
    if ((await findImage(client, advertiser_id, creative_key)) === null) throw error;
    return { platform_request_id: null };
  }
}
