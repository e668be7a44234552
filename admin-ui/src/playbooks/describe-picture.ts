const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** The description inside an SVG as plain words: what it shows, for those who do not see it. */
export function describePicture(svg: string): string {
  const inside = /<desc[^>]*>([\s\S]*?)<\/desc>/.exec(svg)?.[1] ?? '';
  const words = inside
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => entities[name] ?? whole);
  return words.trim() === '' ? 'The flow of the playbook' : words.trim();
}
