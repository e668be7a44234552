import { z } from 'zod';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { PublicGet } from '../../public-web/index.ts';
import { readCustomerImage } from '../wire/customer-image.ts';
import { isWebAddress } from '../wire/web-address.ts';
import type { Mutation, Timeout } from './client.ts';
import type { GoogleAccount } from './google-account.ts';
import { assetsQuery } from './queries.ts';
import { wireId } from './schemas.ts';

const assetRow = z.object({ asset: z.object({ id: wireId, name: z.string().nullish(), type: z.string().nullish() }) });

/** A creative of our making as it stands in the asset library. */
export type HeldCreative = {
  readonly name: string;
  readonly held: { readonly status: 'active'; readonly creative_id: string; readonly content_digest: string };
};

/** Images of the asset library may have 5120 KB. */
const mostImageBytes = 5_120 * 1024;

function digestOf(key: string): string {
  const found = /^mbi-([0-9a-f]{16})$/.exec(key)?.[1];
  if (found !== undefined) return found;
  throw new CodedError('PLATFORM_NOT_FOUND', `${key.slice(0, 40)} is no key of a creative.`, { entity_id: key });
}

/** Finds the asset whose name holds the key; null when there is none yet. Assets cannot be removed, so it stays. */
export async function readCreative(
  { client }: GoogleAccount,
  key: string,
  timeout?: Timeout,
): Promise<HeldCreative | null> {
  const content_digest = digestOf(key);
  const rows = await client.search(assetsQuery(key), assetRow, timeout);
  const found = rows.find(({ asset }) => asset.name?.includes(key));
  if (found === undefined) return null;
  return { name: found.asset.name ?? key, held: { status: 'active', creative_id: found.asset.id, content_digest } };
}

/** What seams the upload needs. */
export type UploadSeams = { readonly getPublic?: PublicGet | undefined };

/**
 * The assets of a creative in one request: its image under a name that holds the key, and its words as texts; without an
 * image the headline bears the name. Null when it is there already. The link and the button belong to the ad that a person
 * builds of them. Throws PLATFORM_REFUSED for content that cannot be used, before anything is sent.
 */
export async function creativeMutation(
  google: GoogleAccount,
  request: { readonly key: string; readonly value: string | number; readonly content: CreativeContent | undefined },
  secondsLeft: () => number,
  seams: UploadSeams,
): Promise<Mutation | null> {
  const { key, value, content } = request;
  if (content === undefined || value !== digestOf(key))
    throw new CodedError('PLATFORM_REFUSED', 'A creative is made of content whose digest is its key.', { key });
  if (!isWebAddress(content.link_url))
    throw new CodedError('PLATFORM_REFUSED', 'The link of the creative is no address of the web.', { key });
  if ((await readCreative(google, key, secondsLeft)) !== null) return null;
  const named = { name: `${content.name} ${key}` };
  const headline = { type: 'TEXT', textAsset: { text: content.headline } };
  const body = { create: { type: 'TEXT', textAsset: { text: content.body } } };
  const { image_url, image_sha256 } = content;
  if (image_url === null) return { resource: 'assets', operations: [{ create: { ...named, ...headline } }, body] };
  const { bytes } = await readCustomerImage(
    { image_url, image_sha256 },
    { get: seams.getPublic, timeout_seconds: secondsLeft() },
  );
  if (bytes.byteLength > mostImageBytes)
    throw new CodedError('PLATFORM_REFUSED', 'Google takes images of at most 5120 KB.', {
      key,
      bytes: bytes.byteLength,
    });
  const image = { ...named, type: 'IMAGE', imageAsset: { data: Buffer.from(bytes).toString('base64') } };
  return { resource: 'assets', operations: [{ create: image }, { create: headline }, body] };
}
