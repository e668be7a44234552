import type { MilestoneView } from './analytics-view.ts';

/** Whether a line of the checklist is met, as a chip says it. */
export function milestoneStanding({ met }: MilestoneView): { tone: 'good' | 'neutral' | 'waiting'; label: string } {
  if (met === null) return { tone: 'neutral', label: 'For people to say' };
  return met ? { tone: 'good', label: 'Reached' } : { tone: 'waiting', label: 'Open' };
}

const comparators = { above: 'above', below: 'below', at_least: 'at least' } as const;

/** The figure of a line beside what is wanted: `: 64 % (above 60 %)`; '' for what has none. */
export function milestoneFigure({ value, target, comparator, unit }: MilestoneView): string {
  if (target === null || comparator === null) return '';
  return `: ${value === null ? 'nothing counted yet' : inUnit(value, unit)} (${comparators[comparator]} ${inUnit(target, unit)})`;
}

function inUnit(value: number, unit: MilestoneView['unit']): string {
  switch (unit) {
    case 'share':
      return `${Math.round(value * 100)} %`;
    case 'usd':
      return `$${value.toFixed(2)}`;
    case 'seconds':
      return `${Math.round(value * 10) / 10} s`;
    case 'days':
      return `${Math.round(value * 10) / 10} days`;
    default:
      return String(value);
  }
}
