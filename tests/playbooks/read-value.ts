import { createReport } from '../../playbooks/compiler/report.ts';
import { entryOf, type SourceNode } from '../../playbooks/compiler/source-node.ts';
import { readYaml } from '../../playbooks/compiler/yaml/read-yaml.ts';

/** The value of `x` in a YAML text, read by one of the readers; with what it reported. */
export function reading<T>(
  yaml: string,
  read: (node: SourceNode | undefined, report: ReturnType<typeof createReport>) => T,
) {
  const source = `x: ${yaml}\n`;
  const report = createReport(source);
  const root = readYaml(source, report);
  const value = read(root === null ? undefined : entryOf(root, 'x')?.value, report);
  const told = report.diagnostics().map(({ code, message, expected, suggestion }) => ({
    code: code.replace('PLAYBOOK_', ''),
    message,
    expected,
    suggestion,
  }));
  return { value, told };
}
