import { graphOf, renderMermaid, renderSvg } from '../../playbooks/graph/index.ts';
import { type AddVerb, type CommonOptions, command } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { readPlan } from './read-plan.ts';

const renderers = { mermaid: renderMermaid, svg: renderSvg } as const;

const examples = `
Examples:
  mbi graph playbooks/campaign-health.yaml --format svg > campaign-health.svg
  mbi graph playbooks/campaign-health.yaml                                      Mermaid text, for a page in Markdown`;

/** `mbi graph FILE`: draws what a playbook does, as Mermaid text or as SVG. */
export const addGraph: AddVerb = (parent, line) => {
  const verb = command('graph', 'draw what a playbook does')
    .argument('<file>', 'a YAML file, or - for standard input')
    .option('--format <format>', 'mermaid or svg', 'mermaid')
    .addHelpText('after', examples)
    .action(async (file: string, options: CommonOptions & { readonly format: string }) => {
      const { format } = options;
      if (format !== 'mermaid' && format !== 'svg')
        throw new CommandFailure(`There is no format ${format}; there is: mermaid, svg.`, exitCodes.usage);
      const { plan, digest } = await readPlan(file, line);
      const graph = graphOf(plan);
      const text = renderers[format](graph);
      line.terminal.result({ file, digest, format, graph, text }, text.trimEnd(), options.json);
    });
  parent.addCommand(verb);
};
