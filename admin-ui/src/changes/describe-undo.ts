import { formatMoney } from '../money/format-money.ts';
import { entityName, fieldName, formatValue } from './describe-change.ts';
import type { GoesBackView, StaysView, UndoPreviewView } from './undo-view.ts';

type Head = Pick<GoesBackView, 'field' | 'entity_type' | 'entity_name' | 'entity_id' | 'campaign_name'>;

/** What a line of the preview is about: `daily budget of campaign Spring Sale`. */
export function undoSubject(head: Head): string {
  const name = head.entity_name === '' ? head.entity_id : head.entity_name;
  const within =
    head.entity_type === 'campaign' || head.campaign_name === '' || head.campaign_name === name
      ? ''
      : ` (${head.campaign_name})`;
  return `${fieldName(head.field)} of ${entityName(head.entity_type)} ${name}${within}`;
}

/** From where a field goes back to where. */
export function goesBackWords(line: GoesBackView): {
  readonly from: string;
  readonly to: string;
  readonly note: string;
} {
  const several = line.changes > 1 ? [`${line.changes} changes go back in one step`] : [];
  const differs =
    line.last_known?.differs === true
      ? [
          `the platform last showed ${formatValue(line.field, line.last_known.value, line.currency)}; if somebody has changed it, it stays as it is`,
        ]
      : [];
  return {
    from: formatValue(line.field, line.written, line.currency),
    to: formatValue(line.field, line.back_to, line.currency),
    note: [...several, ...differs].join('; '),
  };
}

/** Why a change stays, with who stands behind it where that is known. */
export function staysWords(line: StaysView): string {
  const who = line.by?.email ?? line.by?.playbook_id ?? null;
  return who === null || line.explanation.includes(who) ? line.explanation : `${line.explanation} (${who})`;
}

/** Money that was spent since, which no undo brings back; null when nothing is known. */
export function spentWords({ spent, spent_total }: Pick<UndoPreviewView, 'spent' | 'spent_total'>): string | null {
  if (spent_total.length === 0) return null;
  const sums = spent_total.map(({ currency, spend_minor }) => formatMoney(spend_minor, currency)).join(' and ');
  const since = spent.map(({ since_day }) => since_day).toSorted()[0];
  const until = spent
    .flatMap(({ known_until }) => known_until ?? [])
    .toSorted()
    .at(-1);
  const span = since === undefined ? '' : ` since ${since}`;
  return `${sums} spent by these campaigns${span}${until === undefined ? '' : ` (known until ${until})`}. That money does not come back.`;
}
