/** What names an execution's workflow. */
export type ExecutionKey = {
  readonly playbook_id: string;
  readonly entity_id: string | null;
  readonly execution_id: string;
};

/** `pb.<playbook>.<entity>.<execution>`: readable in the Temporal UI, and the same for every try to start it. */
export function workflowIdOf({ playbook_id, entity_id, execution_id }: ExecutionKey): string {
  return `pb.${playbook_id}.${entity_id ?? 'none'}.${execution_id}`;
}
