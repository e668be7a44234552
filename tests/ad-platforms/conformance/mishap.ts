import type { SandboxFault } from '../sandbox-controls.ts';

/** What can go wrong on the way. Each strikes the next call once, unless told otherwise. */
export type Mishap =
  | 'applied_and_dropped'
  | 'applied_and_failed'
  | 'failed_before_applying'
  | 'partly_failed'
  | 'throttled_for_two_minutes'
  | 'throttled_without_a_word'
  | 'token_expired'
  | 'garbage'
  | 'unknown_fields';

const faults: Readonly<Record<Mishap, SandboxFault>> = {
  applied_and_dropped: { kind: 'apply_then_drop' },
  applied_and_failed: { kind: 'apply_then_500' },
  failed_before_applying: { kind: 'error_500_before' },
  partly_failed: { kind: 'partial_failure' },
  throttled_for_two_minutes: { kind: 'throttle', wait_seconds: 120 },
  throttled_without_a_word: { kind: 'throttle', wait_seconds: null },
  token_expired: { kind: 'expired_token' },
  garbage: { kind: 'malformed', shape: 'garbage' },
  unknown_fields: { kind: 'malformed', shape: 'unknown_fields' },
};

/** The fault of the sandbox that plays a mishap on one thing. */
export function faultOf(
  what: Mishap,
  on: {
    readonly entity_id: string;
    readonly access: 'read' | 'write';
    readonly field?: string;
    readonly times?: number;
  },
): SandboxFault {
  const { times = 1, ...match } = on;
  return { ...faults[what], match, times };
}
