/** A box to tick takes the space key only, so the keys of the list stay alive on it. */
const typing =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="textbox"], [role="combobox"]';
const modal = '[role="dialog"], [role="menu"], [role="listbox"]';

/** True when a key belongs to what has the focus: a field, or anything inside a dialog or a menu. */
export function belongsToFocus(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest(typing) !== null || target.closest(modal) !== null;
}

/** True when Enter already means something to the focused element. */
export function actsOnEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a[href], button, summary, [role="tab"]') !== null;
}
