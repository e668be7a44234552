import type { PublicGet } from '../../activities/public-web/index.ts';

/** A public network on which one thing lies, wherever it is asked for. */
export function publicPicture(bytes: Uint8Array, media_type = 'image/png'): PublicGet {
  return async (_address, { most_bytes }) => ({
    ...{ status: 200, media_type },
    bytes: Buffer.from(bytes).subarray(0, most_bytes),
    whole: bytes.byteLength <= most_bytes,
  });
}
