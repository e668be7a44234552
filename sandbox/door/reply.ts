/** What an endpoint answers. */
export type Reply = {
  readonly status: number;
  /** Sent as JSON; a text is sent as it is, `undefined` sends nothing. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a write was carried out, where the status does not say so (below 300 it was). */
  readonly applied?: boolean;
};

const replyKey: unique symbol = Symbol('reply');

/** An error that carries the answer to give; thrown from anywhere below the door. */
export function refusal(reply: Reply): Error {
  return Object.assign(new Error('the request is refused'), { [replyKey]: reply });
}

/** The answer inside an error made by `refusal`, or null for any other error. */
export function replyOf(error: unknown): Reply | null {
  if (!(error instanceof Error) || !(replyKey in error)) return null;
  const carried: { [replyKey]?: unknown } = error;
  const reply = carried[replyKey];
  return isReply(reply) ? reply : null;
}

function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'status' in value && 'body' in value;
}
