import type { CancelSignal, PauseSignal } from '../../contracts/execution.ts';
import { isRecord, readActor } from '../approvals/read-signal.ts';

/**
 * Reads a `pause` or `resume` signal without trusting its sender. Null when it names no pause; a missing reason is ''.
 */
export function readPause(payload: unknown): PauseSignal | null {
  if (!isRecord(payload) || typeof payload.pause_id !== 'string') return null;
  return { pause_id: payload.pause_id, reason: textOr(payload.reason, '') };
}

/** Reads a `cancel` signal. Null when it does not say who sent it: nothing is called off in nobody's name. */
export function readCancel(payload: unknown): CancelSignal | null {
  if (!isRecord(payload)) return null;
  const actor = readActor(payload.actor);
  if (actor === null || typeof payload.compensate !== 'boolean') return null;
  return { compensate: payload.compensate, reason: textOr(payload.reason, ''), actor };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
