import type { Fault, FaultKind } from './fault.ts';

/** A call, as faults look at it. */
export type FaultTarget = {
  readonly method: string;
  readonly path: string;
  readonly entity_id: string | null;
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

const applying: ReadonlySet<FaultKind> = new Set(['apply_then_drop', 'apply_then_500']);

function methodsOf(fault: Fault): (method: string) => boolean {
  if (fault.kind === 'human_edit') return (method) => (method === 'GET') === (fault.trigger === 'after_read');
  if (fault.match.method !== undefined) return (method) => method === fault.match.method?.toUpperCase();
  if (fault.kind === 'read_after_write_lag') return (method) => method === 'GET';
  return applying.has(fault.kind) ? (method) => method !== 'GET' : () => true;
}

function matches(fault: Fault, target: FaultTarget): boolean {
  const { entity_id, field, path } = fault.match;
  return (
    methodsOf(fault)(target.method) &&
    (entity_id === undefined || entity_id === target.entity_id) &&
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
