/** How a command ended: all well, it found something, it was called wrongly, it failed. */
export const exitCodes = { ok: 0, findings: 1, usage: 2, failure: 3 } as const;

/** Ends a command with a message on stderr. */
export class CommandFailure extends Error {
  readonly exitCode: number;
  /** What `--json` prints on stdout besides the message, such as the problem that the API answered. */
  readonly data: unknown;

  constructor(message: string, exitCode: number = exitCodes.failure, data: unknown = null) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.data = data;
  }
}
