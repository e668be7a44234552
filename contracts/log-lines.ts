/**
 * How every process writes its log: JSON lines with `timestamp` (ISO 8601, milliseconds, Z), `level` in words, the `name` of
 * the process, and where something happened that is counted, an `event` with its fields. Options for pino.
 */
export function logLines(name: string) {
  return {
    base: { name },
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    formatters: { level: (level: string) => ({ level }) },
  };
}
