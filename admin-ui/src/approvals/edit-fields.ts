import { parseMoney, toMajor } from '../money/format-money.ts';
import { formatChange, metricLabel } from '../money/percent.ts';
import type { ApprovalView } from './approval-view.ts';

/** One parameter that the approver may change, as a form field. */
export type EditField = {
  readonly name: string;
  readonly label: string;
  readonly kind: 'money' | 'number' | 'text' | 'creative';
  readonly currency: string;
  /** What the field shows at first. */
  readonly initial: string;
  /** The live value before the change, when the plan knows it. */
  readonly before: number | null;
  /** The creative that is shown now, which is no choice. */
  readonly without?: string | null;
};

/** The form of an approval: one field for each editable parameter that is a number or a text. */
export function editFieldsOf(approval: ApprovalView): EditField[] {
  const currency = approval.change_set?.currency ?? 'USD';
  return approval.editable.flatMap((name): EditField[] => {
    const value = approval.params[name];
    const change = approval.change_set?.changes.find(({ field }) => field === name);
    const before = typeof change?.before === 'number' ? change.before : null;
    if (name === 'creative_id' && typeof change?.after === 'string') {
      const without = typeof change.before === 'string' ? change.before : null;
      return [{ name, label: 'Creative', kind: 'creative', currency, initial: change.after, before, without }];
    }
    const label = metricLabel(name);
    if (typeof value === 'string') return [{ name, label, kind: 'text', currency, initial: value, before: null }];
    if (typeof value !== 'number') return [];
    const money = name.endsWith('_minor');
    const initial = String(money ? toMajor(value, currency) : value);
    return [
      {
        name,
        label: money ? `${label} (${currency})` : label,
        kind: money ? 'money' : 'number',
        currency,
        initial,
        before,
      },
    ];
  });
}

/** What was typed into a field as the parameter’s value; null when it is not one. */
export function readField(field: EditField, typed: string): number | string | null {
  if (field.kind === 'text' || field.kind === 'creative') return typed.trim() === '' ? null : typed.trim();
  if (field.kind === 'money') {
    const minor = parseMoney(typed, field.currency);
    return minor === null || minor === 0 ? null : minor;
  }
  const number = typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

/** What the typed value means, or what is wrong with it. */
export function explainField(field: EditField, typed: string): { problem: string | null; hint: string } {
  const value = readField(field, typed);
  if (value === null) {
    const wanted =
      field.kind === 'money' ? `an amount in ${field.currency}, such as ${field.initial}` : `a ${field.kind}`;
    return { problem: `Enter ${wanted}.`, hint: '' };
  }
  if (typeof value !== 'number' || field.before === null || field.before === 0) return { problem: null, hint: '' };
  return { problem: null, hint: `${formatChange((value / field.before - 1) * 100)} against now` };
}

/** The parameters that differ from what the plan holds; null while a field is wrong, empty when nothing was changed. */
export function readEdits(
  fields: readonly EditField[],
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, number | string>> | null {
  const edits: Record<string, number | string> = {};
  for (const field of fields) {
    const value = readField(field, typed[field.name] ?? field.initial);
    if (value === null) return null;
    if (value !== readField(field, field.initial)) edits[field.name] = value;
  }
  return edits;
}
