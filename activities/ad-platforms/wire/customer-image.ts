import { createHash } from 'node:crypto';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createAddressRule, createPublicGet, type PublicAnswer, type PublicGet } from '../../public-web/index.ts';

/** An image as it lies under an address of the customer’s; `sha256` of its bytes is hexadecimal. */
export type CustomerImage = { readonly bytes: Uint8Array; readonly media_type: string; readonly sha256: string };

/** Where an image lies, and which one was agreed to; while it is planned none is yet, and a plan from before has none. */
export type AgreedImage = { readonly image_url: string; readonly image_sha256?: string | undefined };

/** `get` is a seam for tests. */
export type CustomerImageOptions = { readonly get?: PublicGet | undefined; readonly timeout_seconds: number };

const most_bytes = 8 * 1024 * 1024;
const types: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif']);

function unusable(reason: string): CodedError {
  return new CodedError('PLATFORM_REFUSED', `The image of the creative cannot be used: ${reason}.`, {});
}

function unavailable(): CodedError {
  return new CodedError('PLATFORM_UNAVAILABLE', 'The image of the creative could not be fetched just now.', {});
}

/** What asking for an image failed of, in the words of a write: only what may be gone the next time is tried again. */
function failed(error: unknown): CodedError {
  if (!(error instanceof CodedError)) return unavailable();
  if (error.code === 'ADDRESS_NOT_ALLOWED') {
    return unusable('its address must be a public one that begins with https, and lead to no other');
  }
  if (error.details.cause === 'ENOTFOUND') return unusable('its host is not known');
  return error.details.cause === 'redirects' ? unusable('its address leads nowhere') : unavailable();
}

/**
 * Fetches the image that a creative is to be made of: from the public network only, JPEG, PNG or GIF of at most 8 MB, and the
 * very one that was agreed to. Throws PLATFORM_REFUSED when it cannot be used, PLATFORM_UNAVAILABLE when its server does not
 * give it just now.
 */
export async function readCustomerImage(agreed: AgreedImage, options: CustomerImageOptions): Promise<CustomerImage> {
  const get = options.get ?? createPublicGet(createAddressRule({ loopback: false }));
  const answer: PublicAnswer = await get(agreed.image_url, {
    ...{ protocols: ['https:'], most_bytes, accept: 'image/*', user_agent: 'MBI-creative/1.0' },
    signal: AbortSignal.timeout(Math.ceil(options.timeout_seconds * 1000)),
  }).catch((error: unknown) => {
    throw failed(error);
  });
  const { status, media_type, bytes, whole } = answer;
  if (status >= 500) throw unavailable();
  if (status < 200 || status >= 300) throw unusable(`its server answers HTTP ${status}`);
  if (!types.has(media_type)) throw unusable('it is neither JPEG, PNG nor GIF');
  if (!whole) throw unusable(`it has more than ${most_bytes} bytes`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== (agreed.image_sha256 ?? sha256)) throw unusable('it is another one than was agreed to');
  return { bytes, media_type, sha256 };
}
