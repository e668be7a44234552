import { createServer, type Socket } from 'node:net';

/** A mail as it went over the wire: who it is for, and everything after DATA. */
export type ReceivedMail = { readonly to: string; readonly source: string };

/** How the next mail goes wrong: never, not now, hung up on before it was sent, or taken without an answer. */
export type MailMishap = 'refuse' | 'wait' | 'hang_up' | 'lose_answer';

/** Plays a mail server on a free port: SMTP (RFC 5321) as far as sending needs it. */
export async function startMailDouble() {
  const received: ReceivedMail[] = [];
  const mishaps: MailMishap[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const say = (line: string) => socket.write(`${line}\r\n`);
    let to = '';
    let source: string | null = null;
    let pending = '';
    say('220 double');
    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') {
        const mishap = mishaps[0];
        if (mishap === 'hang_up') {
          mishaps.shift();
          return socket.destroy();
        }
        if (mishap === 'refuse' || mishap === 'wait') {
          mishaps.shift();
          return say(mishap === 'refuse' ? '550 no such mailbox' : '451 later');
        }
        to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      }
      if (verb === 'DATA') {
        source = '';
        return say('354 go on');
      }
      if (verb === 'QUIT') return socket.end('221 bye\r\n');
      return say('250 ok');
    };
    const text = (line: string) => {
      if (line !== '.') {
        source = `${source ?? ''}${line.startsWith('..') ? line.slice(1) : line}\r\n`;
        return;
      }
      received.push({ to, source: source ?? '' });
      source = null;
      if (mishaps[0] === 'lose_answer') {
        mishaps.shift();
        return socket.destroy();
      }
      say('250 taken');
    };
    socket.on('data', (chunk) => {
      pending += chunk.toString('utf8');
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (source === null) command(line);
        else text(line);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    smtp_url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    ...{ received, mishaps },
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A started double. */
export type MailDouble = Awaited<ReturnType<typeof startMailDouble>>;

/** The mail without the line folding of quoted-printable, so that links can be found in it. */
export function readable(mail: ReceivedMail): string {
  return mail.source
    .replaceAll('=\r\n', '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'));
}
