/** The playbooks that can carry a workflow out for one campaign; none for those that a recommendation or a person does. */
const playbooks: ReadonlyMap<string, { readonly slug: string; readonly name: string }> = new Map([
  ['Bid Adjustment', { slug: 'bid-adjustment', name: 'Bid adjustment' }],
  ['Creative Refresh', { slug: 'creative-rotation', name: 'Creative rotation' }],
  ['Audience Expansion', { slug: 'audience-expansion', name: 'Audience expansion' }],
  ['Budget Reallocation', { slug: 'budget-pacing', name: 'Budget pacing' }],
  ['Campaign Pause', { slug: 'pause-wasted-spend', name: 'Pause wasted spend' }],
]);

/** The playbook that works a workflow out for a campaign and asks for approval; null when nothing has to be carried out. */
export function playbookFor(workflow: string): { readonly slug: string; readonly name: string } | null {
  return playbooks.get(workflow) ?? null;
}
