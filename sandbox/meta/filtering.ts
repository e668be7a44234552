import { z } from 'zod';
import type { Entity } from '../world/entity.ts';
import { nestedOf, type Parameters } from './parameters.ts';
import { invalidParameter } from './reply.ts';
import type { View } from './view.ts';

const filtersSchema = z.array(
  z.strictObject({ field: z.literal('name'), operator: z.enum(['CONTAIN', 'EQUAL']), value: z.string().min(1) }),
);

/**
 * Reads `filtering=[{field,operator,value}]` of a list. Of all fields only `name` is played, by `CONTAIN` (whatever the case)
 * and `EQUAL`; every other filter is refused, as one that is read over would answer with too much.
 */
export function readFilters(parameters: Parameters, view: View): (entity: Entity) => boolean {
  const parsed = filtersSchema.safeParse(nestedOf(parameters, 'filtering') ?? []);
  if (!parsed.success) {
    const message = 'filtering by anything but name with CONTAIN or EQUAL is not played by this sandbox';
    throw invalidParameter(message, { blame_fields: ['filtering'] });
  }
  return (entity) => {
    const name = String(view.value(entity, 'name'));
    return parsed.data.every(({ operator, value }) =>
      operator === 'EQUAL' ? name === value : name.toLowerCase().includes(value.toLowerCase()),
    );
  };
}
