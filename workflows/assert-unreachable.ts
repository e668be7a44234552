/** Ends an exhaustive switch: a new member of the union makes the call fail to compile. Throws a TypeError if it ever runs. */
export function assertUnreachable(value: never): never {
  throw new TypeError(`Unexpected value ${JSON.stringify(value)}`);
}
