import type { Readable } from 'node:stream';
import { CodedError } from '../../contracts/errors/index.ts';

/** A body that is a little too large is heard out, because a caller who is cut off never sees the answer. */
const patience = 64;

/** Reads a stream to its end, unparsed, as a signature needs it. Throws BODY_TOO_LARGE beyond `most` bytes. */
export async function readBytes(stream: Readable, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > patience * most) break;
    if (size <= most) parts.push(bytes);
  }
  if (size > most) throw new CodedError('BODY_TOO_LARGE', `At most ${most} bytes are taken here.`);
  return Buffer.concat(parts);
}
