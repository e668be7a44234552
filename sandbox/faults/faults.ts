import type { Fault, FaultKind } from './fault.ts';

/** A call, as faults look at it. */
export type FaultTarget = {
  /** The method of the wire. */
  readonly method: string;
  readonly access: 'read' | 'write';
  readonly path: string;
  /** The things that are read or set; several in batches. */
  readonly entity_ids: readonly string[];
  /** The fields under their names in the books, and on the wire. */
  readonly fields: readonly string[];
};

/** A fault that is switched on. */
export type ActiveFault = {
  readonly fault_id: number;
  readonly fault: Fault;
  readonly left: number | null;
  /** Matching calls seen so far. */
  readonly seen: number;
};

/** The faults that are switched on. */
export type Faults = {
  readonly add: (faults: readonly Fault[]) => void;
  readonly list: () => readonly ActiveFault[];
  readonly clear: () => void;
  /** Takes the first active fault of a kind that strikes this call, and counts it as used. */
  readonly strike: <K extends FaultKind>(kind: K, target: FaultTarget) => Extract<Fault, { kind: K }> | null;
};

/** Faults that make no sense at a read unless told so. */
const atWrites: ReadonlySet<FaultKind> = new Set(['apply_then_drop', 'apply_then_500', 'partial_failure']);

function usualAccess(fault: Fault): 'read' | 'write' | null {
  if (fault.kind === 'read_after_write_lag') return 'read';
  return atWrites.has(fault.kind) ? 'write' : null;
}

function fitsAccess(fault: Fault, { access }: FaultTarget): boolean {
  if (fault.kind === 'human_edit') return access === (fault.trigger === 'after_read' ? 'read' : 'write');
  if (fault.match.access !== undefined) return access === fault.match.access;
  if (fault.match.method !== undefined) return true;
  const usual = usualAccess(fault);
  return usual === null || usual === access;
}

function matches(fault: Fault, target: FaultTarget): boolean {
  const { entity_id, field, path, method } = fault.match;
  return (
    fitsAccess(fault, target) &&
    (method === undefined || fault.kind === 'human_edit' || method.toUpperCase() === target.method) &&
    (entity_id === undefined || target.entity_ids.includes(entity_id)) &&
    (field === undefined || target.fields.includes(field)) &&
    (path === undefined || target.path.includes(path))
  );
}

function isKind<K extends FaultKind>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}

/** Makes an empty list of faults. */
export function createFaults(): Faults {
  let active: readonly ActiveFault[] = [];
  let nextId = 1;
  return {
    add: (faults) => {
      active = [...active, ...faults.map((fault) => ({ fault_id: nextId++, fault, left: fault.times, seen: 0 }))];
    },
    list: () => active,
    clear: () => {
      active = [];
    },
    strike: (kind, target) => {
      for (const each of active) {
        if (!isKind(each.fault, kind) || !matches(each.fault, target)) continue;
        const seen = each.seen + 1;
        const fault: Fault = each.fault;
        const waits = fault.kind === 'human_edit' && seen < fault.after;
        const left = each.left === null || waits ? each.left : each.left - 1;
        active = active.flatMap((other) => {
          if (other.fault_id !== each.fault_id) return [other];
          return left === 0 ? [] : [{ ...each, seen, left }];
        });
        return waits ? null : each.fault;
      }
      return null;
    },
  };
}
