import { CodedError } from '../../../../contracts/errors/index.ts';

/** How requests to a source leave. */
export type SourceClientOptions = {
  /** The source's name for people. */
  readonly vendor: string;
  readonly fetch: typeof fetch;
  /** After so long an answer is of no use even to the cache. */
  readonly timeout_seconds?: number;
};

/** Sends a request and gives the text of a good answer. */
export type SourceClient = (url: URL, request?: RequestInit) => Promise<string>;

const largestAnswerBytes = 2_000_000;

/**
 * Makes the one way in which sources of intelligence and analytics are asked: once, without following redirects (a key would
 * go along), bounded in time and size. Throws SOURCE_UNAVAILABLE; no address stands in the message, since some hold the key.
 */
export function createSourceClient({ vendor, fetch: send, timeout_seconds = 20 }: SourceClientOptions): SourceClient {
  return async (url, request = {}) => {
    const signal = AbortSignal.timeout(timeout_seconds * 1000);
    try {
      const response = await send(url, { ...request, redirect: 'error', signal });
      const text = await readBounded(response);
      if (response.ok) return text;
      throw new CodedError('SOURCE_UNAVAILABLE', `${vendor} answered with HTTP ${response.status}.`, {
        status: response.status,
      });
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw new CodedError('SOURCE_UNAVAILABLE', `${vendor} could not be reached.`, { cause: systemCode(error) });
    }
  };
}

async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > largestAnswerBytes) {
      const message = `The answer is larger than ${largestAnswerBytes / 1_000_000} MB.`;
      throw new CodedError('SOURCE_ANSWER_INVALID', message, { most_bytes: largestAnswerBytes });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function systemCode(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  if ('code' in fault && typeof fault.code === 'string') return fault.code;
  return fault.cause === undefined ? fault.name : systemCode(fault.cause);
}

/** A text as JSON. Throws SOURCE_ANSWER_INVALID. */
export function parseAnswer(vendor: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CodedError('SOURCE_ANSWER_INVALID', `${vendor} answered with something that is no JSON.`);
  }
}
