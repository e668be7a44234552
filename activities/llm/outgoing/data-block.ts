import { withoutUnseen } from './plain-text.ts';

/**
 * Puts text between marks that it cannot contain: nothing inside ends the block, whoever wrote it. The attributes are cut
 * to what a name may hold.
 */
export function dataBlock(attributes: Readonly<Record<string, string>>, text: string): string {
  const marks = Object.entries(attributes).map(([name, value]) => ` ${name}="${attributeText(value)}"`);
  return `<data${marks.join('')}>\n${fenced(text)}\n</data>`;
}

function fenced(text: string): string {
  return withoutUnseen(text).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}

function attributeText(value: string): string {
  return withoutUnseen(value)
    .replace(/[^\p{L}\p{N} ._:/@#-]/gu, ' ')
    .slice(0, 200);
}
