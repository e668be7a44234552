import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Compiled, CompileOptions } from '../../../playbooks/compiler/index.ts';

/** What the process is asked: the text, and what it may name. Both lists are plain JSON. */
export type CompileJob = { readonly source: string } & Pick<CompileOptions, 'playbooks' | 'groups'>;

/** Compiles texts from outside apart from everything else: one that takes too long or too much memory ends alone. */
export type CompilerProcess = {
  /** Throws PLAYBOOK_TOO_COSTLY when the text passes the limits. */
  compile(job: CompileJob): Promise<Compiled>;
  close(): Promise<void>;
};

/** How much one text may take. The limits of YAML and of expressions refuse hostile texts long before. */
export type CompilerLimits = { readonly compile_ms: number; readonly start_ms: number; readonly heap_mb: number };

const usualLimits: CompilerLimits = { compile_ms: 2_000, start_ms: 20_000, heap_mb: 128 };

/**
 * A compiler in a process of its own, which starts with the first text and stays for the next; texts are compiled one by
 * one. A thread would not do: one that fills its heap fast enough takes the whole process down with it. The child gets no
 * setting and no secret of ours.
 */
export function createCompilerProcess(
  limits: CompilerLimits = usualLimits,
  entry: URL = new URL('./main.ts', import.meta.url),
): CompilerProcess {
  let running: Promise<ChildProcess> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const start = async () => {
    const child = fork(fileURLToPath(entry), [], {
      execArgv: [`--max-old-space-size=${limits.heap_mb}`, '--disable-warning=ExperimentalWarning'],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    try {
      await answerOf(child, limits.start_ms);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return child;
  };
  const end = async () => {
    const ending = running;
    running = null;
    const child = await ending?.catch(() => null);
    child?.kill('SIGKILL');
  };
  const compileNow = async (job: CompileJob): Promise<Compiled> => {
    running ??= start();
    try {
      const child = await running;
      const answer = answerOf<Compiled>(child, limits.compile_ms);
      child.send(job);
      return await answer;
    } catch {
      await end();
      throw new CodedError('PLAYBOOK_TOO_COSTLY', 'Compiling this playbook took more time or memory than is allowed.', {
        limit_seconds: limits.compile_ms / 1_000,
        limit_megabytes: limits.heap_mb,
      });
    }
  };
  return {
    compile(job) {
      const compiled = last.then(() => compileNow(job));
      last = compiled.catch(() => undefined);
      return compiled;
    },
    close: end,
  };
}

/** The next message of a child; rejects when it dies or is silent for too long. */
function answerOf<T>(child: ChildProcess, within_ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      child.off('message', heard).off('error', died).off('exit', died);
      act();
    };
    const heard = (value: T) => settle(() => resolve(value));
    const died = () => settle(() => reject(new Error('The compiler ended or is silent.')));
    const timer = setTimeout(died, within_ms);
    child.on('message', heard).on('error', died).on('exit', died);
  });
}
