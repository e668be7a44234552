/**
 * Whatever a browser, a mail program or a chat would turn into a link, a picture or code. Each begins at a mark that few texts
 * have, so that no text takes a time that grows with the square of its length.
 */
const forms = [
  /\b[a-z][a-z0-9+.-]{1,20}:\/\//i,
  /\b(?:javascript|data|vbscript|file|mailto|tel):\S/i,
  /(?:^|[\s("'])\/\/[a-z0-9-]+\.[a-z]/i,
  /\bwww\.[a-z0-9-]/i,
  /!?\[[^[\]]*\]\s*(?:\(|\[|:)/,
  /<\/?[a-z!]/i,
  /[a-z0-9-]\.[a-z]{2,}\/\S/i,
  /[a-z0-9-]\.(?:com|net|org|io|co|info|biz|dev|app|xyz|top|site|online|shop|ru|cn|tk|ai|me|link|click|example|test|evil)\b/i,
  /\b(?:hxxps?|\d{1,3}(?:\.\d{1,3}){3})\b/i,
];

/** Tells whether a text holds an address, a link or markup. Texts for people hold none, so that nothing can lead away. */
export function hasAddress(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/[\u3002\uFF0E\uFF61]/g, '.');
  return forms.some((form) => form.test(plain));
}
