const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const telephone = /(?<![\p{L}\p{N}])\+?\d(?:[ ()/.-]{0,2}\d){8,14}(?![\p{L}\p{N}])/gu;

/** A text without addresses and telephone numbers, for readers outside. What it is about is not changed by them. */
export function hidePeople(text: string): string {
  return text.replace(email, '[email]').replace(telephone, '[number]');
}
