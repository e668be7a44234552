import { canonicalJson, type JsonValue } from '../../contracts/canonical-json.ts';
import { isObject } from './example-value.ts';

/** Where a value is not what was expected. */
export type Mismatch = { readonly path: string; readonly expected: JsonValue; readonly actual: JsonValue | undefined };

/** Holds a value to an expectation: of maps only the keys that are expected are looked at, everything else must be equal. */
export function mismatches(expected: JsonValue, actual: JsonValue | undefined, path = ''): readonly Mismatch[] {
  if (isObject(expected) && isObject(actual)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      mismatches(value, actual[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item: JsonValue, index) => mismatches(item, actual[index], `${path}[${index}]`));
  }
  return same(expected, actual) ? [] : [{ path, expected, actual }];
}

function same(left: JsonValue, right: JsonValue | undefined): boolean {
  return right !== undefined && canonicalJson(left) === canonicalJson(right);
}
