/** Prints one measured figure beside its aim, on a line of its own: `name  value  (aim …)`. */
export function report(name: string, value: string, aim: string): void {
  console.log(`${name.padEnd(52)} ${value.padEnd(44)} ${aim === '' ? '' : `(aim ${aim})`}`);
}

/** Says what is being measured now, for who watches; on the error stream, so that the figures can be kept alone. */
export function progress(what: string): void {
  console.error(`… ${what}`);
}

/** A number of milliseconds for people. */
export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}
