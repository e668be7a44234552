import { useEffect, useRef } from 'react';
import { useStore } from 'react-admin';
import { actsOnEnter, belongsToFocus } from './is-typing.ts';
import { type Command, type PendingKey, resolveKey } from './key-map.ts';

/** What each command does on the screen that uses it; a missing one does nothing there. */
export type CommandHandlers = Partial<Record<Command, () => void>>;

/** The stored setting that switches single-key shortcuts off (WCAG 2.1.4). */
export function useShortcutsEnabled() {
  return useStore('mbi.shortcuts_enabled', true);
}

/** Listens for the keys of the key map while the screen is shown. Inert in fields and dialogs, and when switched off. */
export function useCommands(handlers: CommandHandlers): void {
  const [enabled] = useShortcutsEnabled();
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    if (!enabled) return;
    let pending: PendingKey = null;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || belongsToFocus(event.target)) return;
      if (event.key === 'Enter' && actsOnEnter(event.target)) return;
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      const resolved = resolveKey({ key: event.key, modified, at_ms: event.timeStamp }, pending);
      pending = resolved.pending;
      const handler = resolved.command === null ? undefined : latest.current[resolved.command];
      if (handler === undefined) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
}
