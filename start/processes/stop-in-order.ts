/** What a running start has to end, in the order in which it must end. */
export type Stopping = {
  readonly part: (name: string, stop: () => Promise<void>) => void;
  readonly server: (name: string, stop: () => Promise<void>) => void;
  readonly last: (undo: () => void) => void;
  readonly stop: (why: string, exit_code: number) => Promise<void>;
};

/**
 * Remembers what was started. Stopping ends the parts first (newest first), so that they drain, then both servers, once only:
 * Ctrl-C reaches us twice, from the terminal and from npm.
 */
export function stopInOrder(say: (text: string) => void): Stopping {
  const parts: { name: string; stop: () => Promise<void> }[] = [];
  const servers: { name: string; stop: () => Promise<void> }[] = [];
  const undos: (() => void)[] = [];
  let stopped = false;
  return {
    part: (name, stop) => void parts.unshift({ name, stop }),
    server: (name, stop) => void servers.push({ name, stop }),
    last: (undo) => void undos.push(undo),
    stop: async (why, exit_code) => {
      if (stopped) return;
      stopped = true;
      say(why);
      const end = ({ name, stop }: { name: string; stop: () => Promise<void> }) =>
        stop().catch((error: unknown) => say(`${name} did not end cleanly: ${String(error)}`));
      for (const part of parts) await end(part);
      await Promise.all(servers.map(end));
      for (const undo of undos) undo();
      process.exit(exit_code);
    },
  };
}
