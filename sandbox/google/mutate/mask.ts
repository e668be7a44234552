import { camelOf, type Fields, snakeOf } from './message.ts';
import { opError } from './op-error.ts';

/**
 * The paths of an update mask, in camel case. Names in the mask may be in snake or camel case. A missing mask, an unknown name
 * and a message where a field of it is meant are errors.
 */
export function readMask(mask: unknown, fields: Fields): readonly (readonly string[])[] {
  const text = typeof mask === 'string' ? mask : '';
  const names = text.split(',').filter((name) => name.trim() !== '');
  if (names.length === 0) {
    throw opError('fieldMaskError', 'FIELD_MASK_MISSING', 'The field mask must be provided for update operations.');
  }
  return names.map((name) => {
    const path = name.trim().split('.').map(camelOf);
    let below: Fields | null = fields;
    for (const part of path) {
      const type: Fields[string] | undefined = below !== null && Object.hasOwn(below, part) ? below[part] : undefined;
      if (type === undefined) {
        throw opError('fieldMaskError', 'FIELD_NOT_FOUND', 'The field mask contained an invalid field.', {
          trigger: path.map(snakeOf).join('.'),
        });
      }
      below = typeof type === 'object' && 'message' in type ? type.message : null;
    }
    if (below !== null) {
      throw opError('fieldMaskError', 'FIELD_HAS_SUBFIELDS', 'The field mask updated a field with subfields.', {
        trigger: path.map(snakeOf).join('.'),
      });
    }
    return path;
  });
}
