import type { PlatformChange } from '../../../contracts/ad-platform.ts';
import { budgetFieldOf } from './budgets.ts';
import type { LoggedChange } from './change-log.ts';
import type { AccountFacts } from './entities.ts';
import { minorFromWire } from './wire-money.ts';
import { momentFromWire } from './wire-time.ts';

function fieldOf({ topic, name }: LoggedChange, mode: string | null): PlatformChange['field'] {
  if (/status/i.test(topic)) return 'status';
  if (/^(daily |lifetime |ad group |campaign )?budget$/i.test(name)) return budgetFieldOf(mode) ?? 'other';
  return /\bbid\b/i.test(name) ? 'bid_amount_minor' : 'other';
}

function inOurTerms(field: PlatformChange['field'], text: string | null, currency: string): string | number | null {
  if (text === null) return null;
  if (field === 'status') return text === 'Enabled' ? 'active' : text === 'Paused' ? 'paused' : 'other';
  if (field === 'other') return text;
  const amount = /-?[\d,]+(\.\d+)?/.exec(text)?.[0].replaceAll(',', '');
  return amount === undefined ? null : minorFromWire(Number(amount), currency);
}

/**
 * The moment of an entry. The log tells the minute only; the last second of it is taken, so that whoever asks what happened
 * since a moment misses nothing of that minute.
 */
function momentOf(time: string, now: Date): string {
  const moment = momentFromWire(`${time.slice(0, 16)}:59`);
  return moment === null || moment > now.toISOString() ? now.toISOString() : moment;
}

/** One entry in our terms. `ours` is true when it came over the API through our app. */
export function changeFromLog(
  logged: LoggedChange,
  mode: string | null,
  account: AccountFacts,
  application_id: string | null,
): PlatformChange {
  const field = fieldOf(logged, mode);
  return {
    at: momentOf(logged.time, account.now()),
    entity_id: logged.object_id,
    field,
    before: inOurTerms(field, logged.before, account.currency),
    after: inOurTerms(field, logged.after, account.currency),
    actor: logged.operator,
    ours: application_id !== null && logged.app_id === application_id,
  };
}
