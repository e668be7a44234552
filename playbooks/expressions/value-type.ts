type Nullable = { readonly nullable: boolean };

/**
 * What the checker knows of a value before anything runs. `nullable` means it may be null or absent, so it must be guarded.
 * `any` is unknown: it fits everywhere and fails closed at run time. `values` are the only texts a string can be.
 */
export type ValueType = Nullable &
  (
    | { readonly kind: 'any' | 'null' | 'boolean' | 'number' | 'integer' | 'timestamp' | 'duration' }
    | { readonly kind: 'string'; readonly values: readonly string[] | null }
    | { readonly kind: 'list'; readonly item: ValueType }
    | {
        readonly kind: 'map';
        readonly fields: Readonly<Record<string, ValueType>>;
        /** The type of names that are not among the fields; null when there can be no others. */
        readonly others: ValueType | null;
      }
  );

/** A kind of value that has no parts. */
export type PlainKind = 'any' | 'null' | 'boolean' | 'number' | 'integer' | 'timestamp' | 'duration';

/** The type of a value that is always there. */
export function plain(kind: PlainKind): ValueType {
  return { kind, nullable: false };
}

/** Text that is always there; with `values`, one of these. */
export function textType(values: readonly string[] | null = null): ValueType {
  return { kind: 'string', values, nullable: false };
}

/** A map with exactly these fields. */
export function mapType(fields: Readonly<Record<string, ValueType>>, others: ValueType | null = null): ValueType {
  return { kind: 'map', fields, others, nullable: false };
}

/** The same type, which may be null or absent. */
export function maybe(type: ValueType): ValueType {
  return { ...type, nullable: true };
}

/** The same type, known to be there. */
export function certain(type: ValueType): ValueType {
  return { ...type, nullable: false };
}

/** The name of a type as a message says it. */
export function nameOf(type: ValueType): string {
  switch (type.kind) {
    case 'any':
      return 'anything';
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'string':
      return type.values === null || type.values.length === 1
        ? 'a text'
        : `one of ${type.values.slice(0, 12).join(', ')}`;
    case 'boolean':
      return 'true or false';
    case 'list':
      return 'a list';
    case 'map':
      return 'a map';
    case 'null':
      return 'null';
    default:
      return `a ${type.kind}`;
  }
}

/** What kind of value it is, where it does not matter which texts it can be. */
export function kindName(type: ValueType): string {
  return nameOf(type.kind === 'string' ? textType() : type);
}

/** The type of a value that is one or the other. */
export function either(left: ValueType, right: ValueType): ValueType {
  const nullable = left.nullable || right.nullable || left.kind === 'null' || right.kind === 'null';
  if (left.kind === 'null') return { ...right, nullable };
  if (right.kind === 'null') return { ...left, nullable };
  if (left.kind === 'string' && right.kind === 'string') {
    const values =
      left.values === null || right.values === null ? null : [...new Set([...left.values, ...right.values])];
    return { kind: 'string', values, nullable };
  }
  if (left.kind === 'list' && right.kind === 'list')
    return { kind: 'list', item: either(left.item, right.item), nullable };
  if (left.kind === 'map' && right.kind === 'map') return { ...eitherMap(left, right), nullable };
  if (left.kind === right.kind) return { ...left, nullable };
  return isNumber(left) && isNumber(right) ? { kind: 'number', nullable } : { kind: 'any', nullable };
}

type MapType = Extract<ValueType, { kind: 'map' }>;

function eitherMap(left: MapType, right: MapType): MapType {
  const fields: Record<string, ValueType> = {};
  for (const name of new Set([...Object.keys(left.fields), ...Object.keys(right.fields)])) {
    const first = left.fields[name];
    const second = right.fields[name];
    if (first !== undefined && second !== undefined) fields[name] = either(first, second);
    else fields[name] = maybe(first ?? second ?? plain('any'));
  }
  return { kind: 'map', fields, others: left.others ?? right.others, nullable: false };
}

/** Whole numbers are numbers; an unknown value may be one. */
export function isNumber(type: ValueType): boolean {
  return type.kind === 'number' || type.kind === 'integer' || type.kind === 'any';
}
