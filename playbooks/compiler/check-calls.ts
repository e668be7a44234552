import type { CompileContext } from './compile-context.ts';
import { cycleThrough } from './known-playbooks.ts';

/** Reports every call that leads back to the playbook itself, with the way. That a playbook calls itself is seen without knowing any other. */
export function checkCalls(playbook_id: string, { calls, playbooks, report }: CompileContext): void {
  for (const { name, place } of calls) {
    const way = cycleThrough(playbook_id, name, playbooks ?? []);
    if (way === null) continue;
    report.add({
      code: 'PLAYBOOK_CYCLE',
      place,
      message:
        way.length === 2
          ? `${playbook_id} starts itself, again and again.`
          : `${name} leads back to ${playbook_id}: ${way.join(' → ')}.`,
      expected: 'playbooks that do not lead back to this one',
      suggestion: 'Use `repeat` for steps that are done again, or move what both need into a playbook of its own.',
    });
  }
}
