import { z } from 'zod';

const matchSchema = z.strictObject({
  method: z.string().optional(),
  /** What the call does, whatever its method: some platforms read by POST. */
  access: z.enum(['read', 'write']).optional(),
  /** The thing that is read or set, whatever object of the wire carries it. */
  entity_id: z.string().optional(),
  /** A field under its name in the books or on the wire, such as `daily_budget`. */
  field: z.string().optional(),
  /** A part of the path, such as `/insights`. */
  path: z.string().optional(),
});

const common = {
  match: matchSchema.default({}),
  /** How many calls it strikes; null for all until it is taken away. */
  times: z.int().positive().nullable().default(1),
};

/** One fault that can be switched on. See the README for what each does. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('apply_then_drop'), ...common }),
  z.strictObject({ kind: z.literal('apply_then_500'), ...common }),
  z.strictObject({ kind: z.literal('error_500_before'), ...common }),
  z.strictObject({
    kind: z.literal('throttle'),
    ...common,
    /** After how long the platform says one may come back; null for its form without a time. */
    wait_seconds: z.number().nonnegative().nullable().default(60),
    /** Only Meta: code, subcode, status, and the same wait in minutes. */
    code: z.int().default(80004),
    error_subcode: z.int().optional(),
    status: z.int().default(429),
    estimated_time_to_regain_access_minutes: z.number().nonnegative().optional(),
  }),
  z.strictObject({
    kind: z.literal('slow'),
    ...common,
    milliseconds: z.int().nonnegative(),
    phase: z.enum(['before', 'after']).default('before'),
  }),
  z.strictObject({
    kind: z.literal('read_after_write_lag'),
    ...common,
    times: common.times.default(null),
    seconds: z.number().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal('human_edit'),
    ...common,
    match: matchSchema.required({ entity_id: true }),
    trigger: z.enum(['after_read', 'before_write']).default('after_read'),
    /** Strikes after so many matching calls. */
    after: z.int().positive().default(1),
    field: z.string(),
    value: z.union([z.string(), z.number()]),
    actor_name: z.string().default('A person in the ads screens'),
  }),
  z.strictObject({
    kind: z.literal('expired_token'),
    ...common,
    /** The token stays expired, until a new one was fetched with the refresh token. */
    until_renewed: z.boolean().default(false),
    /** Only Meta. */
    error_subcode: z.int().default(463),
  }),
  z.strictObject({ kind: z.literal('partial_failure'), ...common }),
  z.strictObject({ kind: z.literal('black_hole'), ...common }),
  z.strictObject({
    kind: z.literal('malformed'),
    ...common,
    shape: z.enum(['garbage', 'truncated', 'html', 'unknown_fields', 'wrong_types']).default('garbage'),
  }),
]);
/** One fault. */
export type Fault = z.infer<typeof faultSchema>;
/** The names of the faults. */
export type FaultKind = Fault['kind'];

/** What `POST /_sandbox/faults` takes. */
export const faultsSchema = z.strictObject({ faults: z.array(faultSchema) });
