import type { KnowledgeDocument } from '../../../contracts/knowledge.ts';
import type { Plan } from '../../../contracts/plan/index.ts';

type Step = Plan['steps'][number];

/** A deployed playbook as a document: its purpose, its steps in their own words, and who decides. */
export function playbookDocument({
  playbook_id,
  plan,
}: {
  readonly playbook_id: string;
  readonly plan: Plan;
}): KnowledgeDocument {
  const { name, description, steps, guardrails, approval, schedule } = plan;
  const content = [
    `# ${name}`,
    '## Purpose',
    description ?? name,
    '## Steps',
    steps.map((step) => `- ${sayStep(step)}`).join('\n'),
    '## Who decides',
    `Autonomy: ${guardrails.autonomy}. Approvers: ${approval.approvers.roles.join(', ')}.${schedule === null ? '' : ' It runs on a schedule.'}`,
  ].join('\n\n');
  return {
    source_key: `playbook/${playbook_id}`,
    kind: 'playbook',
    ...{
      title: name.slice(0, 300),
      format: 'markdown',
      content,
      source_url: null,
      language: 'en',
      dated_on: null,
      access: [],
    },
  };
}

function sayStep(step: Step): string {
  const name = step.name ?? step.id.replaceAll('_', ' ');
  return 'summary' in step && typeof step.summary === 'string' && step.summary !== name
    ? `${name}: ${step.summary}`
    : name;
}
