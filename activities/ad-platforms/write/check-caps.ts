import { CodedError } from '../../../contracts/errors/index.ts';
import { toMajor } from '../../../contracts/minor-units.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { type CapInForce, listCapUses, readCapsInForce } from '../../../db/queries/money-use.ts';
import type { LedgerLine } from '../../../db/queries/write-intents.ts';
import type { PricedChange } from './price-changes.ts';

/** How many of those who use up a cap are named. */
const mostNamed = 5;

/**
 * Throws MONEY_CAP_EXCEEDED for the first cap that some changes, together with what counts already, would pass; under the
 * ledger's lock, so that of many at once only so many get through as fit. A cap never stands in the way of something that
 * it does not count, and one on `moved` lets money through that is being taken back: that was counted when it went out.
 */
export async function checkCaps(
  tx: TenantTransaction,
  priced: readonly PricedChange[],
  settings: { readonly takes_back: boolean },
): Promise<void> {
  for (const cap of await readCapsInForce(tx)) {
    const wanted = priced
      .filter((each) => falls(cap, each))
      .filter(({ line }) => !(settings.takes_back && cap.measure === 'moved' && line.exposure_minor === 0))
      .reduce((sum, each) => sum + amountUnder(cap, each.line), 0);
    if (wanted > 0 && cap.used_minor + wanted > cap.limit_minor) throw await exceeded(tx, cap, wanted);
  }
}

function falls({ scope, scope_id }: CapInForce, { change, line }: Pick<PricedChange, 'change' | 'line'>): boolean {
  switch (scope) {
    case 'tenant':
      return true;
    case 'platform':
      return change.platform === scope_id;
    case 'account':
      return change.account_id === scope_id;
    case 'campaign':
      return change.campaign_id === scope_id;
    case 'requester':
      return line.requested_by_email.toLowerCase() === scope_id.toLowerCase();
  }
}

/** As the ledger's own sum counts it: see db/queries/money-use.ts. */
function amountUnder({ currency, measure }: CapInForce, line: LedgerLine): number {
  if (line.currency === currency) return measure === 'moved' ? line.moved_minor : line.exposure_minor;
  return measure === 'moved' ? line.moved_base_minor : line.exposure_base_minor;
}

async function exceeded(tx: TenantTransaction, cap: CapInForce, wanted_minor: number): Promise<CodedError> {
  const { cap_id, scope, scope_id, measure, window_hours, limit_minor, used_minor, currency } = cap;
  const uses = await listCapUses(tx, cap_id, mostNamed);
  const money = (minor: number) => `${toMajor(minor, currency)} ${currency}`;
  const whose = scope === 'tenant' ? 'the tenant' : `${scope} ${scope_id}`;
  const [newest] = uses;
  const by =
    newest === undefined
      ? ''
      : ` Newest use: ${newest.requested_by_email} (${newest.playbook_id}), until ${newest.counts_until}.`;
  const free = uses.map((each) => each.counts_until).sort()[0] ?? null;
  return new CodedError(
    'MONEY_CAP_EXCEEDED',
    `The cap on money ${measure} of ${whose} is ${money(limit_minor)} in ${window_hours} h; ${money(used_minor)} are used and ${money(wanted_minor)} were wanted.${by}`,
    {
      ...{ cap_id, scope, scope_id, measure, window_hours, currency },
      ...{ limit_minor, used_minor, wanted_minor, left_minor: limit_minor - used_minor },
      ...{ used_by: uses, first_use_ends_at: free },
    },
  );
}
