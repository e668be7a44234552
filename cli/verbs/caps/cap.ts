import { z } from 'zod';
import { minorPerMajor, toMinor } from '../../../contracts/money.ts';
import { moneyCapSchema } from '../../../contracts/money-cap.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { cell, renderTable } from '../../terminal.ts';
import { sayScope } from '../incident/pauses.ts';
import { sayMoney } from '../money-words.ts';

/** A cap as the commands show it. */
export const capSchema = moneyCapSchema.loose().extend({
  use: z
    .looseObject({
      used_minor: z.int(),
      left_minor: z.int(),
      uses: z.array(
        z.looseObject({
          execution_id: z.string(),
          playbook_id: z.string(),
          requested_by_email: z.string(),
          amount_minor: z.int(),
          counts_until: z.string(),
        }),
      ),
    })
    .nullable(),
});
/** A cap as the commands show it. */
export type Cap = z.output<typeof capSchema>;

/** What was typed for an amount, in minor units. Throws a usage failure for what is no amount. */
export function readAmount(words: string, currency: string): number {
  const [, whole = '', decimals = ''] = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(words) ?? [];
  // A decimal that the currency does not have is a slip of the hand: rounding it would set another cap than was typed.
  const exact = whole !== '' && 10 ** decimals.length <= minorPerMajor(currency);
  const minor = exact ? toMinor(Number(words), currency) : 0;
  if (minor > 0) return minor;
  throw new CommandFailure(`${words} is no amount of money in ${currency}, such as 1200 or 49.90.`, exitCodes.usage);
}

/** Caps as a table. */
export function renderCaps(caps: readonly Cap[]): string {
  const rows = caps.map((cap) => {
    const { limit_minor, currency, window_hours, measure, use, state } = cap;
    const used = use === null ? null : sayMoney(use.used_minor, currency);
    const limit = `${sayMoney(limit_minor, currency)} in ${window_hours} h`;
    return [
      cap.cap_id,
      sayScope(cap),
      measure,
      limit,
      cell(used),
      state,
      cap.proposed_by_email,
      cell(cap.effective_at),
    ];
  });
  return renderTable(['CAP', 'SCOPE', 'COUNTS', 'LIMIT', 'USED', 'STATE', 'BY', 'SINCE'], rows);
}

/** Who uses up a cap, and until when. */
export function renderUses({ use, currency }: Cap): string {
  const rows = (use?.uses ?? []).map((each) => [
    ...[each.playbook_id, each.execution_id, each.requested_by_email],
    ...[sayMoney(each.amount_minor, currency), each.counts_until],
  ]);
  return renderTable(['PLAYBOOK', 'EXECUTION', 'REQUESTED BY', 'AMOUNT', 'COUNTS UNTIL'], rows);
}
