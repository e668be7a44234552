import { z } from 'zod';
import type { JsonValue } from './canonical-json.ts';

/** Any JSON value, read-only once it is parsed. */
export const jsonValueSchema: z.ZodType<JsonValue> = z.json();
