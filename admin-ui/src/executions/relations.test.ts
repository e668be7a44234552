import { expect, it } from 'vitest';
import { executionViewSchema } from './execution-view.ts';
import { relationsOf } from './relations.ts';

const execution = (more: object) => executionViewSchema.parse({ execution_id: 'e', status: 'failed', ...more });

it('says of each relative how it is related', () => {
  const relations = relationsOf(
    execution({
      ...{ parent_execution_id: 'p', parent_step_id: 'review', rerun_of: 'r', rerun_from_step: 'raise', undo_of: 'u' },
      reruns: [{ execution_id: 'a', playbook_id: 'x_v1', status: 'running', rerun_from_step: 'raise' }],
      children: [{ execution_id: 'c', playbook_id: 'child_v1', status: 'completed', parent_step_id: 'review' }],
    }),
  );
  expect(relations.map(({ words, execution_id }) => `${words} ${execution_id}`)).toEqual([
    'Started by the step review of p',
    'Runs again from raise r',
    'Undoes u',
    'Was run again from raise as a',
    'Started child_v1 in review as c',
  ]);
});

it('is empty for one that stands alone', () => {
  expect(relationsOf(execution({}))).toEqual([]);
});
