import { CodedError } from '../../../contracts/errors/index.ts';

/** No answer that we ask for comes near this many bytes. */
export const largestAnswerBytes = 1_000_000;

/**
 * A fetch that reads the whole answer before it gives it back, and stops reading at `limit` bytes, so that neither a flood
 * nor a drip outlives the signal of the call. Throws LLM_ANSWER_TOO_LARGE.
 */
export function createLimitedFetch(
  fetch: typeof globalThis.fetch,
  limit = largestAnswerBytes,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (Number(response.headers.get('content-length') ?? 0) > limit) {
      await response.body?.cancel();
      throw tooLarge(limit);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      // Leaving the loop cancels the stream, and with it the connection.
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
    const { status, statusText, headers } = response;
    return new Response(size === 0 ? null : Buffer.concat(chunks), { status, statusText, headers });
  };
}

function tooLarge(limit: number): CodedError {
  return new CodedError('LLM_ANSWER_TOO_LARGE', `The answer was cut off after ${limit} bytes.`, { limit });
}
