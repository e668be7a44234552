import { type Reply, replyOf } from '../door/reply.ts';

/** The answer with which something was refused; null when it was taken. What is no refusal is thrown on. */
export function refusalOf(work: () => unknown): Reply | null {
  try {
    work();
  } catch (error) {
    const reply = replyOf(error);
    if (reply === null) throw error;
    return reply;
  }
  return null;
}

/** The same as text, to look for words in; “was taken” when it was. */
export function refusedWith(work: () => unknown): string {
  const reply = refusalOf(work);
  return reply === null ? 'was taken' : `${reply.status} ${JSON.stringify(reply.body)}`;
}
