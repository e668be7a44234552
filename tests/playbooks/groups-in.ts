/** Approver groups with their members, where a playbook of a test says so: `# groups: finance 3, night_shift 0`. */
export function groupsIn(source: string): Record<string, number> | undefined {
  const line = /# groups: (.*)/.exec(source)?.[1];
  if (line === undefined) return undefined;
  return Object.fromEntries(line.split(', ').map((each) => [each.split(' ')[0] ?? '', Number(each.split(' ')[1])]));
}
