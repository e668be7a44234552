import { parseMoney } from '../money/format-money.ts';
import type { CapWish } from './cap-actions.ts';
import type { CapView } from './cap-view.ts';

/** A cap as it is being written: texts, as the fields hold them. */
export type CapDraft = Omit<CapWish, 'limit_minor' | 'window_hours'> & {
  readonly limit: string;
  readonly window_hours: string;
};

type Key = Pick<CapView, 'scope' | 'scope_id' | 'measure' | 'window_hours' | 'currency'>;

function isOf(cap: Key, wish: Key): boolean {
  return (
    cap.scope === wish.scope &&
    cap.scope_id === wish.scope_id &&
    cap.measure === wish.measure &&
    cap.window_hours === wish.window_hours &&
    cap.currency === wish.currency
  );
}

/** The cap that a draft asks for; null while a field is missing or is not what it should be. */
export function wishOf(draft: CapDraft): CapWish | null {
  const limit_minor = parseMoney(draft.limit, draft.currency);
  const window_hours = Number(draft.window_hours);
  if (limit_minor === null || limit_minor < 1) return null;
  if (!Number.isInteger(window_hours) || window_hours < 1 || window_hours > 744) return null;
  const scope_id = draft.scope === 'tenant' ? '' : draft.scope_id.trim();
  const reason = draft.reason.trim();
  if (reason === '' || (draft.scope !== 'tenant' && scope_id === '')) return null;
  const { scope, measure, currency } = draft;
  return { scope, scope_id, measure, window_hours, limit_minor, currency, reason };
}

/** What would happen to a wish, given the caps that hold: a tighter or first one holds at once, a wider one waits. */
export function effectOfWish(wish: CapWish, caps: readonly CapView[]): 'first' | 'tighter' | 'wider' {
  const held = caps.filter((cap) => cap.state === 'active' && isOf(cap, wish));
  if (held.length === 0) return 'first';
  return wish.limit_minor <= Math.min(...held.map((cap) => cap.limit_minor)) ? 'tighter' : 'wider';
}

/** The same for people, before they press the button. */
export const effectWords = {
  first: 'Nothing limits this yet, so it holds from the moment you set it.',
  tighter: 'This is tighter than what holds now, so it holds from the moment you set it.',
  wider:
    'This is wider than what holds now. Another person has to agree, and then it holds only after the cooling-off time. Until then nothing changes.',
} as const;

/** Whether this person may say yes or no to a proposal: never to one of their own. */
export function mayDecide(cap: Pick<CapView, 'state' | 'proposed_by_email'>, email: string | null): boolean {
  return cap.state === 'proposed' && email !== null && cap.proposed_by_email.toLowerCase() !== email.toLowerCase();
}
