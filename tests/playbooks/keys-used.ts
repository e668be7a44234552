import { type Keys, type KeyValue, languageMaps, stepKeys, stepMaps } from '../../playbooks/compiler/keys/index.ts';

/** Every key of the language as `map.key`; those of a kind of step as `step.kind.key`. */
export function allKeys(): readonly string[] {
  const maps = Object.entries(languageMaps).flatMap(([map, { keys }]) =>
    Object.keys(keys).map((key) => `${map}.${key}`),
  );
  const kinds = Object.entries(stepMaps).flatMap(([kind, { keys }]) =>
    Object.keys(keys).map((key) => `step.${kind}.${key}`),
  );
  return [...maps, ...Object.keys(stepKeys).map((key) => `step.${key}`), ...kinds];
}

/** The keys that a playbook uses, found by walking it along the tables of the language. */
export function keysUsed(playbook: unknown): ReadonlySet<string> {
  const used = new Set<string>();

  const inMap = (map: Record<string, unknown>, name: string, keys: Keys): void => {
    for (const [key, { value }] of Object.entries(keys)) {
      if (!Object.hasOwn(map, key)) continue;
      used.add(`${name}.${key}`);
      along(map[key], value);
    }
  };
  const inStep = (step: Record<string, unknown>): void => {
    inMap(step, 'step', stepKeys);
    const kind = Object.entries(stepMaps).find(([, { named_by }]) => named_by.some((key) => Object.hasOwn(step, key)));
    if (kind !== undefined) inMap(step, `step.${kind[0]}`, kind[1].keys);
  };
  const along = (value: unknown, shape: KeyValue): void => {
    const items = Array.isArray(value) ? value : [];
    switch (shape.kind) {
      case 'map':
        if (isMap(value)) inMap(value, shape.of, languageMaps[shape.of].keys);
        return;
      case 'list':
        for (const item of items) along(item, shape.of);
        return;
      case 'named':
        for (const item of isMap(value) ? Object.values(value) : []) along(item, shape.of);
        return;
      case 'one_of':
        for (const one of shape.of) along(value, one);
        return;
      case 'steps':
        for (const item of items) if (isMap(item)) inStep(item);
        return;
      case 'branch':
        if (Array.isArray(value)) along(value, { kind: 'steps' });
        else if (isMap(value) && Object.hasOwn(value, 'steps')) inMap(value, 'branch', languageMaps.branch.keys);
        else along([value], { kind: 'steps' });
        return;
      case 'conditions':
        for (const item of Array.isArray(value) ? items : [value])
          if (isMap(item)) inMap(item, 'condition', languageMaps.condition.keys);
    }
  };
  if (isMap(playbook)) inMap(playbook, 'playbook', languageMaps.playbook.keys);
  return used;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
