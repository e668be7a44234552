import { z } from 'zod';
import type { AdTexts } from '../../../contracts/ad-copy.ts';
import { type EntityReference, type EntityState, nothingHeld } from '../../../contracts/ad-platform.ts';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { callToActionOf } from '../wire/call-to-action.ts';
import type { AgreedImage, CustomerImage } from '../wire/customer-image.ts';
import type { WriteDeadline } from '../wire/deadline.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import { readOrganization } from './account.ts';
import type { LinkedInClient } from './client.ts';
import { type AccountFacts, common, readEntity } from './entities.ts';
import { vendor } from './failures.ts';
import { postWire } from './schemas.ts';
import { idOf, urnOf } from './urns.ts';

/** How the images of the customer’s are had. */
export type ImageSource = (agreed: AgreedImage, timeout_seconds: number) => Promise<CustomerImage>;

/** What the button of an ad may say: LinkedIn’s list is closed, and a button that it has not is not quietly left out. */
const labels: Readonly<Record<NonNullable<CreativeContent['call_to_action']>, string | null>> = {
  learn_more: 'LEARN_MORE',
  shop_now: 'SHOP_NOW',
  sign_up: 'SIGN_UP',
  book_now: null,
  contact_us: null,
};

function labelOf({ call_to_action }: CreativeContent): string | null {
  if (call_to_action === null) return null;
  const label = labels[call_to_action];
  if (label !== null) return label;
  throw new CodedError('PLATFORM_REFUSED', `${vendor} has no button that says ${call_to_action}.`, { call_to_action });
}

/** The 16 hex digits of the key in a creative’s name; null when it is none of ours. */
function digestIn(name: string | null | undefined): string | null {
  return /\bmbi-([0-9a-f]{16})\b/.exec(name ?? '')?.[1] ?? null;
}

/**
 * Reads a creative of ours by its key: the ad-only posts of the account are gone through (GET /posts?q=dscAdAccount) until
 * one carries it in its name. One that is not there is no error but `deleted`.
 */
export async function readCreative(
  client: LinkedInClient,
  account: AccountFacts,
  { entity_id }: EntityReference,
): Promise<EntityState> {
  const dscAdAccount = urnOf('sponsoredAccount', account.account_id);
  const query = { q: 'dscAdAccount', dscAdAccount, dscAdTypes: ['STANDARD', 'VIDEO'] };
  const held = { entity_type: 'creative', parent_id: null } as const;
  for await (const posts of client.pages({ path: 'posts', query, finder: true }, 100, postWire)) {
    const post = posts.find(({ adContext }) => `mbi-${digestIn(adContext?.dscName)}` === entity_id);
    if (post === undefined) continue;
    const { dscName, dscStatus } = post.adContext ?? {};
    return {
      ...common({ name: dscName, status: dscStatus ?? 'ACTIVE' }, entity_id, account),
      ...held,
      creative_id: idOf('share', post.id),
      content_digest: digestIn(dscName),
    };
  }
  return { ...common({ status: 'REMOVED' }, entity_id, account), ...nothingHeld, ...held };
}

/** Little text as people read it: what was escaped stands there plainly, and a mention or hashtag is its name. */
function plainText(text: string): string {
  return text
    .replace(/(?<!\\)[@{]\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)\{hashtag\|\\?#\|([^}]*)\}/g, '#$1')
    .replace(/\\([\\|{}@[\]()<>#*_~])/g, '$1');
}

/** The words of the post that an ad shows: GET the creative, then GET /posts/{urn}. */
export async function readAdTexts(
  client: LinkedInClient,
  account: AccountFacts,
  reference: EntityReference,
): Promise<AdTexts> {
  const { creative_id } = await readEntity(client, account, reference);
  if (creative_id === null) return { headlines: [], bodies: [], link_url: null, call_to_action: null };
  const post = await client.get({ path: `posts/${encodeURIComponent(urnOf('share', creative_id))}` }, postWire);
  const title = post.content?.article?.title ?? post.content?.media?.title;
  return {
    headlines: title ? [title] : [],
    bodies: post.commentary ? [plainText(post.commentary)] : [],
    link_url: post.contentLandingPage ?? post.content?.article?.source ?? null,
    call_to_action: callToActionOf(labels, post.contentCallToActionLabel),
  };
}

const uploadWire = z.object({ value: z.object({ uploadUrl: z.string(), image: z.string() }) });

/** Puts an image where posts can show it: POST /images?action=initializeUpload, then PUT its bytes. Gives its URN. */
async function uploadImage(
  client: LinkedInClient,
  image: CustomerImage,
  owner: string,
  deadline: WriteDeadline,
): Promise<string> {
  const body = { initializeUploadRequest: { owner } };
  const path = 'images?action=initializeUpload';
  const answer = await client.post({ path, body, kind: 'read', deadline });
  const { value } = fitAnswer(uploadWire, answer.body, vendor, path);
  await client.put(value.uploadUrl, image.bytes, deadline);
  return value.image;
}

/** The ad-only post that a creative is: shown nowhere until an ad refers to it. Fields in the order of LinkedIn’s examples. */
export function postOf(facts: {
  readonly account_id: string;
  readonly author: string;
  readonly content: CreativeContent;
  readonly key: string;
  readonly image: string | null;
}) {
  const { content, image } = facts;
  const label = labelOf(content);
  return {
    adContext: {
      dscAdAccount: urnOf('sponsoredAccount', facts.account_id),
      dscName: `${content.name} ${facts.key}`,
      dscStatus: 'ACTIVE',
    },
    author: facts.author,
    commentary: littleText(content.body),
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'NONE', targetEntities: [], thirdPartyDistributionChannels: [] },
    content: {
      article: { source: content.link_url, title: content.headline, ...(image === null ? {} : { thumbnail: image }) },
    },
    contentLandingPage: content.link_url,
    ...(label === null ? {} : { contentCallToActionLabel: label }),
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: true,
  };
}

/** Commentary is “little text”: signs with a meaning in it are escaped, or they would make mentions, links or an error. */
export function littleText(text: string): string {
  return text.replace(/[\\|{}@[\]()<>#*_~]/g, (sign) => `\\${sign}`);
}

/**
 * Makes a creative: looks it up by its key first, then image, then the post. Only the post makes something that counts, and
 * it is sent once; whatever fails before it has applied nothing. Gives the post’s URN, null when it was there already.
 */
export async function makeCreative(
  client: LinkedInClient,
  account: AccountFacts & { readonly image: ImageSource },
  reference: EntityReference,
  content: CreativeContent,
  deadline: WriteDeadline,
): Promise<string | null> {
  labelOf(content);
  const present = await readCreative(client, account, reference);
  if (present.content_digest !== null) return null;
  const author = await readOrganization(client, account);
  if (author === null)
    throw new CodedError(
      'PLATFORM_REFUSED',
      `No organization is tied to this ${vendor} account to speak for its ads.`,
      {
        account_id: account.account_id,
      },
    );
  const { image_url, image_sha256 } = content;
  const image =
    image_url === null
      ? null
      : await uploadImage(
          client,
          await account.image({ image_url, image_sha256 }, deadline.secondsLeft()),
          author,
          deadline,
        );
  const body = postOf({ account_id: account.account_id, author, content, key: reference.entity_id, image });
  const { headers } = await client.post({ path: 'posts', body, kind: 'write', deadline });
  return headers.get('x-restli-id');
}
