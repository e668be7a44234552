import { type AddVerb, type CommonOptions, command } from '../command-line.ts';
import { exitCodes } from '../exit.ts';

/** `mbi doctor`: one line and one remedy for each prerequisite; exit 1 when one is missing. */
export const addDoctor: AddVerb = (parent, line) => {
  const verb = command('doctor', 'check what this machine has and lacks').action(async (options: CommonOptions) => {
    const { isHealthy, renderFindings, runDoctor } = await import('../../start/doctor/index.ts');
    const findings = await runDoctor({ ...line.environment });
    line.terminal.result({ healthy: isHealthy(findings), findings }, renderFindings(findings), options.json);
    if (!isHealthy(findings)) line.exit(exitCodes.findings);
  });
  parent.addCommand(verb);
};
