import type { Fields } from '../fields.ts';
import { reportMissing } from '../fields.ts';
import type { Place, SourceNode } from '../source-node.ts';
import type { StepSource } from './step-kind.ts';

/** The `steps` of a loop: they stand beside its key or inside its map, not in both. Reported when they stand nowhere. */
export function loopBody(
  { fields, context, place }: StepSource,
  key: string,
  loop: Fields | null,
): SourceNode | undefined {
  const beside = fields.entry('steps');
  const within = loop?.entry('steps');
  if (beside !== undefined && within !== undefined) reportTwice(key, within.keyPlace, context.report);
  if (beside === undefined && within === undefined)
    reportMissing(place, 'The step', 'steps', `the steps of \`${key}\``, context.report);
  return beside === undefined ? loop?.node('steps') : fields.node('steps');
}

function reportTwice(key: string, place: Place, report: StepSource['context']['report']): void {
  report.add({
    code: 'PLAYBOOK_KEY_DUPLICATE',
    place,
    message: `\`steps\` stands both inside \`${key}\` and beside it.`,
    expected: '`steps` once',
    suggestion: `Put all steps beside \`${key}\`.`,
  });
}
