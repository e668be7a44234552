import type { ApprovalRequest, DelegateSignal } from '../../contracts/approval.ts';

/** Who decides in whose stead. Plain JSON. */
export type Voices = {
  /** Ids of the delegations that came, counted or not, so that a repeated one changes nothing. */
  readonly delegations: readonly string[];
  /** The person whose voice a delegate has, by the delegate's user id. */
  readonly stands_for: Readonly<Record<string, string>>;
};

/** One approval is handed on so often at most; a flood of forged delegations is cut off here. */
const mostDelegations = 100;

/** The person whose voice somebody has: their own, unless they were handed one. */
export function voiceOf(voices: Voices, user_id: string): string {
  return voices.stands_for[user_id] ?? user_id;
}

/**
 * Lets `to` decide with the voice of `from`, who may still decide too: both together are one voice, so that a quorum
 * counts people who were asked and not people they brought along. Who was handed a voice may hand it on. Nothing changes
 * when `from` may not decide, when `to` is excluded, or when `to` may decide already: nobody has two voices.
 */
export function delegated<T extends { readonly request: ApprovalRequest; readonly voices: Voices }>(
  state: T,
  { delegation_id, approval_id, from, to }: DelegateSignal,
): T {
  const { request, voices } = state;
  const { delegations, stands_for } = voices;
  if (approval_id !== request.approval_id || delegations.includes(delegation_id)) return state;
  if (delegations.length >= mostDelegations) return state;
  const seen = { ...voices, delegations: [...delegations, delegation_id] };
  const asked = (user_id: string) => request.eligible.some((person) => person.user_id === user_id);
  const barred = (user_id: string) => request.excluded_user_ids.includes(user_id);
  if (!asked(from.user_id) || barred(from.user_id) || barred(to.user_id) || asked(to.user_id)) {
    return { ...state, voices: seen };
  }
  const eligible = [...request.eligible, to];
  const handed = { ...stands_for, [to.user_id]: voiceOf(voices, from.user_id) };
  return { ...state, request: { ...request, eligible }, voices: { ...seen, stands_for: handed } };
}
