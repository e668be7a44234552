import type { ExecutionView } from './execution-view.ts';

/** Another execution and how it stands to this one. */
export type Relation = { readonly execution_id: string; readonly words: string; readonly status: string | null };

type Related = Pick<
  ExecutionView,
  'undo_of' | 'rerun_of' | 'rerun_from_step' | 'parent_execution_id' | 'parent_step_id' | 'reruns' | 'children'
>;

/** Every execution that this one came from or led to, in words. */
export function relationsOf(execution: Related): Relation[] {
  const { undo_of, rerun_of, rerun_from_step, parent_execution_id, parent_step_id } = execution;
  const step = (step_id: string | null, before: string) => (step_id === null ? '' : ` ${before} ${step_id}`);
  return [
    ...(parent_execution_id === null
      ? []
      : [
          {
            execution_id: parent_execution_id,
            words: `Started by${step(parent_step_id, 'the step')} of`,
            status: null,
          },
        ]),
    ...(rerun_of === null
      ? []
      : [{ execution_id: rerun_of, words: `Runs again${step(rerun_from_step, 'from')}`, status: null }]),
    ...(undo_of === null ? [] : [{ execution_id: undo_of, words: 'Undoes', status: null }]),
    ...execution.reruns.map(({ execution_id, status, rerun_from_step: from }) => ({
      ...{ execution_id, status, words: `Was run again${step(from, 'from')} as` },
    })),
    ...execution.children.map(({ execution_id, status, playbook_id, parent_step_id: by }) => ({
      ...{ execution_id, status, words: `Started ${playbook_id}${step(by, 'in')} as` },
    })),
  ];
}
