import { readFile } from 'node:fs/promises';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import type { CommandLine } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';

/** A compiled file with its digest. */
export type CompiledFile = { readonly file: string; readonly plan: Plan; readonly digest: string | null };

/** Compiles a file. A file that cannot be read is a failure (3), one that does not compile a finding (1). */
export async function readPlan(file: string, line: CommandLine): Promise<CompiledFile> {
  const bytes =
    file === '-'
      ? await line.readStdin()
      : await readFile(file).catch(() => {
          throw new CommandFailure(`${file} cannot be read.`);
        });
  const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const { plan, digest, diagnostics } = compilePlaybook(source, { file, actions: line.actions });
  if (plan !== null) return { file, plan, digest };
  throw new CommandFailure(`${file} does not compile; see \`mbi validate ${file}\`.`, exitCodes.findings, {
    diagnostics,
  });
}
