/** Where a command writes: data to stdout, everything for people beside it to stderr. */
export type Terminal = {
  /** Prints the result: as JSON with `--json`, else as the given text. */
  result(data: unknown, text: string, json: boolean): void;
  /** Tells something about the work. */
  note(text: string): void;
};

/** A terminal over two writers, so that tests can read what was written. */
export function createTerminal(
  stdout: { write(text: string): unknown },
  stderr: { write(text: string): unknown },
): Terminal {
  return {
    result: (data, text, json) => stdout.write(json ? `${JSON.stringify(data, null, 2)}\n` : `${text}\n`),
    note: (text) => stderr.write(`${text}\n`),
  };
}

/** Rows under a header, columns as wide as their widest cell; one sentence when there are none. */
export function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'Nothing found.';
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)].join('\n');
}

/** Any value in one cell. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
