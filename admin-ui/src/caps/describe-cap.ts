import type { Tone } from '../executions/describe-execution.ts';
import { formatMoney } from '../money/format-money.ts';
import { platformName } from '../platforms/platform-name.ts';
import { formatMoment } from '../time/describe-time.ts';
import type { CapUseEntry, CapView } from './cap-view.ts';

type Whose = Pick<CapView, 'scope' | 'scope_id'>;

/** Whose money a cap limits, in words; `names` knows accounts and campaigns by their id. */
export function capSubject({ scope, scope_id }: Whose, names: ReadonlyMap<string, string> = new Map()): string {
  const name = names.get(scope_id) ?? scope_id;
  switch (scope) {
    case 'tenant':
      return 'Everything together';
    case 'platform':
      return platformName(scope_id);
    case 'account':
      return `Ad account ${name}`;
    case 'campaign':
      return `Campaign ${name}`;
    case 'requester':
      return `What ${name} asks for`;
  }
}

/** A window as people say it: `24 hours`, `7 days`. */
export function windowWords(window_hours: number): string {
  if (window_hours % 24 === 0 && window_hours > 24) return `${window_hours / 24} days`;
  return window_hours === 1 ? '1 hour' : `${window_hours} hours`;
}

/** What a cap says, as one sentence for somebody who has never seen one. */
export function capRule(cap: Pick<CapView, 'measure' | 'window_hours' | 'limit_minor' | 'currency'>): string {
  const limit = formatMoney(cap.limit_minor, cap.currency);
  const span = windowWords(cap.window_hours);
  return cap.measure === 'moved'
    ? `Within any ${span}, at most ${limit} of daily budget may be moved, up and down added together.`
    : `Within any ${span}, raises may let the platform spend at most ${limit} a day more, counted at its worst.`;
}

/** How a cap stands: word, tone, and a sentence about who and when. */
export function capStanding(
  cap: Pick<CapView, 'state' | 'proposed_by_email' | 'decided_by_email' | 'effective_at'>,
  time = (at: string) => formatMoment(at),
): { readonly word: string; readonly tone: Tone; readonly sentence: string } {
  const by = cap.decided_by_email;
  const from = cap.effective_at === null ? '' : time(cap.effective_at);
  switch (cap.state) {
    case 'proposed':
      return {
        ...{ word: 'Waits for a second person', tone: 'waiting' },
        sentence: `${cap.proposed_by_email} proposed it. Until somebody else agrees, the limit before it holds.`,
      };
    case 'cooling_off':
      return {
        ...{ word: 'Cooling off', tone: 'busy' },
        sentence: `${by ?? 'Somebody'} agreed. It holds from ${from}; until then the limit before it holds.`,
      };
    case 'active':
      return {
        ...{ word: 'Holds', tone: 'good' },
        sentence: by === null ? `Set by ${cap.proposed_by_email}.` : `Set by ${cap.proposed_by_email}, ${by} agreed.`,
      };
    case 'rejected':
      return { word: 'Rejected', tone: 'neutral', sentence: `${by ?? 'Somebody'} did not agree. It never held.` };
    case 'replaced':
      return { word: 'Replaced', tone: 'neutral', sentence: 'Another limit has taken its place.' };
  }
}

/** How full a cap is: percent from 0 to 100, and how near the end that is. */
export function capFill({ use, limit_minor }: Pick<CapView, 'use' | 'limit_minor'>): {
  readonly percent: number;
  readonly level: 'calm' | 'near' | 'full';
} {
  const share = use === null ? 0 : (use.used_minor / limit_minor) * 100;
  const percent = Math.min(100, Math.max(0, Math.round(share)));
  return { percent, level: share >= 100 ? 'full' : share >= 80 ? 'near' : 'calm' };
}

/** Who uses how much of a cap, the largest share first. */
export function usesByPerson(
  uses: readonly CapUseEntry[],
): readonly { readonly person: string; readonly amount_minor: number; readonly writes: number }[] {
  const people = new Map<string, { amount_minor: number; writes: number }>();
  for (const { requested_by_email, amount_minor } of uses) {
    const person = people.get(requested_by_email) ?? { amount_minor: 0, writes: 0 };
    people.set(requested_by_email, { amount_minor: person.amount_minor + amount_minor, writes: person.writes + 1 });
  }
  return [...people]
    .map(([person, sums]) => ({ person, ...sums }))
    .toSorted((a, b) => b.amount_minor - a.amount_minor || a.person.localeCompare(b.person));
}
