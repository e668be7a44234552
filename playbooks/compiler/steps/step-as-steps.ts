import type { CompileContext } from '../compile-context.ts';
import { entryOf, type SourceNode } from '../source-node.ts';

/** A step that stands where `steps` should hold it: told once, and read as if they did, so that the step is checked, too. */
export function stepAsSteps(item: SourceNode, what: string, { report }: CompileContext): SourceNode {
  const id = entryOf(item, 'id');
  if (
    item.kind !== 'map' ||
    id === undefined ||
    entryOf(item, 'steps') !== undefined ||
    entryOf(item, 'else') !== undefined
  )
    return item;
  report.add({
    code: 'PLAYBOOK_KEY_MISSING',
    place: id.keyPlace,
    message: `${what} has no \`steps\`, but is a step itself.`,
    expected: '`steps` with a list of steps',
    suggestion: 'steps: [{ id: … }]',
  });
  const when = item.entries.filter(({ key }) => key === 'when');
  const step: SourceNode = { ...item, entries: item.entries.filter(({ key }) => key !== 'when') };
  const steps: SourceNode = { kind: 'list', items: [step], place: item.place };
  return { ...item, entries: [...when, { key: 'steps', keyPlace: id.keyPlace, value: steps }] };
}
